package org.diopter.app.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.diopter.views.edits.LensUse;
import tools.jackson.databind.JsonNode;

/// The lens of a study as studies are written: the word `logit`, or an object.
///
/// @param source `logit`, `bundled` or an absolute path
/// @param sha256 of its translators; empty for the logit lens
public record SavedLens(String source, String name, String sha256) {
    private static final String LOGIT = "logit";

    public SavedLens {
        Limits.path("lens", source);
        Limits.text("name of a lens", name, Limits.NAME);
        Limits.text("sha256", sha256, Limits.NAME);
    }

    /// What is read through: where both lenses are looked at, the model's own.
    static SavedLens of(LensUse use) {
        return use.mode().equals(LensUse.NONE.mode()) || !use.hasLens() ? new SavedLens(LOGIT, "logit lens", "") : new SavedLens(use.source(), use.name(), use.sha256());
    }

    public boolean isLogit() {
        return source.equals(LOGIT);
    }

    /// The lens, looked at alone.
    LensUse use() {
        return isLogit() ? LensUse.NONE : new LensUse("TUNED", name, source, sha256);
    }

    @JsonValue
    Object json() {
        if (isLogit()) {
            return LOGIT;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("source", source);
        fields.put("name", name);
        fields.put("sha256", sha256);
        return fields;
    }

    /// @throws IllegalArgumentException if this is no lens
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SavedLens of(JsonNode json) {
        return json.isString() && json.asString().equals(LOGIT)
                ? of(LensUse.NONE)
                : new SavedLens(json.path("source").asString(""), json.path("name").asString(""), json.path("sha256").asString(""));
    }
}
