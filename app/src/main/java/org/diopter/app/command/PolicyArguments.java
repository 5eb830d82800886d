package org.diopter.app.command;

import java.nio.file.Path;
import org.diopter.app.bundled.BundledKernels;
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

    /// @param home the program's folder, for `kernels=bundled`
    /// @throws org.diopter.model.UnusableInputException if the policy cannot be read
    CacheChoice choice(Path home) {
        return choice(home, policy);
    }

    /// Another policy under the same timing.
    CacheChoice choice(Path home, String spec) {
        return CacheChoice.of(new CacheUse(BundledKernels.in(home).policy(spec), timing.timing()));
    }
}
