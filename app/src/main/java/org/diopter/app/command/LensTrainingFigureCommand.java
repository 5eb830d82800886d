package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter figure lens-training`.
@Command(name = "lens-training", description = "How the divergence of each layer fell in a training.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class LensTrainingFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Option(names = "--training", paramLabel = "F", description = "A training.json that train-lens wrote, or its folder.")
    private @Nullable Path file;

    @Option(names = "--lens", paramLabel = "DIR", description = "In place of --training: train first, as train-lens does, into this folder.")
    private @Nullable Path lens;

    @Mixin
    private TrainArguments training;

    @Option(names = "--show", paramLabel = "curves|layers", converter = WordConverter.OfTrainingPicture.class,
            description = "curves (if not given): KL by tokens, a line a layer. layers: the logit lens beside the lens at each layer.")
    private String show = LensTrainingFigureStudy.CURVES;

    @Mixin
    private UnitArgument unit;

    @Mixin
    private FigureArguments figure;

    LensTrainingFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if ((file == null) == (lens == null)) {
            throw new ParameterException(spec.commandLine(), "Missing: a training that was (--training), or one to make (--lens with --text), one of both");
        }
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        if (lens != null) {
            int exitCode = train(new LensFolder(lens));
            if (exitCode != ExitCode.DONE) {
                return exitCode;
            }
        }
        Path given = Objects.requireNonNull(lens == null ? file : lens);
        Path written = Files.isDirectory(given) ? new LensFolder(given).training() : given;
        FileReference reference = FileReference.of(written);
        TrainingFile made = TrainingFile.read(written);
        return job.run(new LensTrainingFigureStudy(made.model(), made.lens(), reference, show, unit.unit(), paper, model.engine().choice()));
    }

    private int train(LensFolder folder) {
        training.check();
        TrainingStart start = new TrainingStart(training.isResumed(), false);
        folder.check(start.mayReplace());
        TrainJob job = new TrainJob(invocation, model.engine(), Optional.empty(), folder, start);
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(), training.study(opened, unit.unit())));
    }
}
