package org.diopter.app.command;

import java.util.Arrays;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import tools.jackson.core.JsonGenerator;

/// What an edited run, B, changes of another, A, as JSON: in every cell B − A of the numbers that both have, and how far the two distributions are apart.
///
/// @param result of B
/// @param comparison with A
record DifferenceJson(LensResult result, LensComparison comparison) {
    void write(Json json) {
        JsonGenerator out = json.out();
        out.writeObjectPropertyStart("difference");
        out.writeArrayPropertyStart("layers");
        for (int row = 0; row < result.trajectory().rows(); row++) {
            out.writeStartObject();
            out.writeNumberProperty("layer", result.trajectory().layer(row));
            json.text("label", result.label(row));
            out.writeArrayPropertyStart("positions");
            for (int position = 0; position < result.trajectory().positions(); position++) {
                out.writeStartObject();
                cell(json, row, position);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void cell(Json json, int row, int position) {
        Trajectory a = comparison.baseline();
        Trajectory b = result.trajectory();
        LensDifference divergences = comparison.divergences();
        json.out().writeNumberProperty("position", position);
        json.out().writeBooleanProperty("topChanged", a.topId(row, position, 0) != b.topId(row, position, 0));
        json.number("kl", result.inUnit(divergences.value(Measure.KL, row, position)));
        json.number("js", result.inUnit(divergences.value(Measure.JENSEN_SHANNON, row, position)));
        json.number("tv", divergences.value(Measure.TOTAL_VARIATION, row, position));
        json.number("maxProbability", change(Statistic.MAX_PROBABILITY, row, position));
        json.number("entropy", change(Statistic.ENTROPY, row, position));
        json.number("klToFinal", change(Statistic.KL_TO_FINAL, row, position));
        json.number("crossEntropy", change(Statistic.CROSS_ENTROPY, row, position));
        moved(json, row, position);
        int[] inBoth = Arrays.stream(b.tracked(position)).filter(id -> !Float.isNaN(a.trackedLogProbability(row, position, id))).toArray();
        json.out().writeArrayPropertyStart("tracked");
        for (int id : inBoth) {
            json.out().writeStartObject();
            json.out().writeNumberProperty("id", id);
            json.number("logProbability", result.inUnit(b.trackedLogProbability(row, position, id) - a.trackedLogProbability(row, position, id)));
            json.out().writeEndObject();
        }
        json.out().writeEndArray();
    }

    /// The token whose probability changes most, or null where nothing can change.
    private void moved(Json json, int row, int position) {
        float by = comparison.divergences().movedBy(row, position);
        if (by == 0) {
            json.out().writeNullProperty("moved");
            return;
        }
        json.out().writeObjectPropertyStart("moved");
        result.token(json, comparison.divergences().movedToken(row, position));
        json.number("probability", by);
        json.out().writeEndObject();
    }

    private float change(Statistic statistic, int row, int position) {
        float change = result.trajectory().value(statistic, row, position) - comparison.baseline().value(statistic, row, position);
        return statistic.isLogarithmic() ? result.inUnit(change) : change;
    }
}
