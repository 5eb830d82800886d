package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.diopter.engine.OpenModel;
import org.diopter.engine.laser.AnswerKind;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.engine.laser.MatrixPart.Side;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Tint;

/// The pictures of what parts of a matrix answer: the question of the LASER paper's Fig. 5, on an axis of true cosines.
///
/// @param provenance where their numbers come from
record HeldPicture(CommandEngine engine, OpenModel model, Provenance provenance) {
    ChartFigure of(HeldFigureStudy study) {
        HeldAnswers held = new HeldWork(engine, model).run(study.held()).answers();
        int[] places = GroupName.of(study.group()).places(held);
        if (places.length == 0) {
            throw new UnusableInputException(
                    "D-205", "The cut leaves no item in the group ‘%s’. Take another --group, or another cut.".formatted(study.group()));
        }
        boolean cosine = study.view().equals(HeldFigureStudy.COSINE);
        List<ChartSeries> series = new ArrayList<>();
        for (Side side : Side.values()) {
            if (cosine) {
                series.add(line(HeldJson.name(side), held, side, places, side.ordinal(), HeldAnswers.Summary::cosine));
                continue;
            }
            for (AnswerKind kind : AnswerKind.values()) {
                ChartSeries line = line("%s, %s".formatted(HeldJson.name(side), HeldJson.name(kind)), held, side, places, kind.ordinal(),
                        summary -> 100.0 * summary.kinds().getOrDefault(kind, 0) / summary.items());
                series.add(side == Side.TAIL ? line.withDashes() : line);
            }
        }
        return ChartFigure.of(
                text(study, places.length, cosine),
                ChartAxis.between("components kept, %", 0, 100),
                cosine ? ChartAxis.between("cosine to the right answer", -1, 1) : ChartAxis.between("answers, %", 0, 100),
                series,
                Figures.sheet(study),
                provenance);
    }

    private static ChartSeries line(
            String name, HeldAnswers held, Side side, int[] places, int tint, ToDoubleFunction<HeldAnswers.Summary> value) {
        List<MatrixPart> parts = held.parts().keySet().stream().filter(part -> part.side() == side).toList();
        double[] shares = parts.stream().mapToDouble(part -> 100 * part.share().doubleValue()).toArray();
        double[] values = parts.stream().mapToDouble(part -> value.applyAsDouble(held.summary(part, places))).toArray();
        return new ChartSeries(name, "", ChartSeries.Mark.DOTTED_LINE, new Tint.Series(tint), false, shares, values);
    }

    private FigureText text(HeldFigureStudy study, int items, boolean cosine) {
        String matrix = study.held().plan().matrix().toString();
        String what = cosine
                ? "Mean cosine between the unembedding rows of the likeliest token and of the right answer's first token."
                : "Share of likeliest tokens that are right, generic (function words, punctuation) or other; dashed: the smallest components.";
        return new FigureText(
                "What components hold",
                matrix + ", " + (study.group().equals(GroupName.ALL) ? "all items" : study.group()),
                cosine ? "cosine to the right answer, −1 to 1" : "answers, %",
                "%s of %s with its largest (top) or smallest (tail) components alone, %s (%s under %s). %s".formatted(
                        matrix, model.id().name(), LensTable.plural(items, "item"), study.group(), study.held().reduction(), what));
    }
}
