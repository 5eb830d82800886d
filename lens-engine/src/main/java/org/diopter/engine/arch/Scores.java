package org.diopter.engine.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// How queries and keys become scores: softmax(cap(q·k · scale) + slope · (key's position − query's position) + mask).
///
/// @param scale what q·k is multiplied by
/// @param softcap c of c tanh(x/c), before the mask; absent where scores are not capped
/// @param slopes of ALiBi, one a query head; empty where positions enter otherwise
/// @param window how many keys, itself included, a query sees; 0 for all before it
public record Scores(double scale, OptionalDouble softcap, List<Double> slopes, int window) {
    public Scores {
        slopes = List.copyOf(slopes);
    }

    static Scores scaled(double scale) {
        return new Scores(scale, OptionalDouble.empty(), List.of(), 0);
    }

    /// The usual scale, 1/√D.
    static Scores of(int headWidth) {
        return scaled(1 / Math.sqrt(headWidth));
    }

    Scores within(int window) {
        return new Scores(scale, softcap, slopes, window);
    }

    Scores capped(OptionalDouble softcap) {
        return new Scores(scale, softcap, slopes, window);
    }

    /// With the linear biases of ALiBi (arXiv 2108.12409), as `build_alibi_tensor` of transformers has them for any number of heads: for a power of
    /// two n the slopes are 2^(−8k/n), k = 1 … n; what is missing to another number is taken from every other slope of twice the power.
    Scores alibi(int heads) {
        int power = Integer.highestOneBit(heads);
        ArrayList<Double> all = new ArrayList<>();
        for (int k = 1; k <= power; k++) {
            all.add(Math.pow(2, -8.0 * k / power));
        }
        for (int k = 1; all.size() < heads; k += 2) {
            all.add(Math.pow(2, -8.0 * k / (2 * power)));
        }
        return new Scores(scale, softcap, all, window);
    }
}
