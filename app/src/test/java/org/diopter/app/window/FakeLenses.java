package org.diopter.app.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.diopter.engine.LensChoice;
import org.diopter.engine.LensWork;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.lens.files.LensFit;
import org.diopter.engine.lens.files.LensIdentity;
import org.diopter.engine.lens.judging.LayerCovariances;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.Scores;
import org.diopter.engine.lens.judging.TransferPenalties;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.Progress;
import org.diopter.views.testing.MadeUp;

/// Lenses that learn nothing: a training takes some steps, each when it is told to.
final class FakeLenses implements LensWork {
    static final int WIDTH = 16;
    private static final int STEPS = 10;

    final List<TrainingPlan> plans = Collections.synchronizedList(new ArrayList<>());
    final List<Boolean> resumed = Collections.synchronizedList(new ArrayList<>());
    /// At which step a training diverges; none by default.
    volatile int diverges = Integer.MAX_VALUE;
    /// Trainings stop here until they are stopped or this is raised.
    volatile int until = Integer.MAX_VALUE;
    /// Whether no lens can be held any more.
    volatile boolean full;
    private final Map<LensChoice, Lens> held = new ConcurrentHashMap<>();

    /// A lens that fits made-up models.
    static Lens lens(String name, float size) {
        float[] weight = new float[WIDTH * WIDTH];
        weight[0] = size;
        return new Lens(Lens.Kind.TUNED, name, "", Collections.nCopies(MadeUp.LAYERS, new Translator(WIDTH, weight, new float[WIDTH])));
    }

    @Override
    public LensChoice.Translated use(Lens lens) {
        if (full) {
            throw new OutOfMemoryError("a lens");
        }
        Lens fitted = LensFit.to(lens, MadeUp.LAYERS, WIDTH);
        LensChoice.Translated choice = new LensChoice.Translated(lens.name(), LensIdentity.sha256(fitted));
        held.put(choice, fitted);
        return choice;
    }

    /// How many lenses are held.
    int held() {
        return held.size();
    }

    @Override
    public Optional<Lens> lens(LensChoice choice) {
        return Optional.ofNullable(held.get(choice));
    }

    @Override
    public boolean hasBegun(TrainingText text, TrainingPlan plan) {
        return false;
    }

    @Override
    public TrainedLens train(String name, TrainingText text, TrainingPlan plan, boolean resume, TrainingControl control, TrainingListener listener) {
        plans.add(plan);
        resumed.add(resume);
        List<CurvePoint> curve = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            listener.progressed(new TrainingProgress(step, step, STEPS, step * 100L, 100, STEPS - step, 5.0 / (1 + step)));
            List<CurvePoint> points = points(step);
            curve.addAll(points);
            listener.measured(points);
            await(control, step);
            if (step == diverges) {
                return new TrainedLens(lens(name, 0.1f), new TrainedLens.End.Diverged(step, 2, step - 1), curve, points);
            }
            if (control.isStopped()) {
                return new TrainedLens(lens(name, 0.1f), new TrainedLens.End.Stopped(step), curve, points);
            }
        }
        return new TrainedLens(lens(name, 0.1f), new TrainedLens.End.Finished(), curve, points(STEPS));
    }

    private void await(TrainingControl control, int step) {
        while ((step >= until || control.isPaused()) && !control.isStopped()) {
            try {
                Thread.sleep(2);
            } catch (InterruptedException stop) {
                control.stop();
            }
        }
    }

    private static List<CurvePoint> points(int step) {
        List<CurvePoint> points = new ArrayList<>();
        for (int layer = 0; layer < MadeUp.LAYERS; layer++) {
            double logit = 6 - layer;
            points.add(new CurvePoint(step, step * 100L, layer, logit / (1 + step), logit));
        }
        return points;
    }

    @Override
    public LensEvaluation evaluate(Lens lens, TrainingText text, Progress progress) {
        List<LensEvaluation.LayerScores> layers = new ArrayList<>();
        for (int layer = 0; layer < MadeUp.LAYERS; layer++) {
            layers.add(new LensEvaluation.LayerScores(layer, new Scores(3, 2, 0.5, 0.1, 0.7), new Scores(5, 2, 3, 0.4, 0.2)));
        }
        return new LensEvaluation(layers, new Scores(2.5, 2, 0, 0, 1), 100, 99, OptionalDouble.of(0.4));
    }

    @Override
    public TransferPenalties transfer(Lens lens, TrainingText text, Progress progress) {
        double[][] penalty = new double[MadeUp.LAYERS][MadeUp.LAYERS];
        for (int i = 0; i < penalty.length; i++) {
            for (int j = 0; j < penalty.length; j++) {
                penalty[i][j] = Math.abs(i - j) * 0.3;
            }
        }
        return new TransferPenalties(penalty, penalty, penalty, penalty);
    }

    @Override
    public LayerCovariances covariances(TrainingText text, Progress progress) {
        return new LayerCovariances(IntStream.rangeClosed(0, MadeUp.LAYERS).mapToObj(layer -> new double[] {1 + layer, 0, 0, 1}).toList());
    }
}
