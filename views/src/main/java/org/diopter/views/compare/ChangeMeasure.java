package org.diopter.views.compare;

/// By what the largest changes are sought.
public enum ChangeMeasure {
    /// Jensen–Shannon divergence of both distributions.
    JS,
    /// KL(A‖B).
    KL,
    /// The largest change of a token's probability.
    PROBABILITY
}
