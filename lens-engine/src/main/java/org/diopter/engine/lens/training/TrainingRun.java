package org.diopter.engine.lens.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One training from its first step, or the one after the last that an earlier process kept, to its end.
final class TrainingRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
    /// A training is kept this often, or less often where keeping it takes long: it is to cost no more than a fiftieth of the time.
    private static final long CHECKPOINT_NANOS = 5_000_000_000L;

    private static final long RAREST_CHECKPOINT_NANOS = 25_000_000_000L;
    private static final int CHECKPOINT_SHARE = 50;
    private static final double PAPER_RATE = 0.1;
    /// See [Muon].
    private static final double FAST_RATE = 0.0175;
    /// A held-out divergence so many times larger than the logit lens's and the start's is none that will come back.
    private static final double LOST = 10;
    /// A training has levelled off if so many measurements brought less than this share.
    private static final int LEVEL_MEASUREMENTS = 3;

    private static final double LEVEL_SHARE = 2e-3;
    /// Vocabularies below this are read whole.
    private static final int SMALL_VOCABULARY = 4096;
    /// Tokens that the teacher gives at least this probability anywhere in a batch are chosen, up to a limit.
    private static final float LIKELY = 1e-3f;

    private static final int MOST_LIKELY = 1536;
    private static final int SAMPLED = 512;
    /// A step of the published recipe has 262,144 positions; the states of so many at every layer are gigabytes.
    private static final long PART_BYTES = 256L << 20;

    private static final int HELD_OUT_POSITIONS = 1024;
    /// States of which the covariance is taken, per dimension.
    private static final int STATES_PER_DIMENSION = 16;

    private final LensTrainer trainer;
    private final TrainingPlan plan;
    private final Optional<TrainingCheckpoint> checkpoint;
    private final TrainingControl control;
    private final Cancellation cancellation;
    private final TrainingListener listener;
    private final Schedule schedule;
    private final StateStream stream;
    private final int perPart;
    private final LensGraphs graphs;
    private final RowWorkers workers;
    private final LensLoss loss;
    private final Features features;
    private final TensorMemory memory = new TensorMemory();
    private final StateStream measuredStream;
    private final List<Integer> chosen;
    private final List<CurvePoint> curve = new ArrayList<>();
    private final List<Double> means = new ArrayList<>();
    private @Nullable HeldOut heldOut;
    private List<LayerTraining> layers = List.of();
    /// Whether all layers stand at the same step, so that the training could go on from here.
    private boolean whole;
    private int step;
    private int good;
    private long tokens;
    private double worked;
    private long clock = System.nanoTime();
    private long kept = clock;
    private long keeping;

    TrainingRun(
            LensTrainer trainer,
            LensGraphs graphs,
            TrainingText text,
            TrainingText measured,
            TrainingPlan plan,
            List<Integer> layers,
            Optional<TrainingCheckpoint> checkpoint,
            TrainingControl control,
            TrainingListener listener) {
        this.trainer = trainer;
        this.graphs = graphs;
        this.plan = plan;
        this.checkpoint = checkpoint;
        this.control = control;
        this.cancellation = control.cancellation();
        this.listener = listener;
        int width = trainer.architecture().width();
        schedule = Schedule.of(plan.recipe(), plan.tokens(), text.sequences());
        stream = stream(text, schedule.perStep(), schedule.share());
        perPart = stream.perPart(PART_BYTES);
        workers = new RowWorkers(trainer.runtime().threads());
        loss = new LensLoss(graphs, trainer.runtime(), workers, cancellation);
        features = new Features(graphs, trainer.runtime(), loss.rows(), width);
        double share = Math.min(1, (double) HELD_OUT_POSITIONS / measured.tokens());
        measuredStream = stream(measured, measured.sequences().size(), share);
        chosen = layers;
    }

    private StateStream stream(TrainingText text, int perBatch, double share) {
        int width = trainer.architecture().width();
        return new StateStream(trainer.forward(), trainer.architecture().layers(), width, text.sequences(), perBatch, share, plan.seed());
    }

    /// Made once, when it is first needed.
    private HeldOut heldOut() {
        HeldOut made = heldOut;
        if (made == null) {
            made = new HeldOut(measuredStream.batch(0, memory, cancellation));
            heldOut = made;
        }
        return made;
    }

    /// Where an earlier process left it, or from the start.
    private void begin() {
        int width = trainer.architecture().width();
        Optional<TrainingCheckpoint.State> earlier = checkpoint.flatMap(file -> file.load(chosen, width));
        if (earlier.isPresent()) {
            TrainingCheckpoint.State state = earlier.get();
            layers = state.layers();
            step = state.step();
            good = step;
            tokens = state.tokens();
            worked = state.seconds();
            curve.addAll(state.curve());
            means.addAll(meansOf(curve));
            whole = true;
            listener.resumed(step, List.copyOf(curve));
            if (schedule.measuresAfter(step) && curve.getLast().tokens() < tokens) {
                measure(); // it was broken off just before
            }
            return;
        }
        List<LayerTraining> plain = chosen.stream()
                .map(layer -> new LayerTraining(layer, width, Optional.empty(), 1, Parameters.zeros(width)))
                .toList();
        double[] logitLens = heldOut().measure(plain, loss, features, cancellation);
        layers = plan.recipe() == Recipe.PAPER ? plain : warmStart(width);
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).begin(logitLens[i]);
        }
        measure();
        whole = true;
        keep();
    }

    private List<LayerTraining> warmStart(int width) {
        List<WarmStart> starts = chosen.stream().map(layer -> new WarmStart(layer, width)).toList();
        long wanted = (long) STATES_PER_DIMENSION * width;
        try (Session moments = trainer.runtime().session(LensGraphs.moments(width), graphs.weightsFolder(), false)) {
            StateStream whole = new StateStream(stream.forward(), stream.layers(), width, stream.sequences(), 1, 1, plan.seed());
            long seen = 0;
            for (int number = 0; number < stream.sequences().size() && seen < wanted; number++) {
                try (TensorMemory scratch = new TensorMemory()) {
                    StateBatch batch = whole.batch(number, scratch, cancellation);
                    starts.forEach(start -> start.add(batch, moments, cancellation));
                    seen += batch.rows();
                }
            }
        }
        return starts.stream().map(WarmStart::start).toList();
    }

    End toTheEnd() {
        try (Optimiser optimiser = optimiser()) {
            begin();
            while (step < schedule.steps()) {
                Optional<End> end = next(optimiser);
                if (end.isPresent()) {
                    return end.get();
                }
            }
            return new End.Finished();
        } catch (CancelledException e) {
            if (whole) {
                keep();
            }
            return new End.Stopped(step);
        }
    }

    private Optimiser optimiser() {
        return switch (plan.recipe()) {
            case PAPER -> new NesterovDescent(PAPER_RATE * plan.rate());
            case FAST -> new Muon(FAST_RATE * plan.rate(), trainer.architecture().width(), trainer.runtime(), graphs, cancellation);
        };
    }

    /// One step.
    ///
    /// @return why the training ends with it, or nothing
    private Optional<End> next(Optimiser optimiser) {
        double[] losses = new double[layers.size()];
        layers.forEach(layer -> layer.gradient().clear());
        int rows = 0;
        for (int sequence = 0; sequence < stream.perBatch(); sequence += perPart) {
            clock += control.awaitResume();
            rows += addGradients(sequence, rows, losses);
        }
        cancellation.throwIfCancelled();
        tokens += rows;
        for (int i = 0; i < losses.length; i++) {
            losses[i] /= rows;
            layers.get(i).gradient().scale(1f / rows);
        }
        whole = false;
        optimiser.step(step, decay(), layers);
        step++;
        whole = true;
        for (int i = 0; i < losses.length; i++) {
            if (!Double.isFinite(losses[i]) || !layers.get(i).at().finite()) {
                return Optional.of(new End.Diverged(step, layers.get(i).layer(), good));
            }
        }
        tell(losses);
        Optional<End> end = schedule.measuresAfter(step) ? measure() : Optional.empty();
        keepNowAndThen();
        return end.isPresent() ? end : timeOut();
    }

    /// Adds the gradients of some sequences of the step's batch.
    ///
    /// @param firstRow how many rows of the batch were before them
    /// @param losses Modified: Σ KL of the rows is added, by layer.
    /// @return how many rows they have
    private int addGradients(int firstSequence, int firstRow, double[] losses) {
        try (TensorMemory scratch = new TensorMemory()) {
            int end = Math.min(stream.perBatch(), firstSequence + perPart);
            StateBatch part = stream.part(step, firstSequence, end, scratch, cancellation);
            for (int from = 0; from < part.rows(); from += loss.rows()) {
                addGradients(part, from, Math.min(loss.rows(), part.rows() - from), firstRow + from, losses);
            }
            return part.rows();
        }
    }

    /// @param number of the first of these rows in the whole batch
    private void addGradients(StateBatch batch, int from, int count, int number, double[] losses) {
        Teacher teacher = loss.teacher(batch.output().rows(from, count));
        try (TensorMemory scratch = new TensorMemory()) {
            Optional<LensLoss.Head> head = chosenHead(teacher, number, scratch);
            Teacher chosen = head.map(some -> loss.restricted(teacher, some)).orElse(teacher);
            for (int i = 0; i < losses.length; i++) {
                LayerTraining layer = layers.get(i);
                FloatTensor states = batch.layers().get(layer.layer()).rows(from, count);
                FloatTensor x = features.of(layer, states, cancellation);
                losses[i] += head.isPresent()
                        ? loss.addGradient(chosen, head.get(), states, x, layer.at(), 1, layer.gradient())
                        : loss.addGradient(teacher, states, x, layer.at(), 1, layer.gradient());
            }
        }
    }

    /// The head of chosen tokens, where the recipe looks at such and the vocabulary is large enough for it to pay.
    private Optional<LensLoss.Head> chosenHead(Teacher teacher, int row, TensorMemory scratch) {
        if (plan.recipe() == Recipe.PAPER || teacher.tokens() < SMALL_VOCABULARY) {
            return Optional.empty();
        }
        Random random = new Random(plan.seed() + 1_000_003L * step + row);
        return Optional.of(loss.head(ChosenTokens.of(teacher.probabilities(), LIKELY, MOST_LIKELY, SAMPLED, random), scratch));
    }

    /// The share of the learning rate that is left, falling to 0 with the steps or the time, whichever comes first.
    private double decay() {
        double done = (double) step / schedule.steps();
        double gone = plan.time().map(limit -> seconds() / (limit.toNanos() * 1e-9)).orElse(0.0);
        return Math.max(0, 1 - Math.max(done, gone));
    }

    private Optional<End> timeOut() {
        boolean over = plan.time().isPresent() && seconds() >= plan.time().get().toNanos() * 1e-9;
        if (!over || step == schedule.steps()) {
            return Optional.empty();
        }
        Optional<End> end = measure();
        return end.isPresent() ? end : Optional.of(new End.TimedOut(step));
    }

    private void tell(double[] losses) {
        double mean = 0;
        for (double layer : losses) {
            mean += layer / losses.length;
        }
        double seconds = seconds();
        double left = seconds / step * (schedule.steps() - step);
        double untilTime = plan.time().map(limit -> limit.toNanos() * 1e-9 - seconds).orElse(Double.POSITIVE_INFINITY);
        listener.progressed(new TrainingProgress(
                seconds, step, schedule.steps(), tokens, tokens / seconds, Math.max(0, Math.min(left, untilTime)), mean));
    }

    /// Measures the held-out divergence and keeps what is best.
    private Optional<End> measure() {
        double[] divergences = heldOut().measure(layers, loss, features, cancellation);
        List<CurvePoint> points = new ArrayList<>();
        for (int i = 0; i < divergences.length; i++) {
            LayerTraining layer = layers.get(i);
            double start = curve.isEmpty() ? divergences[i] : curve.get(i).kl();
            if (!Double.isFinite(divergences[i]) || divergences[i] > LOST * Math.max(1, Math.max(layer.logitLensKl(), start))) {
                return Optional.of(new End.Diverged(step, layer.layer(), good));
            }
            layer.measured(divergences[i]);
            points.add(new CurvePoint(seconds(), tokens, layer.layer(), divergences[i], layer.logitLensKl()));
        }
        good = step;
        curve.addAll(points);
        listener.measured(points);
        return levelledOff();
    }

    private Optional<End> levelledOff() {
        means.add(layers.stream().mapToDouble(LayerTraining::bestKl).average().orElse(0));
        int now = means.size() - 1;
        boolean level = plan.stopsEarly()
                && now > LEVEL_MEASUREMENTS
                && means.get(now) > (1 - LEVEL_SHARE) * means.get(now - LEVEL_MEASUREMENTS);
        return level && step < schedule.steps() ? Optional.of(new End.Levelled(step)) : Optional.empty();
    }

    /// The means that [#levelledOff] had of measurements: of each layer, the least divergence that had been measured by then.
    private List<Double> meansOf(List<CurvePoint> points) {
        int count = layers.size();
        double[] least = new double[count];
        List<Double> earlier = new ArrayList<>();
        for (int from = 0; from + count <= points.size(); from += count) {
            for (int i = 0; i < count; i++) {
                CurvePoint point = points.get(from + i);
                least[i] = Math.min(from == 0 ? point.logitLensKl() : least[i], point.kl());
            }
            earlier.add(Arrays.stream(least).average().orElse(0));
        }
        return earlier;
    }

    private void keepNowAndThen() {
        long wait = Math.clamp(CHECKPOINT_SHARE * keeping, CHECKPOINT_NANOS, RAREST_CHECKPOINT_NANOS);
        if (System.nanoTime() - kept > wait || step == schedule.steps()) {
            keep();
        }
    }

    private void keep() {
        long before = System.nanoTime();
        try {
            checkpoint.ifPresent(file -> file.save(new TrainingCheckpoint.State(step, seconds(), tokens, layers, curve)));
        } catch (UnusableInputException e) {
            LOG.warn("The training goes on without being kept at step {}", step, e); // a full disk is no reason to lose what is learnt
        }
        kept = System.nanoTime();
        keeping = kept - before;
    }

    /// Worked so far, pauses left out.
    private double seconds() {
        return worked + (System.nanoTime() - clock) * 1e-9;
    }

    List<LayerTraining> layers() {
        return layers;
    }

    List<CurvePoint> curve() {
        return curve;
    }

    /// The held-out divergence of what is kept of each layer.
    List<CurvePoint> best() {
        return layers.stream()
                .map(layer -> new CurvePoint(seconds(), tokens, layer.layer(), layer.bestKl(), layer.logitLensKl()))
                .toList();
    }

    @Override
    public void close() {
        loss.close();
        features.close();
        workers.close();
        memory.close();
    }
}
