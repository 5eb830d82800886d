package org.diopter.engine.arch;

import java.util.List;
import java.util.function.IntPredicate;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.ModelConfig;

/// Which blocks attend through a sliding window, as `layer_types` says.
final class LayerTypes {
    static final String FULL = "full_attention";
    static final String SLIDING = "sliding_attention";

    private LayerTypes() {}

    /// @param byDefault what holds where `layer_types` is absent, by block
    static IntPredicate sliding(ModelConfig config, int layers, IntPredicate byDefault) {
        List<?> types = config.list("layer_types").orElse(null);
        if (types == null) {
            return byDefault;
        }
        if (types.size() < layers) {
            throw new UnusableInputException("D-102",
                    "config.json: layer_types has " + types.size() + " entries for " + layers + " blocks (num_hidden_layers).");
        }
        for (int block = 0; block < layers; block++) {
            Object type = types.get(block);
            if (!FULL.equals(type) && !SLIDING.equals(type)) {
                throw new UnusableInputException("D-102", "config.json: layer_types has '" + type + "' for block " + block
                        + ", which is not supported. Supported are " + FULL + " and " + SLIDING + ".");
            }
        }
        return block -> SLIDING.equals(types.get(block));
    }
}
