package org.diopter.views.figure;

/// What logarithmic quantities are shown in.
public enum Unit {
    NATS("nats", 1),
    BITS("bits", 1 / Math.log(2));

    private final String label;
    private final double factor;

    Unit(String label, double factor) {
        this.label = label;
        this.factor = factor;
    }

    public String label() {
        return label;
    }

    /// A value in nats, in this unit.
    public double of(double nats) {
        return nats * factor;
    }
}
