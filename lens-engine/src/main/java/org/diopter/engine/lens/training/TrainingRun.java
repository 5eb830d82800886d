package org.diopter.engine.lens.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.Opening;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.CancelledException;
import org.jspecify.annotations.Nullable;

/// One training from its first step, or the one after the last that an earlier process kept, to its end.
final class TrainingRun implements AutoCloseable {
    private static final double PAPER_RATE = 0.1;
    /// See [Muon].
    private static final double FAST_RATE = 0.0175;
    /// A held-out divergence so many times larger than the logit lens's and the start's is none that will come back.
    private static final double LOST = 10;
    /// The states of a long step at every layer are gigabytes, and a training that goes on runs the model anew over the part in which it was broken off.
    private static final long PART_BYTES = 64L << 20;

    private final LensTrainer trainer;
    private final TrainingPlan plan;
    private final Optional<TrainingCheckpoint> checkpoint;
    private final TrainingKeeper keeper;
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
    private final StepGradients gradients;
    private final TensorMemory memory = new TensorMemory();
    private final StateStream measuredStream;
    private final List<Integer> chosen;
    private final List<CurvePoint> curve = new ArrayList<>();
    private final Levelling levelling = new Levelling();
    private @Nullable HeldOut heldOut;
    private LayerWalk logitLens;
    private Optional<LeastSquares> start = Optional.empty();
    /// None before the first step can be taken.
    private List<LayerTraining> layers = List.of();
    private LayerWalk gradient;
    private LayerWalk measurement;
    /// Whether all layers stand at the same step, so that the training could go on from here.
    private boolean whole = true;
    private int step;
    private int good;
    private long tokens;
    private double worked;
    private long clock = System.nanoTime();

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
        this.keeper = new TrainingKeeper(checkpoint);
        this.control = control;
        this.cancellation = control.cancellation();
        this.listener = listener;
        int width = trainer.architecture().width();
        schedule = Schedule.of(plan.recipe(), plan.tokens(), text.sequences());
        stream = stream(text, schedule.perStep(), schedule.share());
        perPart = stream.perPart(PART_BYTES);
        try (Opening opening = new Opening()) {
            workers = opening.with(new RowWorkers(trainer.runtime().threads()), RowWorkers::close);
            loss = opening.with(new LensLoss(graphs, trainer.runtime(), workers, cancellation), LensLoss::close);
            features = opening.with(new Features(graphs, trainer.runtime(), loss.rows(), width), Features::close);
            gradients = new StepGradients(plan.recipe(), plan.seed(), loss, features, cancellation);
            opening.done();
        }
        measuredStream = stream(measured, HeldOut.sequences(measured), HeldOut.share(measured));
        chosen = layers;
        logitLens = new LayerWalk(chosen.size());
        gradient = new LayerWalk(chosen.size());
        measurement = new LayerWalk(chosen.size());
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
        switch (checkpoint.flatMap(file -> file.load(chosen, width)).orElse(null)) {
            case TrainingState.Stepping earlier -> goOn(earlier);
            case TrainingState.Starting earlier -> {
                worked = earlier.seconds();
                logitLens = earlier.logitLens();
                start = earlier.start();
                listener.resumed(0, List.of());
                start(width);
            }
            case null -> start(width);
        }
    }

    private void goOn(TrainingState.Stepping earlier) {
        layers = earlier.layers();
        step = earlier.step();
        good = step;
        tokens = earlier.tokens();
        worked = earlier.seconds();
        gradient = earlier.gradient();
        measurement = earlier.measurement();
        curve.addAll(earlier.curve());
        levelling.restore(curve, layers.size());
        listener.resumed(step, List.copyOf(curve));
    }

    /// Makes the layers that are trained, from the logit lens or from least squares.
    private void start(int width) {
        Parameters none = Parameters.zeros(width);
        List<LayerReading> plain = chosen.stream().map(layer -> new LayerReading(layer, Optional.empty(), none)).toList();
        heldOut().measure(plain, logitLens, loss, features, share -> reached(TrainingStage.LOGIT_LENS, share), cancellation);
        List<LayerTraining> made = switch (plan.recipe()) {
            case PAPER -> chosen.stream().map(layer -> new LayerTraining(layer, width, Optional.empty(), 1, none)).toList();
            case FAST -> leastSquares(width);
        };
        double[] divergences = logitLens.means();
        for (int i = 0; i < made.size(); i++) {
            made.get(i).begin(divergences[i]);
        }
        layers = made;
        start = Optional.empty();
    }

    private List<LayerTraining> leastSquares(int width) {
        LeastSquares squares = start.orElseGet(() -> new LeastSquares(chosen, width));
        start = Optional.of(squares);
        StateStream sequences = new StateStream(stream.forward(), stream.layers(), width, stream.sequences(), 1, 1, plan.seed());
        try (Session moments = trainer.runtime().session(LensGraphs.moments(width), graphs.weightsFolder(), false)) {
            squares.gather(sequences, moments, share -> reached(TrainingStage.MOMENTS, share), cancellation);
        }
        return squares.solve(share -> reached(TrainingStage.LEAST_SQUARES, share), cancellation);
    }

    End toTheEnd() {
        try (Optimiser optimiser = optimiser()) {
            begin();
            Optional<End> end = measureIfDue();
            while (end.isEmpty() && step < schedule.steps()) {
                end = next(optimiser);
            }
            return end.orElseGet(End.Finished::new);
        } catch (CancelledException e) {
            if (whole) {
                keeper.keep(state());
            }
            return new End.Stopped(step);
        }
    }

    private TrainingState state() {
        return layers.isEmpty()
                ? new TrainingState.Starting(seconds(), logitLens, start)
                : new TrainingState.Stepping(seconds(), step, tokens, layers, curve, gradient, measurement);
    }

    /// Between two pieces of work, where the training could go on from.
    private void reached(TrainingStage stage, double share) {
        listener.reached(stage, share);
        if (keeper.isDue()) {
            keeper.keep(state());
        }
        clock += control.awaitResume();
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
        if (!gradient.begun()) {
            layers.forEach(layer -> layer.gradient().clear());
        }
        clock += control.awaitResume();
        if (!addGradients()) {
            return timeOut();
        }
        cancellation.throwIfCancelled();
        whole = false;
        double[] losses = gradient.means();
        layers.forEach(layer -> layer.gradient().scale(1f / gradient.before()));
        optimiser.step(step, decay(), layers);
        tokens += gradient.before();
        step++;
        gradient = new LayerWalk(layers.size());
        whole = true;
        for (int i = 0; i < losses.length; i++) {
            if (!Double.isFinite(losses[i]) || !layers.get(i).at().finite()) {
                return Optional.of(new End.Diverged(step, layers.get(i).layer(), good));
            }
        }
        tell(losses);
        Optional<End> end = measureIfDue();
        if (step == schedule.steps() || keeper.isDue()) {
            keeper.keep(state());
        }
        return end.isPresent() ? end : timeOut();
    }

    /// Adds up the gradients of the step's batch, or what is left of it.
    ///
    /// @return whether they are whole; if not, the training's time is over
    private boolean addGradients() {
        while (gradient.sequence() < stream.perBatch()) {
            int first = gradient.sequence();
            int end = (int) Math.min(stream.perBatch(), (long) first + perPart);
            try (TensorMemory scratch = new TensorMemory()) {
                StateBatch part = stream.part(step, first, end, scratch, cancellation);
                LayerWalk.Chunks chunks = (from, count) -> gradients.chunk(step, part, gradient.before(), from, count, layers);
                if (!gradient.over(part.rows(), loss.rows(), chunks, this::goesOn)) {
                    return false;
                }
                gradient.nextPart(end, part.rows());
            }
        }
        return true;
    }

    private boolean goesOn() {
        reached(TrainingStage.STEP, Math.min(1, gradient.rows() / schedule.rowsPerStep(stream.sequences())));
        return !timeIsOver();
    }

    /// The share of the learning rate that is left, falling to 0 with the steps or the time, whichever comes first.
    private double decay() {
        double done = (double) step / schedule.steps();
        double gone = plan.time().map(limit -> seconds() / (limit.toNanos() * 1e-9)).orElse(0.0);
        return Math.max(0, 1 - Math.max(done, gone));
    }

    private Optional<End> timeOut() {
        if (!timeIsOver() || step == schedule.steps()) {
            return Optional.empty();
        }
        Optional<End> end = measured() ? Optional.empty() : measure();
        return end.isPresent() ? end : Optional.of(new End.TimedOut(step));
    }

    private boolean timeIsOver() {
        return plan.time().isPresent() && seconds() >= plan.time().get().toNanos() * 1e-9;
    }

    /// Whether the layers have been measured as they are.
    private boolean measured() {
        return !curve.isEmpty() && curve.getLast().tokens() == tokens;
    }

    private Optional<End> measureIfDue() {
        return schedule.measuresAfter(step) && !measured() ? measure() : Optional.empty();
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
        List<LayerReading> readings = layers.stream().map(LayerTraining::reading).toList();
        heldOut().measure(readings, measurement, loss, features, share -> reached(TrainingStage.MEASUREMENT, share), cancellation);
        double[] divergences = measurement.means();
        measurement = new LayerWalk(layers.size());
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
        boolean level = levelling.after(layers) && plan.stopsEarly() && step < schedule.steps();
        return level ? Optional.of(new End.Levelled(step)) : Optional.empty();
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
