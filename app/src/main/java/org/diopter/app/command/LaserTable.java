package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Locale;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.EditPrice;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.Unit;

/// A reduced matrix and its effect for a person at a terminal.
final class LaserTable {
    private LaserTable() {}

    static void print(LaserResult result, PrintStream out) {
        Spectrum spectrum = result.spectrum();
        out.println("%s, %s of %s, %d × %d".formatted(
                result.model().id().name(), result.study().edit().matrix(), result.model().family(), spectrum.rows(), spectrum.columns()));
        out.println("%s: %d of %d components kept".formatted(result.study().reduction(), result.kept().rank(), spectrum.values().length));
        if (!(result.kept().method() instanceof SvdMethod.Exact)) {
            out.println("Components by a random projection: %s".formatted(result.kept().method().text()));
        }
        out.println();
        TextTable table = new TextTable(TextTable.Column.text("of the matrix"), TextTable.Column.number(""));
        table.row("relative error, Frobenius", number("%.4f", result.kept().relativeError(spectrum)));
        table.row("energy kept, %", number("%.1f", 100 * result.kept().energyKept(spectrum)));
        table.row("largest singular value", number("%.4g", spectrum.values()[0]));
        table.row("effective rank", number("%.1f", spectrum.effectiveRank()));
        table.row("stable rank", number("%.1f", spectrum.stableRank()));
        table.row("Marchenko–Pastur edge", number("%.4g", spectrum.noiseEdge()));
        table.row("components above it", Integer.toString(spectrum.rankAboveNoise()));
        table.lines().forEach(out::println);
        result.onPrompt().ifPresent(effect -> prompt(result, effect, out));
        result.onTask().ifPresent(effect -> task(effect, result.unit(), out));
        result.price().ifPresent(price -> price(price, out));
    }

    private static void price(EditPrice price, PrintStream out) {
        out.println();
        TextTable table = new TextTable(TextTable.Column.text("price"), TextTable.Column.number("as it is"), TextTable.Column.number("reduced"));
        table.row(
                "perplexity on " + LensTable.plural((int) price.tokens(), "token"),
                Numbers.fixed(price.perplexityAsItIs(), 3),
                Numbers.fixed(price.perplexity(), 3));
        table.row("numbers in the matrix, or its factors", Numbers.count(price.numbers()), Numbers.count(price.factoredNumbers()));
        table.row("time of the block, ms", Numbers.fixed(price.blockMillis(), 2), Numbers.fixed(price.factoredBlockMillis(), 2));
        table.lines().forEach(out::println);
    }

    private static void prompt(LaserResult result, PromptEffect effect, PrintStream out) {
        out.println();
        out.println("Output for the prompt, A as it is, B reduced");
        TextTable table = new TextTable(
                TextTable.Column.number("position"),
                TextTable.Column.text("token"),
                TextTable.Column.text("A top, %"),
                TextTable.Column.text("B top, %"),
                TextTable.Column.number("KL(A‖B), " + result.unit().label()));
        for (int position = 0; position < effect.positions(); position++) {
            table.row(
                    Integer.toString(position),
                    label(result, effect.edited().tokens().id(position)),
                    leader(result, effect.baseline(), position),
                    leader(result, effect.edited(), position),
                    Numbers.divergenceInTable(result.unit().of(effect.divergences().value(Measure.KL, 0, position))));
        }
        table.lines().forEach(out::println);
    }

    private static String leader(LaserResult result, Trajectory run, int position) {
        return label(result, run.topId(0, position, 0)) + " " + Numbers.percent(Math.exp(run.topLogProbability(0, position, 0)));
    }

    private static String label(LaserResult result, int id) {
        return TokenLabels.label(id, result.tokenizer()).text();
    }

    private static void task(TaskEffect effect, Unit unit, PrintStream out) {
        Cell edited = effect.edited();
        out.println();
        out.println("%s by %s, %s; always giving the commonest answer solves %s %%".formatted(
                effect.task().name(), effect.task().metric().text(), LensTable.plural(edited.items().length, "item"),
                Numbers.percent(effect.task().majorityBaseline(edited.items()))));
        ScoreTable table = new ScoreTable(unit);
        table.row("as it is", effect.baseline());
        table.row("reduced", edited);
        table.lines().forEach(out::println);
        ScoreTable.verdict(edited).ifPresent(out::println);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String number(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
