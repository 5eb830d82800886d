package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.diopter.app.log.LogFile;
import org.diopter.engine.OpenModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diopter run`.
@Command(name = "run", description = "Computes a recorded study again: the same numbers on the same machine.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class RunCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STUDY",
            description = "A result that --json wrote, its \"study\" alone, a figure (.svg, .png, .pdf) that carries it, "
                    + "or a session (.diopter): its study as it was saved.")
    private Path file;

    @Option(names = "--model", paramLabel = "MODEL", description = "Where the study's model is, if it is not where it was.")
    private @Nullable String model;

    @Option(names = "--out", paramLabel = "F.svg|.pdf|.png|.csv|.tsv|.json", description = "The file of the picture, if the study is a figure; of the rows, if it is a sweep; of the basis, if it finds one; the folder of kernels, if it trains some.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace the picture, the lens or the kernels that are there.")
    private boolean force;

    @Option(names = "--dump", paramLabel = "FILE.safetensors", description = "Also write everything that the pass computed, if the study is a lens.")
    private @Nullable Path dump;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    RunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        LogFile.open(engine.home());
        RecordedStudy recorded = new StudyFile(file).read();
        requireFitting(recorded);
        return switch (recorded.with(engine.choice(recorded.engine()))) {
            case LensStudy lens -> {
                LensJob job = LensJob.of(invocation, engine, invocation.json(output, engine), Optional.ofNullable(dump));
                yield opened(lens, lens.model(), job::run);
            }
            case LensTrainingFigureStudy figure -> {
                FigureJob job = new FigureJob(invocation, invocation.json(output, engine), Optional.ofNullable(out));
                job.check(force);
                yield job.run(figure);
            }
            case FigureStudy figure -> {
                FigureJob job = new FigureJob(invocation, invocation.json(output, engine), Optional.ofNullable(out));
                job.check(force);
                yield opened(figure, figure.model(), job::run);
            }
            case LaserStudy laser ->
                opened(laser, laser.model(), new LaserJob(invocation, engine, invocation.json(output, engine), Optional.empty(), false)::run);
            case HeldStudy held -> opened(held, held.model(), new HeldJob(invocation, engine, invocation.json(output, engine))::run);
            case LaserSearchStudy search ->
                opened(search, search.model(), new LaserSearchJob(invocation, engine, invocation.json(output, engine), Optional.empty(), false)::run);
            case CheckStudy check -> opened(check, check.model(), new CheckJob(invocation, invocation.json(output, engine))::run);
            case BasisStudy basis -> {
                BasisJob job = BasisJob.of(invocation, engine, invocation.json(output, engine), Optional.ofNullable(out));
                yield opened(basis, basis.model(), job::run);
            }
            case GenerateStudy generate -> opened(generate, generate.model(), new GenerateJob(invocation, invocation.json(output, engine))::run);
            case CacheStudy cache -> opened(cache, cache.model(), new CacheJob(invocation, engine, invocation.json(output, engine))::run);
            case SweepStudy sweep -> {
                SweepJob job = SweepJob.of(
                        invocation, engine, invocation.json(output, engine), Optional.ofNullable(out), force, Optional.empty(), false);
                yield opened(sweep, sweep.model(), job::run);
            }
            case TrainLessStudy training -> {
                KernelFolder folder = new KernelFolder(Objects.requireNonNull(out), training.blocks());
                folder.check(force);
                yield opened(training, training.model(), new TrainLessJob(invocation, engine, invocation.json(output, engine), folder, new TrainingStart(false, force))::run);
            }
            case AlignStudy align -> opened(align, align.model(), new AlignJob(invocation, invocation.json(output, engine))::run);
            case TrainStudy training -> {
                LensFolder folder = new LensFolder(Objects.requireNonNull(out));
                folder.check(force);
                yield opened(training, training.model(), new TrainJob(invocation, engine, invocation.json(output, engine), folder, new TrainingStart(false, force))::run);
            }
            case EvalStudy eval -> opened(eval, eval.model(), new EvalJob(invocation, invocation.json(output, engine))::run);
            case AnomalyStudy anomaly -> opened(anomaly, anomaly.model(), new AnomalyJob(invocation, invocation.json(output, engine))::run);
            case DepthStudy depth -> opened(depth, depth.model(), new DepthJob(invocation, invocation.json(output, engine))::run);
            case DifficultyStudy difficulty ->
                opened(difficulty, difficulty.model(), new DifficultyJob(invocation, invocation.json(output, engine))::run);
            case GpuStudy gpu -> new GpuJob(invocation, invocation.json(output, engine)).run(gpu);
            case ModelsStudy models -> new ModelsJob(invocation, invocation.json(output, engine)).run(engine.home(), models);
            case PullStudy pull -> new PullJob(invocation, engine, invocation.json(output, engine)).run(pull);
            case BenchStudy bench -> BenchJob.of(invocation, engine, output).again(bench, model);
        };
    }

    /// Computes a study with its model open.
    @FunctionalInterface
    private interface Job<S extends RecordedStudy> {
        int run(CommandEngine engine, OpenModel model, S study);
    }

    private <S extends RecordedStudy> int opened(S study, ModelReference reference, Job<S> job) {
        try (CommandEngine started = invocation.engine(engine, study.engine())) {
            return job.run(started, started.open(reference, model == null ? reference.source() : model), study);
        }
    }

    private void requireFitting(RecordedStudy study) {
        boolean figure = study instanceof FigureStudy;
        boolean training = study instanceof TrainStudy || study instanceof TrainLessStudy;
        if (out != null && !figure && !training && !(study instanceof BasisStudy) && !(study instanceof SweepStudy)) {
            throw new ParameterException(spec.commandLine(), "--out is for figures, rows of sweeps, bases, lenses and kernels, and this study is none");
        }
        if (out == null && training) {
            throw new ParameterException(spec.commandLine(), "Missing: --out for the folder that the training writes");
        }
        if (dump != null && !(study instanceof LensStudy)) {
            throw new ParameterException(spec.commandLine(), "--dump is for the trajectory of a prompt, and this study is none");
        }
        if (model != null && study instanceof BenchStudy bench && bench.model() == null) {
            throw new ParameterException(spec.commandLine(), "--model is for studies of a model, and this one draws its weights");
        }
        if (figure && out == null && invocation.json(output, engine).isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing: --out for the picture, --json for its data, or both");
        }
    }
}
