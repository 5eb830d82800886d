package org.diopter.engine.cache;

import java.util.List;
import org.diopter.engine.forward.Residuals;

/// A text that went through a model under a policy.
///
/// @param use of its caches
/// @param residuals the stream under the policy, with the keys and values of all tokens, kept or not
/// @param blocks what each block kept
public record CacheRun(CacheUse use, Residuals residuals, List<EvictionRecord> blocks) implements AutoCloseable {
    public CacheRun {
        blocks = List.copyOf(blocks);
    }

    /// The same for another user, who closes it too.
    public CacheRun share() {
        return new CacheRun(use, residuals.share(), blocks);
    }

    @Override
    public void close() {
        residuals.close();
    }
}
