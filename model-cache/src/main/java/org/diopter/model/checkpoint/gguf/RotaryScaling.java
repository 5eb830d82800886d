package org.diopter.model.checkpoint.gguf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a file says about stretched rotary frequencies, as the object `rope_scaling` of a configuration.
final class RotaryScaling {
    private static final double LLAMA3_LOW = 1;
    private static final double LLAMA3_HIGH = 4;
    private static final double LLAMA3_CONTEXT = 8192;
    private static final double CLOSE = 1e-5;

    private RotaryScaling() {}

    /// The scaling of a model, if it has one.
    ///
    /// @param theta the base of its frequencies
    static Optional<Map<String, Object>> read(Parameters parameters, double theta) {
        int pairs = parameters.rotaryWidth() / 2;
        Optional<float[]> divisors = parameters.vector("rope_freqs.weight", pairs);
        if (divisors.isPresent()) {
            return Optional.of(ofDivisors(parameters, divisors.get(), theta));
        }
        Optional<float[]> longs = parameters.vector("rope_factors_long.weight", pairs);
        Optional<float[]> shorts = parameters.vector("rope_factors_short.weight", pairs);
        if (longs.isPresent() && shorts.isPresent()) {
            return Optional.of(scaling("longrope", Map.of("long_factor", list(longs.get()), "short_factor", list(shorts.get()))));
        }
        return named(parameters);
    }

    private static Optional<Map<String, Object>> named(Parameters parameters) {
        String type = parameters.text("rope.scaling.type").orElse(parameters.has("rope.scale_linear") ? "linear" : "none");
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.number(parameters.has("rope.scaling.factor") ? "rope.scaling.factor" : "rope.scale_linear")
                .ifPresent(factor -> values.put("factor", factor));
        switch (type) {
            case "none" -> {
                return Optional.empty();
            }
            case "linear" -> {
                return values.getOrDefault("factor", 1.0).equals(1.0) ? Optional.empty() : Optional.of(scaling(type, values));
            }
            case "yarn" -> {
                parameters.optionalSize("rope.scaling.original_context_length")
                        .ifPresent(context -> values.put("original_max_position_embeddings", context));
                parameters.number("rope.scaling.yarn_beta_fast").ifPresent(beta -> values.put("beta_fast", beta));
                parameters.number("rope.scaling.yarn_beta_slow").ifPresent(beta -> values.put("beta_slow", beta));
                return Optional.of(scaling(type, values));
            }
            default -> throw parameters.file().errors().unsupported(
                    "asks for the rope scaling ‘%.40s’, which is not supported. Supported are linear, yarn, longrope and llama3.".formatted(type));
        }
    }

    /// Llama 3's scaling is stored as the divisors it leads to. Its usual numbers are recognised by them; any others are exactly what longrope says.
    private static Map<String, Object> ofDivisors(Parameters parameters, float[] divisors, double theta) {
        double factor = divisors[divisors.length - 1];
        Map<String, Object> values = new LinkedHashMap<>();
        if (isLlama3(divisors, factor, theta)) {
            values.put("factor", factor);
            values.put("low_freq_factor", LLAMA3_LOW);
            values.put("high_freq_factor", LLAMA3_HIGH);
            values.put("original_max_position_embeddings", (int) LLAMA3_CONTEXT);
            return scaling("llama3", values);
        }
        values.put("long_factor", list(divisors));
        values.put("short_factor", list(divisors));
        values.put("attention_factor", 1.0);
        values.put("original_max_position_embeddings", parameters.size("context_length"));
        return scaling("longrope", values);
    }

    private static boolean isLlama3(float[] divisors, double factor, double theta) {
        for (int i = 0; i < divisors.length; i++) {
            double wavelength = 2 * Math.PI * Math.pow(theta, (double) i / divisors.length);
            double smooth = Math.clamp((LLAMA3_CONTEXT / wavelength - LLAMA3_LOW) / (LLAMA3_HIGH - LLAMA3_LOW), 0, 1);
            double expected = 1 / ((1 - smooth) / factor + smooth);
            if (Math.abs(divisors[i] - expected) > CLOSE * expected) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Object> scaling(String type, Map<String, Object> values) {
        Map<String, Object> scaling = new LinkedHashMap<>();
        scaling.put("rope_type", type);
        scaling.putAll(values);
        return scaling;
    }

    private static List<Object> list(float[] values) {
        List<Object> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(GgufMetadata.shortest(value));
        }
        return list;
    }
}
