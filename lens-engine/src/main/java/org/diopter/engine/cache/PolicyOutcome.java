package org.diopter.engine.cache;

import java.util.List;
import org.diopter.engine.arch.ModelShape;

/// What a policy kept of a text, and what that did.
///
/// @param effect on predictions
/// @param blocks what each block's caches kept
/// @param keptBytes the most that keys and values of those that are seen take at one time, with the states of LESS
/// @param fullBytes of the keys and values of the whole text
public record PolicyOutcome(PolicyEffect effect, List<EvictionRecord> blocks, long keptBytes, long fullBytes) {
    public PolicyOutcome {
        blocks = List.copyOf(blocks);
    }

    /// @param stateBytes of LESS's states
    public static PolicyOutcome of(PolicyEffect effect, List<EvictionRecord> blocks, ModelShape shape, long stateBytes) {
        long rowBytes = 2L * shape.headWidth() * Float.BYTES;
        long[] seen = new long[effect.tokens()];
        for (EvictionRecord block : blocks) {
            block.addKeys(shape.kvHeads(), seen);
        }
        long most = 0;
        for (long keys : seen) {
            most = Math.max(most, keys);
        }
        return new PolicyOutcome(effect, blocks, most * rowBytes + stateBytes, DroppingPass.fullBytes(shape, effect.tokens()));
    }
}
