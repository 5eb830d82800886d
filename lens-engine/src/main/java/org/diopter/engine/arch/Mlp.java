package org.diopter.engine.arch;

/// A block's feed-forward part.
public sealed interface Mlp {
    Activation activation();

    /// W_out act(W_in x + b_in) + b_out.
    record Plain(Linear in, Linear out, Activation activation) implements Mlp {}

    /// W_down (act(W_gate x) ⊙ W_up x).
    record Gated(Linear gate, Linear up, Linear down, Activation activation) implements Mlp {}

    /// The same with gate and up in one matrix (Phi-3).
    ///
    /// @param gate which outputs of the matrix are the gate's
    /// @param up likewise
    record FusedGated(Linear gateUp, Outputs gate, Outputs up, Linear down, Activation activation) implements Mlp {}
}
