package org.diopter.engine.lens.judging;

/// Sums over positions of what one lens says at one layer.
final class Tally {
    private final double[] marginal;
    private double crossEntropy;
    private double entropy;
    private double kl;
    private long agreeing;
    private long positions;
    private long predicted;

    Tally(int vocabulary) {
        marginal = new double[vocabulary];
    }

    /// @param next the token that follows, or −1
    void add(RowDistribution lens, RowDistribution output, int next) {
        lens.addTo(marginal);
        entropy += lens.entropy();
        kl += lens.divergenceFrom(output);
        agreeing += lens.best() == output.best() ? 1 : 0;
        positions++;
        if (next >= 0) {
            crossEntropy += lens.surprise(next);
            predicted++;
        }
    }

    /// Adds another thread's.
    void add(Tally other) {
        for (int id = 0; id < marginal.length; id++) {
            marginal[id] += other.marginal[id];
        }
        crossEntropy += other.crossEntropy;
        entropy += other.entropy;
        kl += other.kl;
        agreeing += other.agreeing;
        positions += other.positions;
        predicted += other.predicted;
    }

    long positions() {
        return positions;
    }

    long predicted() {
        return predicted;
    }

    /// @param output the model's own, over the same positions
    Scores scores(Tally output) {
        return new Scores(
                crossEntropy / predicted, entropy / positions, kl / positions, biasKl(output), (double) agreeing / positions);
    }

    /// KL(mean final ‖ mean lens); a token that neither ever gives any probability counts nothing.
    private double biasKl(Tally output) {
        double sum = 0;
        for (int id = 0; id < marginal.length; id++) {
            double p = output.marginal[id] / output.positions;
            double q = marginal[id] / positions;
            sum += p > 0 ? p * Math.log(p / q) : 0;
        }
        return Math.max(0, sum);
    }
}
