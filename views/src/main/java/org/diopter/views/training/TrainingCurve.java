package org.diopter.views.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.lens.training.CurvePoint;

/// The held-out divergence of every layer in training, as far as it has been measured.
///
/// @param points in time
/// @param perStep positions a step; what turns tokens into steps
public record TrainingCurve(List<CurvePoint> points, double perStep) {
    /// Before the first measurement.
    public static final TrainingCurve EMPTY = new TrainingCurve(List.of(), 1);

    /// A layer that changed less than this share between its last two measurements has settled.
    private static final double SETTLED = 0.005;

    /// How a layer does.
    public enum State {
        IMPROVING,
        SETTLED,
        /// The logit lens is nearer.
        WORSE
    }

    /// One layer now.
    ///
    /// @param logitLens KL(final ‖ logit lens), nats
    /// @param now KL(final ‖ lens) at the last measurement, nats
    /// @param best the least of all, nats
    /// @param bestStep where it was measured
    /// @param lately by which share the last measurement is below the one before
    public record Layer(int layer, double logitLens, double now, double best, int bestStep, double lately, State state) {
        /// Compared to the logit lens: −0.72 is 72 % less.
        public double change() {
            return now / logitLens - 1;
        }
    }

    public TrainingCurve {
        points = List.copyOf(points);
    }

    /// With more measurements.
    public TrainingCurve and(List<CurvePoint> more) {
        return new TrainingCurve(Stream.concat(points.stream(), more.stream()).toList(), perStep);
    }

    public TrainingCurve withPerStep(double positions) {
        return new TrainingCurve(points, positions);
    }

    /// The step a measurement was made after.
    public double step(CurvePoint point) {
        return point.tokens() / perStep;
    }

    /// The measurements of one layer.
    public List<CurvePoint> of(int layer) {
        return points.stream().filter(point -> point.layer() == layer).toList();
    }

    /// Every layer in training, from the lowest.
    public List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        points.stream().map(CurvePoint::layer).distinct().sorted().forEach(layer -> layers.add(layer(layer)));
        return layers;
    }

    private Layer layer(int layer) {
        List<CurvePoint> own = of(layer);
        CurvePoint last = own.getLast();
        CurvePoint best = own.stream().reduce((a, b) -> b.kl() < a.kl() ? b : a).orElseThrow();
        double lately = own.size() < 2 ? Double.NaN : 1 - last.kl() / own.get(own.size() - 2).kl();
        State state = last.kl() > last.logitLensKl() ? State.WORSE : lately < SETTLED ? State.SETTLED : State.IMPROVING;
        return new Layer(layer, last.logitLensKl(), last.kl(), best.kl(), (int) Math.round(step(best)), lately, state);
    }

    /// Mean over the layers of the last measurement, nats; NaN before the first.
    public double meanNow() {
        return layers().stream().mapToDouble(Layer::now).average().orElse(Double.NaN);
    }

    /// Mean over the layers of the logit lens, nats; NaN before the first.
    public double meanLogitLens() {
        return layers().stream().mapToDouble(Layer::logitLens).average().orElse(Double.NaN);
    }
}
