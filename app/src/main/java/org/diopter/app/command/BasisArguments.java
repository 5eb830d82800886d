package org.diopter.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of every command that finds bases of causal directions, but for which layers.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class BasisArguments {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--lens", paramLabel = "logit|DIR|FILE", description = "The lens whose read-out is looked at; logit if not given.")
    private String lens = LensReference.LOGIT;

    @Option(names = "--directions", paramLabel = "K", description = "How many directions; 10 if not given.")
    private int directions = 10;

    @Option(names = "--mode", paramLabel = "mean|zero|resample", converter = WordConverter.OfAblation.class,
            description = "What the component along a direction is replaced with: the mean's, nothing, another position's; mean if not given.")
    private String mode = "mean";

    @Option(names = "--states", paramLabel = "N",
            description = "How many states of the text are looked at, position 0 of each sequence left out; 256 if not given.")
    private int states = 256;

    @Option(names = "--restarts", paramLabel = "R", description = "Further searches a direction, from random starts; 0 if not given.")
    private int restarts;

    @Mixin
    private StudyTextArguments text;

    @Option(names = "--states-file", paramLabel = "F.safetensors",
            description = "In place of a text: a file with the states, 'states' [N, d] in float32. The model's influence is not measured then.")
    private @Nullable Path statesFile;

    /// Whatever is wrong with what was given shows before a model is opened.
    void check() {
        if (directions < 1 || states < 1 || restarts < 0) {
            throw new ParameterException(command.commandLine(), "--directions and --states are at least 1, --restarts at least 0");
        }
        if (statesFile != null && text.isGiven()) {
            throw new ParameterException(command.commandLine(), "--states-file takes the place of --text and --token-ids-file");
        }
        text.check();
        if (statesFile != null) {
            FileReference.of(statesFile);
        }
    }

    /// @param layer whose directions are looked for
    BasisChoice choice(Opened opened, int layer) {
        LensReference reference = opened.lens(lens);
        Path given = statesFile;
        return given == null
                ? new BasisChoice(reference, layer, directions, mode, states, restarts, text.text(opened.model()), null)
                : new BasisChoice(reference, layer, directions, mode, states, restarts, null, FileReference.of(given));
    }
}
