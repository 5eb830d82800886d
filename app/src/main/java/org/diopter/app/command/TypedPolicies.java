package org.diopter.app.command;

import org.diopter.app.bundled.BundledKernels;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.model.UnusableInputException;

/// Reads policies as they are typed: `kernels=bundled` stands for the kernels that come along, and what is drawn at random without a seed of its own has that of
/// the command.
record TypedPolicies(BundledKernels kernels, long seed) {
    private static final String RANDOM = "random";
    private static final String SEED = "seed=";

    static TypedPolicies of(EngineArguments engine) {
        return new TypedPolicies(BundledKernels.in(engine.home()), engine.choice().seed());
    }

    /// @throws UnusableInputException D-402 if it cannot be read
    CachePolicy policy(String spec) {
        boolean random = spec.strip().startsWith(RANDOM + ":");
        return kernels.policy(random && !spec.contains(SEED) ? spec + "," + SEED + seed : spec);
    }
}
