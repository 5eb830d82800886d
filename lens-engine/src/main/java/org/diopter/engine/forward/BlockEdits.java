package org.diopter.engine.forward;

import java.util.Map;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.runtime.Tensor;

/// How one block runs otherwise than the file says: which graph, and what that graph reads beside the plain one's inputs.
///
/// @param inputs by name
public record BlockEdits(BlockVariant variant, Map<String, Tensor> inputs) {
    /// The block as the file has it.
    public static final BlockEdits NONE = new BlockEdits(BlockVariant.PLAIN, Map.of());

    public BlockEdits {
        inputs = Map.copyOf(inputs);
    }
}
