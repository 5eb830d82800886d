package org.diopter.engine.lens.training;

import java.util.List;
import java.util.Map;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;

/// Momentum whose matrix is made orthogonal before each step, so that all directions move equally fast; biases move by Adam's rule. The source's second
/// edition recommends it for lenses.
///
/// Rates are relative to the layer's scale, the root mean square of what is still to be explained of the output: in white coordinates an orthogonal step of
/// length 1 moves a state by about √d, whose root mean square is 1.
final class Muon implements Optimiser {
    private static final float MOMENTUM = 0.95f;
    private static final float SECOND = 0.95f;
    private static final float EPSILON = 1e-12f;

    private final double rate;
    private final Session orthogonalise;
    private final Cancellation cancellation;
    private final FloatTensor in;
    private final FloatTensor out;

    /// @param rate how far a step moves a translated state at first, in parts of the layer's scale
    Muon(double rate, int width, OnnxRuntime runtime, LensGraphs graphs, Cancellation cancellation) {
        this.rate = rate;
        this.cancellation = cancellation;
        orthogonalise = runtime.session(LensGraphs.orthogonalise(width), graphs.weightsFolder(), false);
        in = FloatTensor.zeros(width, width);
        out = FloatTensor.zeros(width, width);
    }

    @Override
    public void step(int step, double decay, List<LayerTraining> layers) {
        for (LayerTraining layer : layers) {
            float now = (float) (rate * decay * layer.scale());
            Gradient first = layer.moments().get(0);
            Gradient second = layer.moments().get(1);
            moveMatrix(layer.at().weight(), layer.gradient().weight(), first.weight(), now);
            moveBias(layer.at().bias(), layer.gradient().bias(), first.bias(), second.bias(), step, now);
        }
    }

    private void moveMatrix(FloatTensor tensor, float[] gradient, float[] velocity, float rate) {
        float[] direction = new float[gradient.length];
        double squares = 0;
        for (int i = 0; i < gradient.length; i++) {
            velocity[i] = MOMENTUM * velocity[i] + (1 - MOMENTUM) * gradient[i];
            direction[i] = (1 - MOMENTUM) * gradient[i] + MOMENTUM * velocity[i];
            squares += (double) direction[i] * direction[i];
        }
        float byLength = (float) (1 / Math.max(Math.sqrt(squares), Float.MIN_NORMAL));
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= byLength;
        }
        in.copyIn(direction);
        orthogonalise.run(Map.of(LensGraphs.WEIGHT, in), Map.of(LensGraphs.PRODUCT, out), cancellation);
        out.copyTo(0, direction, 0, direction.length);
        float[] at = tensor.toArray();
        for (int i = 0; i < at.length; i++) {
            at[i] -= rate * direction[i];
        }
        tensor.copyIn(at);
    }

    private static void moveBias(FloatTensor tensor, float[] gradient, float[] first, float[] second, int step, float rate) {
        float[] at = tensor.toArray();
        double byFirst = 1 / (1 - Math.pow(MOMENTUM, step + 1.0));
        double bySecond = 1 / (1 - Math.pow(SECOND, step + 1.0));
        for (int i = 0; i < at.length; i++) {
            first[i] = MOMENTUM * first[i] + (1 - MOMENTUM) * gradient[i];
            second[i] = SECOND * second[i] + (1 - SECOND) * gradient[i] * gradient[i];
            at[i] -= (float) (rate * first[i] * byFirst / (Math.sqrt(second[i] * bySecond) + EPSILON));
        }
        tensor.copyIn(at);
    }

    @Override
    public void close() {
        orthogonalise.close();
    }
}
