package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure lens-training`.
@Command(name = "lens-training", description = "How the divergence of each layer fell in a training.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class LensTrainingFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

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

    /// A training that was, or one that is made.
    static final class Source {
        @Option(names = "--training", paramLabel = "F", required = true, description = "A training.json that train-lens wrote, or its folder.")
        private @Nullable Path file;

        @ArgGroup(exclusive = false)
        private @Nullable Made made;
    }

    /// A training that is made first.
    static final class Made {
        @Option(names = "--lens", paramLabel = "DIR", required = true, description = "Train first, as train-lens does, into this folder.")
        private Path folder;

        @Mixin
        private TrainArguments training;
    }

    @Override
    public Integer call() {
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        Path file = source.file == null ? trained(Objects.requireNonNull(source.made)) : source.file;
        Path training = file.toFile().isDirectory() ? new LensFolder(file).training() : file;
        LensTrainingFigureStudy study =
                new LensTrainingFigureStudy(FileReference.of(training), show, unit.unit(), paper, model.engine().choice());
        return job.run(study);
    }

    private Path trained(Made made) {
        made.training.check();
        LensFolder folder = new LensFolder(made.folder);
        folder.check(made.training.isResumed());
        TrainJob job = new TrainJob(invocation, model.engine(), Optional.empty(), folder, made.training.isResumed());
        model.run(invocation, opened -> job.run(opened.engine(), opened.model(), made.training.study(opened)));
        return folder.training();
    }
}
