package org.diopter.engine.causal;

import java.util.List;
import org.diopter.engine.forward.StreamEdit;
import org.diopter.engine.runtime.FloatTensor;

/// Takes directions out of a stream, or pushes it along them: h' = h + Σ (strength · v · (r − h) + steering) v over orthonormal directions v, where r is the
/// mean state, zero, or the stream's own state at another position.
///
/// @param pushes one a direction
/// @param ablation what r is
/// @param mean [d], the mean state; looked at for [Ablation#MEAN] only
/// @param at which positions; the first stays as it is in any case
/// @param seed of the permutation of positions for [Ablation#RESAMPLE]
@SuppressWarnings("ArrayRecordComponent")
public record StreamAblation(List<Push> pushes, Ablation ablation, float[] mean, Positions at, long seed) implements StreamEdit {
    public StreamAblation {
        pushes = List.copyOf(pushes);
    }

    /// What is done along one direction.
    ///
    /// @param direction [d], of unit length and at right angles to the others
    /// @param strength 0 changes nothing, 1 ablates, more goes beyond
    /// @param steering how far the stream is pushed, in units of the stream
    public record Push(float[] direction, double strength, double steering) {
        boolean changesNothing() {
            return strength == 0 && steering == 0;
        }
    }

    /// Ablates all alike, and pushes nowhere.
    public static StreamAblation of(List<float[]> directions, Ablation ablation, float[] mean, double strength, long seed) {
        return new StreamAblation(directions.stream().map(direction -> new Push(direction, strength, 0)).toList(), ablation, mean, Positions.ALL, seed);
    }

    @Override
    public boolean changesNothing() {
        return pushes.stream().allMatch(Push::changesNothing);
    }

    @Override
    public void apply(FloatTensor stream, FloatTensor into) {
        int positions = Math.toIntExact(stream.size(0));
        into.copyFrom(stream, 0, 0, stream.elements());
        if (positions < 2 || changesNothing()) {
            return;
        }
        // A component is taken from any other position but the first, whether that one changes or not.
        int[] donors = ablation == Ablation.RESAMPLE && positions > 2 ? Ablation.donors(positions - 1, seed) : new int[positions - 1];
        for (int position = 1; position < positions; position++) {
            if (at.hold(position, positions)) {
                changeRow(stream, position, 1 + donors[position - 1], into);
            }
        }
    }

    /// Resampling takes from other positions, and which is the last one changes when the text goes on.
    @Override
    public boolean isLocal() {
        return (ablation != Ablation.RESAMPLE || pushes.stream().allMatch(push -> push.strength() == 0)) && !(at instanceof Positions.Last);
    }

    @Override
    public void applyFrom(int first, FloatTensor rows, FloatTensor into) {
        int count = Math.toIntExact(rows.size(0));
        into.copyFrom(rows, 0, 0, rows.elements());
        for (int row = 0; row < count; row++) {
            if (at.hold(first + row, first + count)) {
                changeRow(rows, row, row, into);
            }
        }
    }

    private void changeRow(FloatTensor stream, int position, int donor, FloatTensor into) {
        int width = Math.toIntExact(stream.size(1));
        float[] h = row(stream, position, width);
        float[] replacement = switch (ablation) {
            case MEAN -> mean;
            case ZERO -> new float[width];
            case RESAMPLE -> row(stream, donor, width);
        };
        double[] changed = new double[width];
        for (int k = 0; k < width; k++) {
            changed[k] = h[k];
        }
        for (Push push : pushes) {
            float[] v = push.direction();
            double component = 0;
            for (int k = 0; k < width; k++) {
                component += (double) v[k] * ((double) replacement[k] - h[k]);
            }
            Vectors.add(push.strength() * component + push.steering(), v, 0, changed);
        }
        for (int k = 0; k < width; k++) {
            into.set((long) position * width + k, (float) changed[k]);
        }
    }

    private static float[] row(FloatTensor stream, int position, int width) {
        float[] row = new float[width];
        stream.copyTo((long) position * width, row, 0, width);
        return row;
    }
}
