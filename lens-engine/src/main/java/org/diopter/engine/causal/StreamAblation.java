package org.diopter.engine.causal;

import java.util.List;
import org.diopter.engine.forward.StreamEdit;
import org.diopter.engine.runtime.FloatTensor;

/// Takes directions out of a stream, or pushes it along them: h' = h + strength · Π (r − h) + Σ steering · v, where Π projects onto the directions and r is the
/// mean state, zero, or the stream's own state at another position.
///
/// @param directions orthonormal, [d] each
/// @param ablation what r is
/// @param mean [d], the mean state; looked at for [Ablation#MEAN] only
/// @param strength 0 changes nothing, 1 ablates, more goes beyond
/// @param steering how far the stream is pushed along each direction, in units of the stream; as many as directions
/// @param at which positions; the first stays as it is in any case
/// @param seed of the permutation of positions for [Ablation#RESAMPLE]
@SuppressWarnings("ArrayRecordComponent")
public record StreamAblation(
        List<float[]> directions, Ablation ablation, float[] mean, double strength, List<Double> steering, Positions at, long seed) implements StreamEdit {
    /// @throws IllegalArgumentException if there is not one steering a direction
    public StreamAblation {
        directions = List.copyOf(directions);
        steering = List.copyOf(steering);
        if (steering.size() != directions.size()) {
            throw new IllegalArgumentException(steering.size() + " steerings for " + directions.size() + " directions");
        }
    }

    /// Ablates, and pushes nowhere.
    public static StreamAblation of(List<float[]> directions, Ablation ablation, float[] mean, double strength, long seed) {
        return new StreamAblation(directions, ablation, mean, strength, directions.stream().map(direction -> 0.0).toList(), Positions.ALL, seed);
    }

    @Override
    public boolean changesNothing() {
        return directions.isEmpty() || strength == 0 && steering.stream().allMatch(step -> step == 0);
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
        return (ablation != Ablation.RESAMPLE || strength == 0) && !(at instanceof Positions.Last);
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
        for (int j = 0; j < directions.size(); j++) {
            float[] v = directions.get(j);
            double component = 0;
            for (int k = 0; k < width; k++) {
                component += (double) v[k] * ((double) replacement[k] - h[k]);
            }
            Vectors.add(strength * component + steering.get(j), v, 0, changed);
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
