package org.diopter.engine.laser;

/// How the squared singular values of an m×n matrix of independent noise of variance 1 are spread, divided by the larger of m and n, when both are large:
/// density √((b − t)(t − a)) / (2π β t) between a = (1 − √β)² and b = (1 + √β)².
///
/// @param ratio β = min(m, n) / max(m, n), above 0 and at most 1
record MarchenkoPastur(double ratio) {
    private static final int STEPS = 4000;
    private static final int HALVINGS = 50;

    double lowerEdge() {
        return Math.pow(1 - Math.sqrt(ratio), 2);
    }

    double upperEdge() {
        return Math.pow(1 + Math.sqrt(ratio), 2);
    }

    /// The value that half of the spectrum is below.
    double median() {
        double low = 0;
        double high = Math.PI / 2;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < 0.5) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(low);
    }

    private double at(double angle) {
        return lowerEdge() + (upperEdge() - lowerEdge()) * Math.pow(Math.sin(angle), 2);
    }

    /// The mass below t = a + (b − a) sin² of the angle; with the angle as variable the density is smooth at both edges.
    private double below(double angle) {
        double width = upperEdge() - lowerEdge();
        double step = angle / STEPS;
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double x = (i + 0.5) * step;
            sum += Math.pow(width * Math.sin(x) * Math.cos(x), 2) / at(x);
        }
        return sum * step / (Math.PI * ratio);
    }
}
