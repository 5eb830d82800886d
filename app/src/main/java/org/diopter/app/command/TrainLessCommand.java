package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.diopter.engine.cache.less.LessRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter train-less`.
@Command(name = "train-less", description = "Trains LESS kernels: small networks that make up for what a cache policy evicts. One file a block.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class TrainLessCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Option(names = "--policy", paramLabel = "SPEC", required = true, description = "The policy whose evictions they make up for, such as h2o:ratio=0.2.")
    private String policy;

    @Mixin
    private CacheTextArguments text;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the kernels; less:kernels=DIR names it.")
    private Path out;

    @Option(names = "--blocks", paramLabel = "B[,B...]", split = ",", description = "Train these blocks only; all if not given.")
    private List<Integer> blocks = List.of();

    @Option(names = "--hidden", paramLabel = "N", description = "Hidden units of each network, R'; 64 if not given (512 in the paper's code).")
    private int hidden = LessRecipe.USUAL.hidden();

    @Option(names = "--rank", paramLabel = "N", description = "Features of each network, R; 8 if not given.")
    private int rank = LessRecipe.USUAL.rank();

    @Option(names = "--epochs", paramLabel = "N", description = "How often the text is gone through; 20 if not given (40 in the paper's code).")
    private int epochs = LessRecipe.USUAL.epochs();

    @Option(names = "--batch", paramLabel = "N", description = "Pieces of text a step; 2 if not given.")
    private int batch = LessRecipe.USUAL.batch();

    @Option(names = "--rate", paramLabel = "R", description = "Adam's rate, halved after each quarter of the epochs; 0.003 if not given (0.001 in the paper's code).")
    private double rate = LessRecipe.USUAL.rate();

    @Option(names = "--dropout", paramLabel = "P", description = "Share of hidden units left out in each step; 0 if not given (0.3 in the paper's code).")
    private double dropout = LessRecipe.USUAL.dropout();

    @Option(names = "--resume", description = "Go on from where an earlier training of the same text and settings was broken off.")
    private boolean resume;

    @Option(names = "--force", description = "Replace kernels that are in the folder, once the new ones are trained.")
    private boolean force;

    TrainLessCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        LessRecipe settings = settings();
        LessRecipe.policy(policy);
        Optional<InputArguments.Text> prompt = text.check();
        if (prompt.isPresent()) {
            throw new ParameterException(spec.commandLine(), "Kernels are trained on text; give --text in place of a prompt");
        }
        TrainingStart start = new TrainingStart(resume, force);
        KernelFolder folder = new KernelFolder(out, blocks);
        folder.check(start.mayReplace());
        TrainLessJob job = new TrainLessJob(invocation, model.engine(), model.json(invocation), folder, start);
        return model.run(invocation, opened -> {
            TrainLessStudy study = new TrainLessStudy(
                    opened.reference(), text.text(prompt, opened.model(), opened.note()), policy, blocks, settings, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }

    private LessRecipe settings() {
        try {
            return new LessRecipe(hidden, rank, epochs, batch, rate, dropout);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "Invalid settings: " + e.getMessage());
        }
    }
}
