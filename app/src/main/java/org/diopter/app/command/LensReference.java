package org.diopter.app.command;

<<<<<<< HEAD
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
=======
import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Through which lens a study reads, so that it can be found again.
///
/// @param source `logit`, or the absolute path of a lens
/// @param sha256 of its translators; null for the logit lens
record LensReference(String source, @Nullable String sha256) {
    private static final LensReference LOGIT = new LensReference(LensNames.LOGIT, null);

    /// A lens that has been opened for a model.
    record Held(LensReference reference, LensChoice choice) {}

    /// Opens a lens by what the user calls it.
    ///
    /// @throws UnusableInputException D-301 if it does not fit the model
    static Held open(String named, OpenModel model) {
        if (named.equals(LensNames.LOGIT)) {
            return new Held(LOGIT, new LensChoice.Logit());
        }
        Path path = Path.of(named).toAbsolutePath().normalize();
        Lens lens = LensFiles.open(path).lens();
        LensChoice.Translated choice = model.use(lens);
        return new Held(new LensReference(path.toString(), choice.sha256()), choice);
    }

    /// Opens the lens of a recorded study.
    ///
    /// @throws UnusableInputException D-601 if another lens is there
    LensChoice open(OpenModel model) {
        Held held = open(source, model);
        Optional<String> wanted = Optional.ofNullable(sha256);
        if (wanted.isPresent() && !wanted.equals(Optional.ofNullable(held.reference.sha256))) {
            throw new UnusableInputException("D-601", "‘%s’ is another lens (sha256 %.8s) than the study's (sha256 %.8s). Put the lens of then there."
                    .formatted(source, held.reference.sha256, wanted.get()));
        }
        return held.choice;
>>>>>>> main
    }
}
