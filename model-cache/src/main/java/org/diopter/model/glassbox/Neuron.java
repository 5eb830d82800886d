package org.diopter.model.glassbox;

/// One neuron of a block's gated MLP: `down · silu(gate · x) · (up · x)`. Far enough above 0, silu is the identity; at 0 it is 0. So a neuron that reads one
/// coordinate with its gate and another one with `up` is open where both are 1.
record Neuron(BlockWeights block, int index) {
    /// How many neurons a block has.
    static final int NEURONS = 32;

    /// Opens the gate in proportion to a coordinate.
    Neuron opens(int coordinate, double weight) {
        block.gate().set(index, coordinate, weight);
        return this;
    }

    /// Multiplies what comes through the gate where a coordinate is what it can be, and by nothing where it is 0.
    Neuron where(int coordinate, double factor) {
        block.up().set(index, coordinate, factor / Stream.height(coordinate));
        return this;
    }

    Neuron writes(int coordinate, double weight) {
        block.down().set(coordinate, index, weight);
        return this;
    }
}
