package org.diopter.engine.lens.training;

import java.util.List;

/// Moves parameters against their gradients. What it remembers lies in the layers' moments.
interface Optimiser extends AutoCloseable {
    /// @param step from 0
    /// @param decay of the learning rate, from 1 down to 0
    /// @param layers Modified: parameters and moments; gradients may be.
    void step(int step, double decay, List<LayerTraining> layers);

    @Override
    default void close() {}
}
