package org.diopter.engine.lens.training;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;

/// States that no gradient is taken at: the exact divergence on them says how good a translator is.
record HeldOut(StateBatch states) {
    private static final int POSITIONS = 1024;
    /// They are taken from so many sequences at least, if there are as many.
    private static final int FEWEST_SEQUENCES = 4;

    /// How many sequences of a text are run for the sample.
    static int sequences(TrainingText text) {
        int all = text.sequences().size();
        return (int) Math.min(all, Math.max(FEWEST_SEQUENCES, Math.ceilDiv((long) POSITIONS * all, text.tokens())));
    }

    /// Which share of their positions is sampled.
    static double share(TrainingText text) {
        return Math.min(1, (double) POSITIONS * text.sequences().size() / text.tokens() / sequences(text));
    }

    /// Measures the mean divergence of each layer.
    ///
    /// @param walk from where it goes on; modified
    /// @param between called after every layer of every chunk of rows, with the share of all work that is done
    void measure(List<LayerReading> layers, LayerWalk walk, LensLoss loss, Features features, DoubleConsumer between, Cancellation cancellation) {
        if (walk.before() == states.rows()) {
            return;
        }
        BooleanSupplier always = () -> {
            between.accept(walk.rows() / states.rows());
            return true;
        };
        walk.over(states.rows(), loss.rows(), (from, count) -> {
            Teacher teacher = loss.teacher(states.output().rows(from, count));
            return index -> {
                LayerReading layer = layers.get(index);
                FloatTensor stream = states.layers().get(layer.layer()).rows(from, count);
                return loss.divergence(teacher, stream, features.of(layer.whitening(), stream, cancellation), layer.at());
            };
        }, always);
        walk.nextPart(0, states.rows());
    }
}
