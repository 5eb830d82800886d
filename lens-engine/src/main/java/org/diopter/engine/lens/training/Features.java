package org.diopter.engine.lens.training;

import java.util.Map;
import java.util.Optional;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;

/// Makes the features of states: the states themselves, or the same in white coordinates.
final class Features implements AutoCloseable {
    private final Session affine;
    private final FloatTensor room;

    /// @param rows how many at most at once
    Features(LensGraphs graphs, OnnxRuntime runtime, int rows, int width) {
        room = FloatTensor.zeros(rows, width);
        affine = runtime.session(LensGraphs.affine(width), graphs.weightsFolder(), false);
    }

    /// @param whitening nothing if features are the states themselves
    /// @param states [n, d]. Not modified.
    /// @return [n, d], good until the next are made
    FloatTensor of(Optional<Whitening> whitening, FloatTensor states, Cancellation cancellation) {
        if (whitening.isEmpty()) {
            return states;
        }
        Whitening white = whitening.get();
        FloatTensor into = room.firstRows(states.size(0));
        affine.run(
                Map.of(LensGraphs.STREAM, states, LensGraphs.WEIGHT, white.map(), LensGraphs.BIAS, white.shift()),
                Map.of(LensGraphs.TRANSLATED, into),
                cancellation);
        return into;
    }

    @Override
    public void close() {
        affine.close();
    }
}
