package org.diopter.engine.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Frequencies.Fixed;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.ModelConfig;

/// Reads a rotation in the form of transformers 4 (`rope_theta`, `rope_scaling`) or 5 (`rope_parameters`).
///
/// @param config the whole configuration
/// @param rope the dictionary of the scaling, if there is one
/// @param theta the base of the frequencies
/// @param turning r, how many components of a head turn
record RopeScaling(ModelConfig config, Optional<ModelConfig> rope, double theta, int turning) {
    static final double DEFAULT_THETA = 10_000;

    /// No head is wider; the frequencies are computed before the weights are held against the configuration.
    private static final int WIDEST_HEAD = 1 << 16;

    private static final double DEFAULT_FAST = 32;
    private static final double DEFAULT_SLOW = 1;
    private static final double MSCALE = 0.1;

    /// The one rotation of a model whose heads turn whole.
    static Rotary whole(ModelConfig config, int headWidth) {
        double share = share(config, 1);
        if (share != 1) {
            throw new UnusableInputException(
                    "D-102", "config.json sets partial_rotary_factor to " + share + "; only 1 is supported in this family.");
        }
        return partial(config, headWidth, 1);
    }

    /// The one rotation of a model.
    ///
    /// @param share of a head that turns, where the configuration does not say
    static Rotary partial(ModelConfig config, int headWidth, double share) {
        Optional<ModelConfig> rope = dictionary(config);
        rope.filter(nested -> nested.has(LayerTypes.FULL) || nested.has(LayerTypes.SLIDING)).ifPresent(nested -> {
            throw new UnusableInputException(
                    "D-102", "config.json gives rope_parameters for each of its layer_types, which this family does not have.");
        });
        double theta = theta(rope, config, DEFAULT_THETA, "rotary_emb_base", "rope_theta");
        return new RopeScaling(config, rope, theta, turning(headWidth, share(config, share))).read();
    }

    /// @param keys of a theta outside the dictionary
    static double theta(Optional<ModelConfig> rope, ModelConfig config, double byDefault, String... keys) {
        return rope.filter(with -> with.has("rope_theta")).map(with -> with.number("rope_theta")).orElseGet(() -> config.number(keys)).orElse(byDefault);
    }

    static Optional<ModelConfig> dictionary(ModelConfig config) {
        return config.object("rope_parameters").or(() -> config.object("rope_scaling"));
    }

    private static double share(ModelConfig config, double byDefault) {
        String key = "partial_rotary_factor";
        return dictionary(config)
                .filter(rope -> rope.has(key))
                .orElse(config)
                .number("rotary_pct", key)
                .orElse(byDefault);
    }

    /// @throws UnusableInputException if the components that turn are no pairs of a head's
    static int turning(int headWidth, double share) {
        if (headWidth > WIDEST_HEAD) {
            throw new UnusableInputException("D-102", "config.json: a head of width " + headWidth + " is wider than " + WIDEST_HEAD + " (head_dim).");
        }
        int turning = (int) (headWidth * share);
        if (turning < 2 || turning % 2 != 0 || turning > headWidth) {
            throw new UnusableInputException("D-102", "config.json: " + turning + " components of a head of width " + headWidth
                    + " cannot be rotated; it must be an even number of them (head_dim, partial_rotary_factor).");
        }
        return turning;
    }

    /// The longest prompt: `max_position_embeddings`, or what the scaling stretches it to. Linear scalings are left out, since published files give
    /// the stretched length already.
    static int context(ModelConfig config) {
        int context = config.positive("max_position_embeddings");
        ModelConfig rope = dictionary(config).orElse(null);
        if (rope == null || !rope.has("factor")) {
            return context;
        }
        double factor = number(rope, "factor");
        double stretched = switch (type(rope)) {
            case "dynamic" -> context * factor;
            case "yarn", "longrope" -> Math.max(context, original(config, rope) * factor);
            default -> context;
        };
        return (int) Math.min(stretched, Integer.MAX_VALUE);
    }

    Rotary read() {
        ModelConfig with = rope.orElse(null);
        if (with == null) {
            return turned(Fixed.plain(theta, turning), 1);
        }
        Fixed plain = Fixed.plain(theta, turning);
        return switch (type(with)) {
            case "default" -> turned(plain, 1);
            case "linear" -> turned(plain.linear(number(with, "factor")), 1);
            case "dynamic" ->
                turned(new Frequencies.DynamicNtk(theta, turning, number(with, "factor"), config.positive("max_position_embeddings")), 1);
            case "llama3" ->
                turned(
                        plain.llama3(
                                number(with, "factor"),
                                number(with, "low_freq_factor"),
                                number(with, "high_freq_factor"),
                                original(config, with)),
                        1);
            case "yarn" -> yarn(with, plain);
            case "longrope" -> longRope(with, plain);
            default ->
                throw new UnusableInputException("D-102", "config.json: the rope scaling '" + type(with)
                        + "' is not supported. Supported are default, linear, dynamic, llama3, yarn and longrope.");
        };
    }

    private static Rotary turned(Frequencies frequencies, double amplitude) {
        return new Rotary(frequencies, amplitude, false);
    }

    /// Early Phi-3 files call LongRoPE `su`, or `yarn` with two lists of factors.
    private static String type(ModelConfig rope) {
        String type = rope.string("rope_type", "type").orElse("default");
        boolean longRope = type.equals("su") || (type.equals("yarn") && rope.has("long_factor"));
        return longRope ? "longrope" : type;
    }

    private Rotary yarn(ModelConfig with, Fixed plain) {
        double original = original(config, with);
        double factor = number(with, "factor");
        double low = pair(with.number("beta_fast").orElse(DEFAULT_FAST), original);
        double high = pair(with.number("beta_slow").orElse(DEFAULT_SLOW), original);
        if (with.flag("truncate").orElse(true)) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        return turned(plain.ramped(factor, Math.max(low, 0), Math.min(high, turning - 1)), amplitude(with, factor));
    }

    /// Which pair turns so many times within the original context.
    private double pair(double rotations, double original) {
        return turning * Math.log(original / (rotations * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    private static double amplitude(ModelConfig with, double factor) {
        if (with.has("attention_factor")) {
            return number(with, "attention_factor");
        }
        double mscale = with.number("mscale").orElse(0);
        double mscaleAll = with.number("mscale_all_dim").orElse(0);
        return mscale != 0 && mscaleAll != 0 ? mscale(factor, mscale) / mscale(factor, mscaleAll) : mscale(factor, 1);
    }

    private static double mscale(double factor, double weight) {
        return factor <= 1 ? 1 : MSCALE * weight * Math.log(factor) + 1;
    }

    private Rotary longRope(ModelConfig with, Fixed plain) {
        double original = original(config, with);
        double factor = with.number("factor").orElse(config.positive("max_position_embeddings") / original);
        double amplitude = with.number("attention_factor").orElse(factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original)));
        Fixed near = plain.dividedBy(factors(with, "short_factor"));
        Fixed far = plain.dividedBy(factors(with, "long_factor"));
        return turned(new Frequencies.Switching(near, far, (int) original), amplitude);
    }

    private List<Double> factors(ModelConfig with, String key) {
        List<Double> factors = new ArrayList<>();
        for (Object factor : with.list(key).orElseThrow(() -> missing(key))) {
            if (factor instanceof Number number && number.doubleValue() > 0) {
                factors.add(number.doubleValue());
            }
        }
        if (factors.size() != turning / 2 || with.list(key).orElseThrow().size() != turning / 2) {
            throw new UnusableInputException("D-102", "config.json: the rope scaling's " + key + " has " + with.list(key).orElseThrow().size()
                    + " entries; " + turning / 2 + " numbers above 0 are needed, one for each pair of a head's components that turns.");
        }
        return factors;
    }

    /// The length of prompts before scaling; Phi-3 gives it outside the dictionary, and there it counts first.
    private static double original(ModelConfig config, ModelConfig rope) {
        String key = "original_max_position_embeddings";
        return (config.has(key) ? config : rope).optionalPositive(key).orElseGet(() -> config.positive("max_position_embeddings"));
    }

    private static double number(ModelConfig rope, String key) {
        return rope.number(key).orElseThrow(() -> missing(key));
    }

    private static UnusableInputException missing(String key) {
        return new UnusableInputException("D-102", "config.json: the rope scaling needs " + key + ", which is not there.");
    }
}
