package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.diopter.app.bundled.BundledBases;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.PassDump;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.RunListener;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.Study;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.TextEvaluator;
import org.diopter.engine.Workbench;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.data.PredictionDepth;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.evaluation.FittingItems;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.judging.LayerCovariances;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.TransferPenalties;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;

/// The engine for the length of one command: it opens one model, shows how long its work goes, and ends when the user asks.
final class CommandEngine implements AutoCloseable {
    /// What the streams of a task's items may hold between two measurements.
    private static final long STREAM_BYTES = 512L << 20;

    private final Workbench workbench;
    private final ArtefactStore store;
    private final ModelPlaces places;
    private final ConsoleProgress progress;
    private final Interruption interruption;

    CommandEngine(EngineOptions options, ConsoleProgress progress, Interruption interruption) {
        this.places = new ModelPlaces(options.home());
        this.store = options.store();
        this.progress = progress;
        this.interruption = interruption;
        this.workbench = new OnnxWorkbench(options);
    }

    /// What computes: `CPU` or `CUDA`.
    String provider() {
        return workbench.provider();
    }

    /// Opens the model of this name.
    ///
    /// @throws UnusableInputException if there is none, or it cannot be opened
    OpenModel open(String name) {
        Path folder = places.finder().resolve(name);
        return workbench.open(folder, progress);
    }

    /// The folder or file of a model, which may be another process's to open.
    Path folder(String name) {
        return places.finder().resolve(name);
    }

    /// Opens the model of a recorded study.
    ///
    /// @param name what it is called here
    /// @throws UnusableInputException D-601 if it is not there, or another model is
    OpenModel open(ModelReference recorded, String name) {
        Path folder;
        try {
            folder = places.finder().resolve(name);
        } catch (UnusableInputException e) {
            throw new UnusableInputException("D-601", "The study's model ‘%s’ (sha256 %.8s) is not at ‘%s’. Say where it is with --model."
                    .formatted(recorded.name(), recorded.sha256(), name), e);
        }
        OpenModel model = workbench.open(folder, progress);
        recorded.requireSame(name, model.id());
        return model;
    }

    /// The singular values of a matrix.
    Spectrum spectrum(OpenModel model, MatrixId matrix) {
        progress.stage("Decompose " + matrix, 1, 1);
        return workbench.spectrum(model.id(), matrix, progress);
    }

    /// The singular values of what a reduction keeps, as its method finds them.
    double[] keptValues(OpenModel model, ReduceRank edit) {
        return workbench.keptValues(model.id(), edit, progress);
    }

    /// The numbers of the items that a model can be asked.
    ///
    /// @param note is told which are left out, and why
    int[] readable(OpenModel model, Task task, Consumer<String> note) {
        Optional<FittingItems> fitting = model.tokenizer().map(words -> FittingItems.of(task, words, model.card().context()));
        fitting.flatMap(FittingItems::sentence).ifPresent(why -> note.accept("D-201: " + why));
        return fitting.map(FittingItems::indices).orElseGet(() -> IntStream.range(0, task.items().size()).toArray());
    }

    /// Writes an edited model as a folder.
    void save(OpenModel model, EditStack edits, Path folder, boolean factored) {
        progress.stage("Save", 1, 1);
        if (factored) {
            workbench.saveFactored(model.id(), edits, folder, progress);
        } else {
            workbench.save(model.id(), edits, folder, progress);
        }
    }

    /// Measures a model on a text: the caller's to close.
    TextEvaluator textEvaluator(OpenModel model, PriceText text) {
        return workbench.textEvaluator(model.id(), text.sequences(model), STREAM_BYTES, progress);
    }

    /// Measures a model on a task: the caller's to close.
    TaskEvaluator evaluator(OpenModel model, Task task) {
        return workbench.evaluator(model.id(), task, STREAM_BYTES);
    }

    /// What the engine does, for work that the window does too.
    Workbench workbench() {
        return workbench;
    }

    /// Where finished cells of searches are kept.
    ArtefactStore store() {
        return store;
    }

    /// Shows how long work goes, and says whether it shall stop.
    Progress progress() {
        return progress;
    }

    SelfCheck check(OpenModel model) {
        return model.checkAgain(progress);
    }

    /// Opens a lens that the user named.
    ///
    /// @param note is told what is doubtful about it
    LensReference openLens(OpenModel model, String named, Consumer<String> note) {
        return lenses(model).open(named, progress, note);
    }

    /// The lenses that a model is read through.
    CommandLenses lenses(OpenModel model) {
        return new CommandLenses(model, places.bundledLens());
    }

    /// The bases that come with the bundled model.
    BundledBases bundledBases() {
        return BundledBases.in(places.home());
    }

    /// Trains a lens; a request to stop ends it with the best so far.
    ///
    /// @param resume whether to go on from where an earlier one was broken off
    /// @param note is told whether it does
    TrainedLens train(OpenModel model, String name, TrainingText text, TrainingPlan plan, boolean resume, Consumer<String> note) {
        TrainingControl control = new TrainingControl();
        TrainingLines lines = new TrainingLines(progress, resume, note);
        progress.stage("Read the stream", 1, 1);
        return interruption.during(control::stop, () -> model.lenses().train(name, text, plan, resume, control, lines));
    }

    LensEvaluation evaluate(OpenModel model, Lens lens, TrainingText text) {
        progress.stage("Score the lens", 1, 1);
        return model.lenses().evaluate(lens, text, progress);
    }

    TransferPenalties transfer(OpenModel model, Lens lens, TrainingText text) {
        progress.stage("Transfer translators", 1, 1);
        return model.lenses().transfer(lens, text, progress);
    }

    LayerCovariances covariances(OpenModel model, TrainingText text) {
        progress.stage("Compare covariances", 1, 1);
        return model.lenses().covariances(text, progress);
    }

    /// What the model makes of the options of some prompts.
    ///
    /// @param stage what this is called
    List<OptionTrajectory> options(OpenModel model, LensReference lens, List<OptionPrompt> prompts, String stage, int number, int of) {
        progress.stage(stage, number, of);
        return model.readOptions(prompts, lenses(model).choice(lens), progress);
    }

    /// The depth of the prediction at each position. A text that is longer than the model's context is read in parts of that length.
    int[] depths(OpenModel model, TokenSequence tokens, LensReference lens) {
        LensChoice choice = lenses(model).choice(lens);
        int context = model.card().context();
        int[] ids = tokens.toArray();
        int[] depths = new int[ids.length];
        for (int from = 0; from < ids.length; from += context) {
            int to = Math.min(ids.length, from + context);
            Study part = new Study(model.id(), TokenSequence.of(Arrays.copyOfRange(ids, from, to)), choice);
            int[] found = PredictionDepth.of(read(part, new Reading(List.of(), 1, List.of(), to - from - 1))).depths();
            System.arraycopy(found, 0, depths, from, found.length);
        }
        return depths;
    }

    /// The trajectory of a study.
    Trajectory read(Study study, Reading reading) {
        progress.stage("Run blocks", 1, 2);
        return await(workbench.run(study, reading, new Shown(study.tokens().length())));
    }

    /// Waits for a run that a request to stop ends.
    Trajectory await(Run run) {
        return interruption.during(run::cancel, run::await);
    }

    /// How two studies of the same tokens differ.
    LensDifference difference(Study first, Study second, Reading reading) {
        progress.stage("Compare", 1, 1);
        return workbench.difference(first, second, reading, partial -> {}, progress);
    }

    /// Lets a study's model go on with its tokens.
    ///
    /// @param listener hears of every token
    Writing write(Study study, WritingPlan plan, Consumer<Writing> listener) {
        progress.stage("Write", 1, 1);
        return workbench.write(study, plan, listener, progress);
    }

    BlockAttention attention(Study study, int block) {
        progress.stage("Run blocks", 1, 1);
        return workbench.attention(study, block, progress);
    }

    PassDump dump(Study study) {
        progress.stage("Record the pass", 1, 1);
        return workbench.dump(study, progress);
    }

    /// Does long work that a request to stop ends.
    <T> T until(Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        return interruption.during(cancellation::cancel, () -> work.apply(cancellation));
    }


    /// Shows a run.
    private final class Shown implements RunListener {
        private final int positions;

        Shown(int positions) {
            this.positions = positions;
        }

        @Override
        public void blockDone(int block, int blocks) {
            progress.items(block + 1L, blocks);
        }

        @Override
        public void columnsRead(Trajectory partial) {
            progress.stage("Read layers", 2, 2);
            progress.items(partial.knownPositions(), positions);
        }
    }

    /// Stops what runs, closes the model and takes the progress bar away.
    @Override
    public void close() {
        workbench.close();
        progress.close();
    }
}
