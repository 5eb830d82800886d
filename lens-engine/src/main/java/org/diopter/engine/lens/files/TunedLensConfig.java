package org.diopter.engine.lens.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.model.checkpoint.ModelConfig;

/// What stands beside a tuned lens's numbers: the tuned-lens package's `config.json`, of today or of its releases up to 0.0.3.
///
/// @param baseModel empty if the file does not say
/// @param bias whether translators have one
/// @param notes keys that were left out
record TunedLensConfig(String baseModel, OptionalInt width, OptionalInt layers, boolean bias, List<String> notes) {
    private static final String LINEAR = "linear_tuned_lens";
    private static final Set<String> KNOWN = Set.of(
            "base_model_name_or_path", "d_model", "num_hidden_layers", "bias", "base_model_revision", "unembed_hash", "lens_type",
            "extra_layers", "include_input", "reuse_unembedding", "model_config", "num_layers", "vocab_size");

    /// Of a lens without the file.
    static final TunedLensConfig ABSENT = new TunedLensConfig("", OptionalInt.empty(), OptionalInt.empty(), false, List.of());

    static TunedLensConfig read(Path file) {
        ModelConfig config = ModelConfig.read(file);
        String type = config.string("lens_type").orElse(LINEAR);
        if (!type.equals(LINEAR)) {
            throw LensErrors.unfit("config.json: lens_type is ‘%.80s’; only %s is read.".formatted(type, LINEAR));
        }
        if (!config.flag("reuse_unembedding").orElse(true)) {
            throw LensErrors.unfit("config.json: reuse_unembedding is false, so each layer has a vocabulary matrix of its own, which is not read.");
        }
        if (config.integer("extra_layers").orElse(0) != 0) {
            throw LensErrors.unfit("config.json: extra_layers is %d; lenses with further blocks are not read."
                    .formatted(config.integer("extra_layers").getAsLong()));
        }
        Optional<String> old = config.object("model_config").flatMap(model -> model.string("_name_or_path"));
        return new TunedLensConfig(
                config.string("base_model_name_or_path").or(() -> old).orElse(""),
                config.optionalPositive("d_model"),
                config.optionalPositive("num_hidden_layers", "num_layers"),
                config.flag("bias").orElse(true),
                notes(config));
    }

    private static List<String> notes(ModelConfig config) {
        List<String> notes = new ArrayList<>();
        for (String key : new TreeSet<>(config.keys())) {
            if (!KNOWN.contains(key)) {
                notes.add("config.json: key ‘%.80s’ is not known and was left out.".formatted(key));
            }
        }
        return notes;
    }
}
