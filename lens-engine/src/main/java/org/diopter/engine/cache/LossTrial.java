package org.diopter.engine.cache;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// What policies of heads do to the predictions of a text whose run with everything kept is known: blocks below the first that evicts are not run again.
///
/// @param full the text with everything kept, under the same edits
/// @param request whose edits and timing are in force
/// @param loss of the stream of the last layer
record LossTrial(SplitBlocks blocks, Residuals full, CachePass.Request request, ToDoubleFunction<FloatTensor> loss) {
    /// The loss of a text in which one block evicts and no other.
    double ofBlock(int block, HeadPolicies policies, Cancellation cancellation) {
        return run(block, block + 1, policies, cancellation);
    }

    /// The loss of a text in which all blocks evict.
    double ofAll(HeadPolicies policies, Cancellation cancellation) {
        return run(0, blocks.shape().layers(), policies, cancellation);
    }

    private double run(int from, int to, HeadPolicies policies, Cancellation cancellation) {
        ModelShape shape = blocks.shape();
        int tokens = full.tokens().length();
        TensorMemory held = new TensorMemory();
        try (TensorMemory scratch = new TensorMemory()) {
            List<SplitBlocks.Rows> groups = CachePass.groups(blocks, full.tokens(), tokens, scratch);
            FloatTensor room = CachePass.room(blocks, groups, scratch);
            FloatTensor stream = full.layer(from);
            for (int block = from; block < shape.layers(); block++) {
                cancellation.throwIfCancelled();
                CachePolicy policy = block < to ? policies : CacheUse.FULL.policy();
                CachePass.Request own = new CachePass.Request(
                        full.tokens(), new CacheUse(policy, request.use().timing()), Optional.empty(), request.edits(), false);
                TensorMemory now = new TensorMemory();
                try (TensorMemory unused = new TensorMemory()) {
                    FloatTensor out = now.zeros(tokens, shape.width());
                    new PolicyBlock(blocks, own, block, own.caches(block, shape), room, RowObserver.NONE, cancellation).run(groups, stream, out, unused);
                    stream = CachePass.left(out, own, block + 1, now);
                } finally {
                    held.close();
                    held = now;
                }
            }
            return loss.applyAsDouble(stream);
        } finally {
            held.close();
        }
    }
}
