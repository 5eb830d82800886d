package org.diopter.app.command;

import java.io.PrintStream;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.FrequencyGain;
import org.diopter.engine.laser.PricedCell;
import org.diopter.engine.laser.SharedSetting;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;

/// What was found beside the grid, for a person at a terminal.
final class ExtraTable {
    private static final int MOST = 10;

    private ExtraTable() {}

    static void print(ExtraFindings extras, Unit unit, PrintStream out) {
        if (!extras.frequencies().isEmpty()) {
            out.println();
            out.println("The best cell on the test items, by how often the fact stood in the training text");
            TextTable table = new TextTable(
                    TextTable.Column.text("times"),
                    TextTable.Column.number("items"),
                    TextTable.Column.number("solved as it is, %"),
                    TextTable.Column.number("gained, %"),
                    TextTable.Column.number("lost, %"));
            for (FrequencyGain bin : extras.frequencies()) {
                table.row(
                        "%d–%d".formatted(bin.from(), bin.to()),
                        Integer.toString(bin.items()),
                        share(bin.before(), bin),
                        share(bin.gained(), bin),
                        share(bin.lost(), bin));
            }
            table.lines().forEach(out::println);
        }
        if (!extras.noise().isEmpty()) {
            out.println();
            out.println("Cut at the Marchenko–Pastur edge, without a search, on the items to choose on");
            ScoreTable table = new ScoreTable(unit);
            extras.noise().forEach(cell -> table.row("%s, rank %d".formatted(cell.reductions().getFirst().matrix(), cell.ranks().getFirst()), cell));
            table.lines().forEach(out::println);
        }
        extras.price().ifPresent(price -> price(price, out));
        extras.shared().ifPresent(shared -> shared(shared, unit, out));
    }

    private static String share(int count, FrequencyGain bin) {
        return Numbers.fixed(100.0 * count / bin.items(), 1);
    }

    private static void price(ExtraFindings.Price price, PrintStream out) {
        out.println();
        out.println("Cells that no other beats in accuracy and perplexity on %s; as it is, the perplexity is %s".formatted(
                LensTable.plural((int) price.tokens(), "token"), Numbers.fixed(Math.exp(price.lossAsItIs()), 3)));
        TextTable table = new TextTable(TextTable.Column.text("cell"), TextTable.Column.number("accuracy, %"), TextTable.Column.number("perplexity"),
                TextTable.Column.number("factored size, %"), TextTable.Column.number("its block, ms"));
        for (PricedCell priced : PricedCell.front(price.cells()).stream().limit(MOST).toList()) {
            Cell cell = priced.cell();
            table.row(cell.reductions().getFirst().toString(), Numbers.percent(cell.score().accuracy()), Numbers.fixed(Math.exp(priced.loss()), 3),
                    Numbers.fixed(100.0 * priced.price().factoredNumbers() / priced.price().numbers(), 1),
                    "%s → %s".formatted(Numbers.fixed(priced.price().blockMillis(), 2), Numbers.fixed(priced.price().factoredBlockMillis(), 2)));
        }
        table.lines().forEach(out::println);
    }

    private static void shared(ExtraFindings.Shared shared, Unit unit, PrintStream out) {
        out.println();
        out.println("One setting for %s: change of accuracy in points on the items to choose on".formatted(String.join(", ", shared.tasks())));
        TextTable.Column[] columns = new TextTable.Column[shared.tasks().size() + 2];
        columns[0] = TextTable.Column.text("cell");
        columns[1] = TextTable.Column.number("mean");
        for (int i = 0; i < shared.tasks().size(); i++) {
            columns[i + 2] = TextTable.Column.number(shared.tasks().get(i));
        }
        TextTable table = new TextTable(columns);
        for (SharedSetting setting : shared.settings().stream().limit(MOST).toList()) {
            String[] row = new String[columns.length];
            row[0] = setting.reduction().toString();
            row[1] = Numbers.points(setting.mean());
            for (int i = 0; i < setting.gains().size(); i++) {
                row[i + 2] = Numbers.points(setting.gains().get(i));
            }
            table.row(row);
        }
        table.lines().forEach(out::println);
        ScoreTable scores = new ScoreTable(unit);
        for (int i = 0; i < shared.tested().size(); i++) {
            Cell tested = shared.tested().get(i);
            scores.row(shared.tasks().get(i) + " as it is, test", shared.baselines().get(i));
            scores.row(shared.tasks().get(i) + " with the first, test", tested);
        }
        scores.lines().forEach(out::println);
    }
}
