package org.diopter.app.command;

import org.diopter.engine.cache.CacheUse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say what stays in the caches while the model reads.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class PolicyArguments {
    @Option(names = "--policy", paramLabel = "SPEC",
            description = "What stays in the key-value caches, such as a2sf:alpha=0.1,ratio=0.2 or local:recent=64; full if not given.")
    private String policy = "full";

    @Mixin
    private TimingArguments timing;

    /// @param engine names the program's folder, for `kernels=bundled`, and the seed of what is drawn
    /// @throws org.diopter.model.UnusableInputException if the policy cannot be read
    CacheChoice choice(EngineArguments engine) {
        return choice(engine, policy);
    }

    /// Another policy under the same timing.
    CacheChoice choice(EngineArguments engine, String spec) {
        return CacheChoice.of(new CacheUse(TypedPolicies.of(engine).policy(spec), timing.timing()));
    }
}
