package org.diopter.app.command;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.app.search.SearchFindings;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.SearchResult;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;

/// What a search found, for a person at a terminal.
final class SearchTable {
    private SearchTable() {}

    /// @param unit of losses
    static void print(SearchFindings findings, Unit unit, PrintStream out) {
        SearchResult grid = findings.grid();
        out.println("%s by %s: %d items to choose on, %d to test; the commonest answer alone solves %s %%".formatted(
                findings.task().name(), findings.task().metric().text(), findings.split().validation().length, findings.split().test().length,
                Numbers.percent(grid.majority())));
        out.println("As it is: accuracy %s %%, log-loss %s %s".formatted(
                Numbers.percent(grid.baseline().accuracy()), Numbers.fixed(unit.of(grid.baseline().logLoss()), 3), unit.label()));
        grid.cells().stream().map(cell -> cell.reductions().getFirst().matrix().kind()).distinct().forEach(kind -> {
            out.println();
            out.println("%s: change of accuracy in points, of log-loss in %s".formatted(kind.text(), unit.label()));
            grid(grid, kind, unit).lines().forEach(out::println);
        });
        if (!grid.dropped().isEmpty()) {
            out.println("%s dropped after fewer items: this is not the full grid".formatted(LensTable.plural(grid.dropped().size(), "cell")));
        }
        if (!grid.skipped().isEmpty()) {
            out.println("%s left out, since so small a share keeps no component, beginning with %s".formatted(
                    LensTable.plural(grid.skipped().size(), "cell"), grid.skipped().getFirst()));
        }
        out.println();
        best(findings, unit).lines().forEach(out::println);
        findings.testBest().flatMap(ScoreTable::verdict).ifPresent(out::println);
        if (!grid.helps()) {
            out.println("No cell does better than the model as it is.");
        }
        ExtraTable.print(findings.extras(), unit, out);
    }

    private static TextTable grid(SearchResult result, MatrixKind kind, Unit unit) {
        List<Cell> cells = result.cells().stream().filter(cell -> cell.reductions().getFirst().matrix().kind() == kind).toList();
        List<BigDecimal> rhos = cells.stream().map(cell -> cell.reductions().getFirst().rho()).distinct().sorted(Comparator.reverseOrder()).toList();
        List<Integer> blocks = cells.stream().map(cell -> cell.reductions().getFirst().matrix().block()).distinct().sorted(Comparator.reverseOrder()).toList();
        Stream<TextTable.Column> columns = rhos.stream().map(rho -> TextTable.Column.number("ρ " + rho.toPlainString()));
        TextTable table = new TextTable(Stream.concat(Stream.of(TextTable.Column.number("block")), columns).toArray(TextTable.Column[]::new));
        for (int block : blocks) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(block)));
            for (BigDecimal rho : rhos) {
                row.add(find(cells, block, rho).map(cell -> change(cell, result, unit)).orElse(""));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static Optional<Cell> find(List<Cell> cells, int block, BigDecimal rho) {
        return cells.stream()
                .filter(cell -> cell.reductions().getFirst().matrix().block() == block && cell.reductions().getFirst().rho().equals(rho))
                .findFirst();
    }

    private static String change(Cell cell, SearchResult result, Unit unit) {
        return Numbers.points(cell.score().accuracy() - result.baseline().accuracy()) + " "
                + Numbers.signed(unit.of(cell.score().logLoss() - result.baseline().logLoss()), 2);
    }

    private static ScoreTable best(SearchFindings findings, Unit unit) {
        ScoreTable table = new ScoreTable(unit);
        findings.grid().best().ifPresent(best -> table.row(name(best) + ", validation", best));
        table.row("as it is, test", findings.testBaseline());
        findings.testBest().ifPresent(best -> table.row(name(best) + ", test", best));
        if (!findings.stacks().isEmpty()) {
            Cell stack = findings.stacks().getLast();
            table.row("stack of %d, validation".formatted(stack.reductions().size()), stack);
            findings.testStack().ifPresent(test -> table.row("stack of %d, test".formatted(test.reductions().size()), test));
        }
        return table;
    }

    private static String name(Cell cell) {
        Reduction reduction = cell.reductions().getFirst();
        return reduction.toString();
    }
}
