package org.diopter.app.command;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.laser.GridText;
import org.diopter.engine.laser.HeldPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say which matrix is taken apart and what its parts are asked.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class HeldArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Mixin
    private ReductionArguments reduction;

    @Option(names = "--shares", paramLabel = "0.1,0.5", split = ",", hideParamSyntax = true,
            description = "How large the parts are that are asked alone, as shares of the components; thirteen from 0.01 to 1 if not given.")
    private List<String> shares = HeldPlan.SHARES.stream().map(BigDecimal::toPlainString).toList();

    @Option(names = "--prompt", paramLabel = "TEXT", description = "Ask this one question; --answer says what is right.")
    private @Nullable String prompt;

    @Option(names = "--answer", paramLabel = "TEXT", description = "What is right after the prompt.")
    private @Nullable String answer;

    @Mixin
    private TaskArguments task;

    /// @param seed of the randomised method
    /// @throws ParameterException if neither a prompt with its answer nor a task is given
    /// @throws org.diopter.model.UnusableInputException if a file cannot be read, a matrix is unknown, or a share is none
    HeldChoice choice(long seed) {
        Optional<TaskChoice> questions = task.choice();
        if (questions.isPresent() == (prompt != null) || (prompt == null) != (answer == null)) {
            throw wrongUsage("Give either --data with --task, or --prompt with --answer");
        }
        return new HeldChoice(reduction.reduction(seed).text(), GridText.shares(shares), prompt, answer, questions.orElse(null));
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
