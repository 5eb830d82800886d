package org.diopter.engine.arch;

/// A block's feed-forward part.
public sealed interface Mlp {
    Activation activation();

    /// W_out act(W_in x + b_in) + b_out.
    record Plain(Linear in, Linear out, Activation activation) implements Mlp {}

    /// W_down (act(W_gate x) ⊙ W_up x).
    record Gated(Linear gate, Linear up, Linear down, Activation activation) implements Mlp {}
}
