package org.diopter.engine.arch;

import java.util.function.IntUnaryOperator;
import org.diopter.model.checkpoint.ModelConfig;

/// The windows of Qwen 2 and 3: off unless `use_sliding_window`, then in the upper blocks.
final class QwenWindows {
    private static final int DEFAULT_WINDOW = 4096;
    private static final int DEFAULT_FIRST = 28;

    private QwenWindows() {}

    /// The window's width by block, 0 for none.
    static IntUnaryOperator read(ModelConfig config, int layers) {
        int window = config.flag("use_sliding_window").orElse(false) ? Windows.width(config, DEFAULT_WINDOW) : 0;
        long first = config.integer("max_window_layers").orElse(DEFAULT_FIRST);
        var sliding = LayerTypes.sliding(config, layers, block -> block >= first);
        return block -> sliding.test(block) ? window : 0;
    }
}
