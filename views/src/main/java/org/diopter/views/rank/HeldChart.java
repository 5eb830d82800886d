package org.diopter.views.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.diopter.engine.laser.AnswerKind;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.engine.laser.MatrixPart.Side;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;

/// The charts of what parts of a matrix answer: the question of the LASER paper's Fig. 5, on an axis of true cosines.
///
/// @param places of the items that are counted, among those that were asked; at least one
/// @param group what these items are: `corrected`, `all`
@SuppressWarnings("ArrayRecordComponent")
public record HeldChart(HeldAnswers held, int[] places, String group) {

    /// How near the likeliest token lies to the right one.
    public ChartFigure cosine(Sheet sheet, Provenance provenance) {
        List<ChartSeries> series = new ArrayList<>();
        for (Side side : Side.values()) {
            series.add(line(word(side), side, side.ordinal(), HeldAnswers.Summary::cosine));
        }
        FigureText text = text(provenance, "cosine to the right answer, −1 to 1",
                "Mean cosine between the unembedding rows of the likeliest token and of the right answer's first token.");
        return ChartFigure.of(text, shares(), ChartAxis.between("cosine to the right answer", -1, 1), series, sheet, provenance);
    }

    /// Which sort of answers there are.
    public ChartFigure kinds(Sheet sheet, Provenance provenance) {
        List<ChartSeries> series = new ArrayList<>();
        for (Side side : Side.values()) {
            for (AnswerKind kind : AnswerKind.values()) {
                ChartSeries line = line("%s, %s".formatted(word(side), word(kind)), side, kind.ordinal(),
                        summary -> 100.0 * summary.kinds().getOrDefault(kind, 0) / summary.items());
                series.add(side == Side.TAIL ? line.withDashes() : line);
            }
        }
        FigureText text = text(provenance, "answers, %",
                "Share of likeliest tokens that are right, generic (function words, punctuation) or other; dashed: the smallest components.");
        return ChartFigure.of(text, shares(), ChartAxis.between("answers, %", 0, 100), series, sheet, provenance);
    }

    private static ChartAxis shares() {
        return ChartAxis.between("components kept, %", 0, 100);
    }

    private ChartSeries line(String name, Side side, int tint, ToDoubleFunction<HeldAnswers.Summary> value) {
        List<MatrixPart> parts = held.parts().keySet().stream().filter(part -> part.side() == side).toList();
        double[] kept = parts.stream().mapToDouble(part -> 100 * part.share().doubleValue()).toArray();
        double[] values = parts.stream().mapToDouble(part -> value.applyAsDouble(held.summary(part, places))).toArray();
        return new ChartSeries(name, "", ChartSeries.Mark.DOTTED_LINE, new Tint.Series(tint), false, kept, values);
    }

    private FigureText text(Provenance provenance, String statistic, String what) {
        String matrix = held.plan().matrix().toString();
        return new FigureText(
                "What components hold",
                matrix + ", " + (group.equals("all") ? "all items" : group),
                statistic,
                "%s of %s with its largest (top) or smallest (tail) components alone, %d item%s (%s under %s). %s".formatted(
                        matrix, provenance.model(), places.length, places.length == 1 ? "" : "s", group, held.plan().cut().text(), what));
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
