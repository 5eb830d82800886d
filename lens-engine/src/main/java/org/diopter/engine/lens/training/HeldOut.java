package org.diopter.engine.lens.training;

import java.util.List;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.runtime.Cancellation;

/// States that no gradient is taken at: the exact divergence on them says how good a translator is.
record HeldOut(StateBatch states) {

    /// The mean divergence of each layer at its present parameters.
    double[] measure(List<LayerTraining> layers, LensLoss loss, Features features, Cancellation cancellation) {
        double[] sums = new double[layers.size()];
        for (int from = 0; from < states.rows(); from += loss.rows()) {
            int count = Math.min(loss.rows(), states.rows() - from);
            Teacher teacher = loss.teacher(states.output().rows(from, count));
            for (int i = 0; i < sums.length; i++) {
                LayerTraining layer = layers.get(i);
                var stream = states.layers().get(layer.layer()).rows(from, count);
                sums[i] += loss.divergence(teacher, stream, features.of(layer, stream, cancellation), layer.at());
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= states.rows();
        }
        return sums;
    }
}
