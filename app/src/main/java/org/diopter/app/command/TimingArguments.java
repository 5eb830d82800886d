package org.diopter.app.command;

import org.diopter.engine.cache.Timing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say when keys are evicted.
final class TimingArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--timing", paramLabel = "streaming|prefill",
            description = "When keys are evicted: one after each query, inside the prompt too (streaming; if not given), or only once the prompt has been"
                    + " read whole (prefill).")
    private String timing = "streaming";

    @Option(names = "--prompt-length", paramLabel = "N", description = "With --timing prefill: how many tokens are read before anything is evicted.")
    private int promptLength;

    Timing timing() {
        boolean prefill = timing.equals("prefill");
        if (!prefill && !timing.equals("streaming")) {
            throw wrongUsage("Invalid value for option '--timing': expected streaming or prefill, not '%s'".formatted(timing));
        }
        if (prefill != promptLength > 0) {
            throw wrongUsage(prefill ? "Missing: --prompt-length for --timing prefill" : "--prompt-length is for --timing prefill");
        }
        return prefill ? Timing.prefill(promptLength) : Timing.STREAMING;
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
