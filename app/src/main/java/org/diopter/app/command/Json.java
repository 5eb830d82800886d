package org.diopter.app.command;

import java.util.Collection;
import org.diopter.app.version.ProgramVersion;
import org.diopter.engine.ModelCard;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes results: what all of them have in common, and numbers that are finite or `null`.
///
/// @param out for everything else
record Json(JsonGenerator out) {
    /// Strict: a field that is not known could change what is computed, so a study that has one is refused.
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /// What every result begins with.
    ///
    /// @param card of the model, or null if the result is of none
    /// @param provider what computed, or null if nothing did
    /// @param unit of logarithms
    void head(@Nullable ModelCard card, @Nullable String provider, RecordedStudy study, String unit) {
        text("diopter", ProgramVersion.get());
        if (card == null) {
            out.writeNullProperty("model");
        } else {
            model(card);
        }
        text("provider", provider);
        out.writeNumberProperty("seed", study.engine().seed());
        out.writeName("study");
        out.writePOJO(study);
        text("unit", unit);
    }

    private void model(ModelCard card) {
        out.writeObjectPropertyStart("model");
        text("name", card.id().name());
        text("family", card.family());
        text("sha256", card.id().sha256());
        out.writeNumberProperty("layers", card.layers());
        out.writeNumberProperty("width", card.width());
        out.writeNumberProperty("heads", card.heads());
        out.writeNumberProperty("kvHeads", card.kvHeads());
        out.writeNumberProperty("vocabulary", card.vocabulary());
        out.writeEndObject();
    }

    void text(String name, @Nullable String value) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }

    void number(String name, double value) {
        out.writeName(name);
        number(value);
    }

    void number(String name, float value) {
        out.writeName(name);
        number(value);
    }

    void number(double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    void number(float value) {
        if (Float.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    /// An array of numbers.
    void numbers(String name, double[] values) {
        out.writeArrayPropertyStart(name);
        for (double value : values) {
            number(value);
        }
        out.writeEndArray();
    }

    /// An array of objects.
    ///
    /// @param each writes the fields of one
    <T> void objects(String name, Collection<T> values, java.util.function.Consumer<T> each) {
        out.writeArrayPropertyStart(name);
        for (T value : values) {
            out.writeStartObject();
            each.accept(value);
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
