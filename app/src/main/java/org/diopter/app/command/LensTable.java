package org.diopter.app.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabels;

/// A trajectory for a person at a terminal: what is predicted after the last token, layer by layer, and how deep each prediction is.
final class LensTable {
    private static final int SHOWN = 3;

    private LensTable() {}

    static void print(LensResult result, PrintStream out) {
        Trajectory trajectory = result.trajectory();
        int last = trajectory.positions() - 1;
        out.println("%s, %s, %d layers · %s · %s · %s".formatted(
                result.model().id().name(), result.model().family(), result.model().layers(), result.study().lens().name(), plural(last + 1, "token"), result.provider()));
        if (!result.study().edits().equals(EditChoice.NONE)) {
            String policy = result.study().edits().policyInWords();
            out.println("Edits: " + result.study().edits().inWords() + (policy.equals(EditChoice.AS_IT_IS) ? "" : " · cache: " + policy));
        }
        out.println("Prediction after position %d, %s".formatted(last, label(trajectory.tokens().id(last), result.tokenizer())));
        out.println();
        layers(result, last).lines().forEach(out::println);
        if (result.comparison().isPresent()) {
            out.println();
            out.println("Compared: A with %s, B as said above".formatted(result.study().edits().comparedInWords()));
            compared(result, result.comparison().get(), last).lines().forEach(out::println);
        }
        if (!result.study().track().isEmpty()) {
            out.println();
            out.println("Tracked tokens after position %d: probability in %% and log-probability in %s".formatted(last, result.unit().label()));
            tracked(result, last).lines().forEach(out::println);
        }
        out.println();
        depths(result).lines().forEach(out::println);
    }

    private static TextTable layers(LensResult result, int position) {
        Trajectory trajectory = result.trajectory();
        TextTable table = new TextTable(
                TextTable.Column.number("layer"),
                TextTable.Column.text("top " + Math.min(SHOWN, trajectory.topK()) + ", %"),
                TextTable.Column.number("entropy, " + result.unit().label()),
                TextTable.Column.number("KL to final, " + result.unit().label()));
        for (int row = trajectory.rows() - 1; row >= 0; row--) {
            table.row(
                    result.label(row),
                    top(result, row, position),
                    logarithm(result, Statistic.ENTROPY, row, position),
                    logarithm(result, Statistic.KL_TO_FINAL, row, position));
        }
        return table;
    }

    private static String top(LensResult result, int row, int position) {
        Trajectory trajectory = result.trajectory();
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < Math.min(SHOWN, trajectory.topK()); k++) {
            String probability = Numbers.percent(Math.exp(trajectory.topLogProbability(row, position, k)));
            text.append(k == 0 ? "" : "   ").append(label(trajectory.topId(row, position, k), result.tokenizer())).append(' ').append(probability);
        }
        return text.toString();
    }

    private static String logarithm(LensResult result, Statistic statistic, int row, int position) {
        return Numbers.divergenceInTable(result.unit().of(result.trajectory().value(statistic, row, position)));
    }

    private static TextTable compared(LensResult result, LensComparison with, int position) {
        TextTable table = new TextTable(
                TextTable.Column.number("layer"),
                TextTable.Column.text("A top, %"),
                TextTable.Column.text("B top, %"),
                TextTable.Column.number("KL(A‖B), " + result.unit().label()),
                TextTable.Column.text("moved most, pp"));
        LensDifference divergences = with.divergences();
        for (int row = result.trajectory().rows() - 1; row >= 0; row--) {
            float by = divergences.movedBy(row, position);
            table.row(
                    result.label(row),
                    leader(result, with.baseline(), row, position),
                    leader(result, result.trajectory(), row, position),
                    Numbers.divergenceInTable(result.inUnit(divergences.value(LensDifference.Measure.KL, row, position))),
                    by == 0 ? "" : label(divergences.movedToken(row, position), result.tokenizer()) + " " + Numbers.points(by));
        }
        return table;
    }

    private static String leader(LensResult result, Trajectory run, int row, int position) {
        return label(run.topId(row, position, 0), result.tokenizer()) + " " + Numbers.percent(Math.exp(run.topLogProbability(row, position, 0)));
    }

    private static TextTable tracked(LensResult result, int position) {
        Trajectory trajectory = result.trajectory();
        List<Integer> ids = result.study().track();
        Stream<TextTable.Column> columns = ids.stream().flatMap(id ->
                Stream.of(TextTable.Column.number(label(id, result.tokenizer()) + " " + id + ", %"), TextTable.Column.number("log")));
        TextTable table = new TextTable(Stream.concat(Stream.of(TextTable.Column.number("layer")), columns).toArray(TextTable.Column[]::new));
        for (int row = trajectory.rows() - 1; row >= 0; row--) {
            List<String> entries = new ArrayList<>(List.of(result.label(row)));
            for (int id : ids) {
                float logProbability = trajectory.trackedLogProbability(row, position, id);
                entries.add(Numbers.percent(Math.exp(logProbability)));
                entries.add(Numbers.divergenceInTable(result.unit().of(logProbability)));
            }
            table.row(entries.toArray(String[]::new));
        }
        return table;
    }

    private static TextTable depths(LensResult result) {
        Trajectory trajectory = result.trajectory();
        TextTable table = new TextTable(
                TextTable.Column.number("position"),
                TextTable.Column.text("token"),
                TextTable.Column.text("predicts"),
                TextTable.Column.number("from layer"));
        for (int position = 0; position < trajectory.positions(); position++) {
            table.row(
                    Integer.toString(position),
                    label(trajectory.tokens().id(position), result.tokenizer()),
                    label(trajectory.topId(trajectory.rows() - 1, position, 0), result.tokenizer()),
                    Integer.toString(trajectory.predictionDepth(position)));
        }
        return table;
    }

    private static String label(int id, Optional<Tokenizer> tokenizer) {
        return TokenLabels.label(id, tokenizer).text();
    }

    static String plural(long count, String noun) {
        return Numbers.count(count) + " " + noun + (count == 1 ? "" : "s");
    }
}
