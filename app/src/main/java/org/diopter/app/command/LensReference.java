package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Through which lens a study reads the stream, so that it can be found again. In JSON the logit lens is the word `logit`, any other an object.
///
/// @param source what the lens is called here: `logit`, `bundled` or an absolute path
/// @param name for people
/// @param sha256 of its translators, see [org.diopter.engine.lens.files.LensIdentity]: no other lens gives the same numbers. Empty for the logit lens
record LensReference(String source, String name, String sha256) {
    static final String LOGIT = "logit";
    static final String BUNDLED = "bundled";
    static final LensReference LOGIT_LENS = new LensReference(LOGIT, "logit lens", "");

    private static final Set<String> FIELDS = Set.of("source", "name", "sha256");

    boolean isLogit() {
        return source.equals(LOGIT);
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
    static LensReference of(JsonNode json) {
        if (json.isString() && json.asString().equals(LOGIT)) {
            return LOGIT_LENS;
        }
        boolean complete = json.isObject() && FIELDS.equals(Set.copyOf(json.propertyNames()));
        if (!complete || FIELDS.stream().anyMatch(field -> !json.get(field).isString())) {
            throw new IllegalArgumentException("a lens that is neither ‘logit’ nor source, name and sha256");
        }
        return new LensReference(json.get("source").asString(), json.get("name").asString(), json.get("sha256").asString());
    }
}
