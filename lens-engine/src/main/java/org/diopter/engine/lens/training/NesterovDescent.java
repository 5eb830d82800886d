package org.diopter.engine.lens.training;

import java.util.List;
import org.diopter.engine.runtime.FloatTensor;

/// Stochastic gradient descent as in the published recipe and in PyTorch: gradients of all layers together clipped to length 1, weight decay added to them,
/// v ← 0.9 v + g, θ ← θ − rate (g + 0.9 v).
///
/// @param rate the learning rate at the start
record NesterovDescent(double rate) implements Optimiser {
    private static final float MOMENTUM = 0.9f;
    private static final float WEIGHT_DECAY = 1e-3f;
    private static final double LONGEST = 1;

    @Override
    public void step(int step, double decay, List<LayerTraining> layers) {
        double length = Math.sqrt(layers.stream().mapToDouble(layer -> layer.gradient().squares()).sum());
        if (length > LONGEST) {
            layers.forEach(layer -> layer.gradient().scale((float) (LONGEST / length)));
        }
        float now = (float) (rate * decay);
        for (LayerTraining layer : layers) {
            Gradient velocity = layer.moments().getFirst();
            move(layer.at().weight(), layer.gradient().weight(), velocity.weight(), now);
            move(layer.at().bias(), layer.gradient().bias(), velocity.bias(), now);
        }
    }

    private static void move(FloatTensor tensor, float[] gradient, float[] velocity, float rate) {
        float[] at = tensor.toArray();
        for (int i = 0; i < at.length; i++) {
            float g = gradient[i] + WEIGHT_DECAY * at[i];
            velocity[i] = MOMENTUM * velocity[i] + g;
            at[i] -= rate * (g + MOMENTUM * velocity[i]);
        }
        tensor.copyIn(at);
    }
}
