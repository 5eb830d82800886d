package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.Timing;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// What stays in the caches while a model reads.
///
/// @param policy as text
/// @param promptLength how many tokens are read before anything is evicted; 0 if keys are evicted inside the prompt too
/// @param kernelsSha256 of the LESS kernels that the policy names, or null
record CacheChoice(String policy, int promptLength, @Nullable String kernelsSha256) {
    /// Everything stays.
    static final CacheChoice FULL = of(CacheUse.FULL);

    static CacheChoice of(CacheUse use) {
        return new CacheChoice(use.policy().text(), use.timing().prompt(), use.kernels().orElse(null));
    }

    /// @throws UnusableInputException D-402 if the policy cannot be read, D-601 if its kernels are others by now
    CacheUse use() {
        CacheUse use = new CacheUse(CachePolicy.parse(policy), new Timing(promptLength));
        if (kernelsSha256 != null && use.policy() instanceof LessPolicy less && !less.kernels().sha256().equals(kernelsSha256)) {
            throw new UnusableInputException("D-601", "‘%s’ holds other kernels (sha256 %.8s) than the study's (sha256 %.8s). Put the kernels of then there."
                    .formatted(less.kernels().folder(), less.kernels().sha256(), kernelsSha256));
        }
        return use;
    }

    /// For people, without looking at kernels: `local:recent=64`, `local:recent=64, prefill of 32`.
    String text() {
        return policy + (promptLength == 0 ? "" : ", prefill of " + promptLength);
    }

    @JsonIgnore
    boolean isFull() {
        return policy.equals(FULL.policy);
    }
}
