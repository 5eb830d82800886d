package org.diopter.app.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of every command that changes states to see whether lens and model answer alike.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class AlignArguments {
    @Mixin
    private StudyTextArguments text;

    @Option(names = "--states", paramLabel = "N", description = "How many tokens are changed, one at a time; 256 if not given.")
    private int states = 256;

    @Option(names = "--directions", paramLabel = "K",
            description = "Change a state within its layer's K causal directions only; the whole update of the block below if not given.")
    private int directions;

    /// Whatever is wrong with what was given shows before a model is opened.
    void check() {
        if (states < 2 || directions < 0) {
            throw new WrongUsageException("--states is at least 2, --directions at least 0");
        }
        text.check();
    }

    StudyText text(Opened opened) {
        return text.text(opened.model());
    }

    int states() {
        return states;
    }

    int directions() {
        return directions;
    }
}
