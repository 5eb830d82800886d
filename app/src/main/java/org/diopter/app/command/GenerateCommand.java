package org.diopter.app.command;

import java.util.concurrent.Callable;
import org.diopter.engine.generate.Sampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter generate`.
@Command(name = "generate", description = "Lets a model go on with a prompt, as it is or under edits and a cache policy.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class GenerateCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PassArguments pass;

    @Mixin
    private EditArguments edits;

    @Option(names = "--tokens", paramLabel = "N", description = "How many tokens are written at most; 32 if not given.")
    private int tokens = 32;

    @Option(names = "--temperature", paramLabel = "T",
            description = "Logits are divided by it before a token is drawn, up to 100; 0, which takes the likeliest token, if not given.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw from the K likeliest tokens alone; 0, which is all, if not given.")
    private int topK;

    @Option(names = "--top-p", paramLabel = "P", description = "Draw from the fewest likeliest tokens that have this share of probability; 1 if not given.")
    private double topP = 1;

    GenerateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        requireFitting();
        EditChoice changed = edits.choice(pass.engine());
        GenerateJob job = new GenerateJob(invocation, pass.json(invocation));
        return pass.run(invocation, (opened, input) -> {
            GenerateStudy study = new GenerateStudy(opened.reference(), input, changed, tokens, temperature, topK, topP, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }

    private void requireFitting() {
        if (tokens < 1) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--tokens': " + tokens + " is less than 1");
        }
        if (temperature == 0 && (topK != 0 || topP != 1)) {
            throw new ParameterException(spec.commandLine(), "--top-k and --top-p are for drawing: give a --temperature above 0 with them");
        }
        try {
            new Sampling(temperature, topK, topP, 0);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "There is " + e.getMessage(), e);
        }
    }
}
