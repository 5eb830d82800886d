package org.diopter.engine.lens.training;

/// How a lens is trained.
public enum Recipe {
    /// As published (arXiv 2303.08112 and its code): stochastic gradient descent with Nesterov momentum 0.9 on every position and token, rate 0.1 falling
    /// linearly to 0 over 250 steps, weight decay 10⁻³, gradients clipped to length 1 over all layers together. The budget of tokens is shared out over
    /// the steps.
    PAPER,
    /// From the least-squares solution, in whitened coordinates, on sampled positions and chosen tokens, with orthogonalised momentum.
    FAST
}
