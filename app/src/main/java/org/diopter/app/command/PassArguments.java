package org.diopter.app.command;

import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/// What every command is given that runs a model over a prompt.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class PassArguments {
    @Mixin
    private ModelArguments model;

    @ArgGroup(multiplicity = "1")
    private InputArguments input;

    EngineArguments engine() {
        return model.engine();
    }

    /// Where JSON goes, if it is wanted and can be written.
    Optional<JsonTarget> json(Invocation invocation) {
        return model.json(invocation);
    }

    /// What is done once the model is open.
    @FunctionalInterface
    interface Work {
        /// @param input the prompt as the model reads it
        /// @return the exit code
        int run(Opened opened, Input input);
    }

    /// Reads the prompt, opens the model, does the work, and closes the model, whatever happens.
    int run(Invocation invocation, Work work) {
        InputArguments.Text text = input.text();
        return model.run(invocation, opened -> work.run(opened, text.input(opened.model(), opened.note())));
    }
}
