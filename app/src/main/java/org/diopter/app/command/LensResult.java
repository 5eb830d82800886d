package org.diopter.app.command;

import java.util.Optional;
import org.diopter.engine.ModelCard;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Unit;
import tools.jackson.core.JsonGenerator;

/// A trajectory with what it was computed from, as JSON.
///
/// @param provider what computed it
/// @param comparison with another run, if there is one
record LensResult(ModelCard model, Optional<Tokenizer> tokenizer, String provider, LensStudy study, Trajectory trajectory,
        Optional<LensComparison> comparison) {

    Unit unit() {
        return FigureWords.unit(study.unit());
    }

    /// `emb`, `1`, …, `output`.
    String label(int row) {
        int layer = trajectory.layer(row);
        if (layer == 0) {
            return "emb";
        }
        return layer == model.layers() ? "output" : Integer.toString(layer);
    }

    /// Writes the fields of the result.
    void write(Json json) {
        json.head(model, provider, study, study.unit());
        JsonGenerator out = json.out();
        out.writeArrayPropertyStart("tokens");
        for (int position = 0; position < trajectory.positions(); position++) {
            out.writeStartObject();
            out.writeNumberProperty("position", position);
            token(json, trajectory.tokens().id(position));
            out.writeEndObject();
        }
        out.writeEndArray();
        trajectory(json);
        comparison.ifPresent(with -> compared(json, with));
    }

    private void compared(Json json, LensComparison with) {
        json.out().writeObjectPropertyStart("baseline");
        json.out().writeArrayPropertyStart("edits");
        study.edits().comparedWith().forEach(json.out()::writeString);
        json.out().writeEndArray();
        json.text("policy", study.edits().comparedCache().policy());
        new LensResult(model, tokenizer, provider, study, with.baseline(), Optional.empty()).trajectory(json);
        json.out().writeEndObject();
        new DifferenceJson(this, with).write(json);
    }

    /// Writes layers and prediction depths.
    private void trajectory(Json json) {
        JsonGenerator out = json.out();
        out.writeArrayPropertyStart("layers");
        for (int row = 0; row < trajectory.rows(); row++) {
            layer(json, row);
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("predictionDepth");
        for (int position = 0; position < trajectory.positions(); position++) {
            out.writeNumber(trajectory.predictionDepth(position));
        }
        out.writeEndArray();
    }

    private void layer(Json json, int row) {
        JsonGenerator out = json.out();
        out.writeStartObject();
        out.writeNumberProperty("layer", trajectory.layer(row));
        json.text("label", label(row));
        out.writeArrayPropertyStart("positions");
        for (int position = 0; position < trajectory.positions(); position++) {
            out.writeStartObject();
            cell(json, row, position);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void cell(Json json, int row, int position) {
        JsonGenerator out = json.out();
        out.writeNumberProperty("position", position);
        out.writeArrayPropertyStart("top");
        for (int k = 0; k < trajectory.topK(); k++) {
            out.writeStartObject();
            token(json, trajectory.topId(row, position, k));
            json.number("logit", trajectory.topLogit(row, position, k));
            json.number("probability", (float) Math.exp(trajectory.topLogProbability(row, position, k)));
            out.writeEndObject();
        }
        out.writeEndArray();
        json.number("entropy", value(Statistic.ENTROPY, row, position));
        json.number("klToFinal", value(Statistic.KL_TO_FINAL, row, position));
        json.number("maxProbability", value(Statistic.MAX_PROBABILITY, row, position));
        nextToken(json, row, position);
        json.number("jsToFinal", value(Statistic.JENSEN_SHANNON, row, position));
        json.number("tvToFinal", value(Statistic.TOTAL_VARIATION, row, position));
        out.writeArrayPropertyStart("tracked");
        for (int id : trajectory.tracked(position)) {
            out.writeStartObject();
            out.writeNumberProperty("id", id);
            json.number("logProbability", inUnit(trajectory.trackedLogProbability(row, position, id)));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void nextToken(Json json, int row, int position) {
        if (position == trajectory.positions() - 1) {
            json.out().writeNullProperty("nextToken");
            return;
        }
        json.out().writeObjectPropertyStart("nextToken");
        json.out().writeNumberProperty("id", trajectory.tokens().id(position + 1));
        json.number("crossEntropy", value(Statistic.CROSS_ENTROPY, row, position));
        float rank = trajectory.value(Statistic.RANK_OF_NEXT, row, position);
        if (Float.isNaN(rank)) {
            json.out().writeNullProperty("rank");
        } else {
            json.out().writeNumberProperty("rank", (int) rank);
        }
        json.out().writeEndObject();
    }

    private float value(Statistic statistic, int row, int position) {
        float value = trajectory.value(statistic, row, position);
        return statistic.isLogarithmic() ? inUnit(value) : value;
    }

    float inUnit(float nats) {
        return (float) unit().of(nats);
    }

    void token(Json json, int id) {
        new TokenFields(json, tokenizer).write(id);
    }
}
