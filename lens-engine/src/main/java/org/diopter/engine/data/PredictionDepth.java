package org.diopter.engine.data;

import java.util.stream.IntStream;
import org.diopter.engine.lens.Trajectory;

/// At which layer each prediction of a text is made: the earliest from which the top-1 stays what it is at the output. Shallow predictions are easy ones.
///
/// Source: arXiv 2303.08112 §4.3, after Baldock et al., "Deep learning through the lens of example difficulty".
///
/// @param depths by position, layers from 0 to L. Not to be modified.
@SuppressWarnings("ArrayRecordComponent")
public record PredictionDepth(int[] depths) {

    /// @param trajectory all of whose columns have been read
    public static PredictionDepth of(Trajectory trajectory) {
        return new PredictionDepth(IntStream.range(0, trajectory.positions()).map(trajectory::predictionDepth).toArray());
    }

    /// The mean over positions.
    public double mean() {
        return mean(0);
    }

    /// The mean over positions from `first` on: of an example's answer, say.
    public double mean(int first) {
        return IntStream.range(first, depths.length).map(position -> depths[position]).average().orElse(Double.NaN);
    }
}
