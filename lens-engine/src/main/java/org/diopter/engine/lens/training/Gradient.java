package org.diopter.engine.lens.training;

import java.util.Arrays;
import org.diopter.engine.runtime.FloatTensor;

/// The gradient of one layer's loss, added up over the parts of a batch.
///
/// @param weight dV, [d × d] row by row. Modified as parts are added.
/// @param bias dc, [d]
@SuppressWarnings("ArrayRecordComponent")
record Gradient(float[] weight, float[] bias) {
    static Gradient zeros(int width) {
        return new Gradient(new float[width * width], new float[width]);
    }

    void clear() {
        Arrays.fill(weight, 0);
        Arrays.fill(bias, 0);
    }

    void add(FloatTensor moreWeight, FloatTensor moreBias, float[] scratch) {
        add(moreWeight, weight, scratch);
        add(moreBias, bias, scratch);
    }

    private static void add(FloatTensor more, float[] sums, float[] scratch) {
        more.copyTo(0, scratch, 0, sums.length);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += scratch[i];
        }
    }

    /// Σ g².
    double squares() {
        return squares(weight) + squares(bias);
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    void scale(float factor) {
        for (int i = 0; i < weight.length; i++) {
            weight[i] *= factor;
        }
        for (int i = 0; i < bias.length; i++) {
            bias[i] *= factor;
        }
    }
}
