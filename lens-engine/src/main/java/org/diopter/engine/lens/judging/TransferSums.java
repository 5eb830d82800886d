package org.diopter.engine.lens.judging;

/// Sums over positions of what translators do on the states of other layers: [translator][state].
final class TransferSums {
    private final double[][] crossEntropy;
    private final double[][] klToFinal;
    private final double[][] klToOwn;
    private final long[][] positions;
    private final long[][] predicted;

    TransferSums(int layers) {
        crossEntropy = new double[layers][layers];
        klToFinal = new double[layers][layers];
        klToOwn = new double[layers][layers];
        positions = new long[layers][layers];
        predicted = new long[layers][layers];
    }

    /// @param next the token that follows, or −1
    void add(int translator, int state, RowDistribution transferred, double toFinal, double toOwn, int next) {
        klToFinal[translator][state] += toFinal;
        klToOwn[translator][state] += toOwn;
        positions[translator][state]++;
        if (next >= 0) {
            crossEntropy[translator][state] += transferred.surprise(next);
            predicted[translator][state]++;
        }
    }

    void add(TransferSums other) {
        for (int translator = 0; translator < positions.length; translator++) {
            for (int state = 0; state < positions.length; state++) {
                crossEntropy[translator][state] += other.crossEntropy[translator][state];
                klToFinal[translator][state] += other.klToFinal[translator][state];
                klToOwn[translator][state] += other.klToOwn[translator][state];
                positions[translator][state] += other.positions[translator][state];
                predicted[translator][state] += other.predicted[translator][state];
            }
        }
    }

    TransferPenalties penalties() {
        int layers = positions.length;
        TransferPenalties means = new TransferPenalties(
                new double[layers][layers], new double[layers][layers], new double[layers][layers], new double[layers][layers]);
        for (int translator = 0; translator < layers; translator++) {
            for (int state = 0; state < layers; state++) {
                means.crossEntropy()[translator][state] = crossEntropy[translator][state] / predicted[translator][state];
                means.klToFinal()[translator][state] = klToFinal[translator][state] / positions[translator][state];
                means.klToOwn()[translator][state] = klToOwn[translator][state] / positions[translator][state];
            }
        }
        for (int translator = 0; translator < layers; translator++) {
            for (int state = 0; state < layers; state++) {
                means.penalty()[translator][state] = means.crossEntropy()[translator][state] - means.crossEntropy()[state][state];
            }
        }
        return means;
    }
}
