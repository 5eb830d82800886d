package org.diopter.engine.arch;

import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.ModelConfig;

/// Reads the rotary frequencies of a configuration, in the form of transformers 4 (`rope_theta`, `rope_scaling`) or 5 (`rope_parameters`).
final class RopeScaling {
    private static final double DEFAULT_THETA = 10_000;

    private RopeScaling() {}

    static Rotary read(ModelConfig config, int dimensions) {
        ModelConfig rope = config.object("rope_parameters").or(() -> config.object("rope_scaling")).orElse(null);
        double theta = (rope != null && rope.has("rope_theta") ? rope : config).number("rope_theta").orElse(DEFAULT_THETA);
        Rotary plain = Rotary.plain(theta, dimensions);
        if (rope == null) {
            return plain;
        }
        String type = rope.string("rope_type", "type").orElse("default");
        return switch (type) {
            case "default" -> plain;
            case "linear" -> plain.linear(number(rope, "factor"));
            case "llama3" ->
                plain.llama3(
                        number(rope, "factor"),
                        number(rope, "low_freq_factor"),
                        number(rope, "high_freq_factor"),
                        number(rope, "original_max_position_embeddings"));
            default ->
                throw new UnusableInputException("D-102", "config.json: the rope scaling '" + type
                        + "' is not supported. Supported are default, linear and llama3.");
        };
    }

    private static double number(ModelConfig rope, String key) {
        return rope.number(key)
                .orElseThrow(() -> new UnusableInputException("D-102", "config.json: the rope scaling needs " + key + ", which is not there."));
    }
}
