package org.diopter.engine.cache.less;

import java.util.List;
import org.ejml.data.FMatrixRMaj;

/// Adam with its usual constants.
final class Adam {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final BlockKernel first;
    private final BlockKernel second;
    private int steps;

    Adam(BlockKernel first, BlockKernel second, int steps) {
        this.first = first;
        this.second = second;
        this.steps = steps;
    }

    BlockKernel first() {
        return first;
    }

    BlockKernel second() {
        return second;
    }

    int steps() {
        return steps;
    }

    Adam copy() {
        return new Adam(first.copy(), second.copy(), steps);
    }

    /// @param kernel Modified.
    /// @param gradient Not modified.
    void step(BlockKernel kernel, BlockKernel gradient, double rate) {
        steps++;
        double firstScale = 1 / (1 - Math.pow(FIRST_DECAY, steps));
        double secondScale = 1 / (1 - Math.pow(SECOND_DECAY, steps));
        for (int head = 0; head < kernel.heads().size(); head++) {
            List<FMatrixRMaj> parameters = kernel.heads().get(head).parameters();
            for (int p = 0; p < parameters.size(); p++) {
                float[] value = parameters.get(p).data;
                float[] slope = gradient.heads().get(head).parameters().get(p).data;
                float[] mean = first.heads().get(head).parameters().get(p).data;
                float[] square = second.heads().get(head).parameters().get(p).data;
                for (int i = 0; i < value.length; i++) {
                    mean[i] = (float) (FIRST_DECAY * mean[i] + (1 - FIRST_DECAY) * slope[i]);
                    square[i] = (float) (SECOND_DECAY * square[i] + (1 - SECOND_DECAY) * slope[i] * slope[i]);
                    value[i] -= (float) (rate * mean[i] * firstScale / (Math.sqrt(square[i] * secondScale) + EPSILON));
                }
            }
        }
    }
}
