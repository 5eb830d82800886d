package org.diopter.engine;

import java.util.List;
import java.util.stream.IntStream;

/// Which layers of two models stand beside each other: as many of each.
///
/// @param first layers of the first model, ascending, from the embedding to the output
/// @param second those of the second that stand beside them
public record AlignedLayers(List<Integer> first, List<Integer> second) {
    public AlignedLayers {
        first = List.copyOf(first);
        second = List.copyOf(second);
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(first.size() + " layers beside " + second.size());
        }
    }

    /// By relative depth: every layer of the model with fewer, and beside it the layer of the other that has gone through the same share of its blocks, to
    /// the nearest. Embedding stands beside embedding and output beside output; equally deep models stand layer beside layer.
    ///
    /// @param first how many blocks the first model has, 1 at least
    /// @param second how many the second has, 1 at least
    public static AlignedLayers byDepth(int first, int second) {
        int rows = Math.min(first, second);
        return new AlignedLayers(spread(rows, first), spread(rows, second));
    }

    private static List<Integer> spread(int rows, int layers) {
        return IntStream.rangeClosed(0, rows).map(row -> Math.toIntExact(Math.round((double) row * layers / rows))).boxed().toList();
    }

    /// Whether every layer stands beside the one of its own number.
    public boolean isOneToOne() {
        return first.equals(second);
    }
}
