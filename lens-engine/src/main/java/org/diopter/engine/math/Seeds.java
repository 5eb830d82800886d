package org.diopter.engine.math;

import java.util.SplittableRandom;

/// Where draws begin that must have nothing to do with each other.
public final class Seeds {
    private Seeds() {}

    /// The seed of one place. It is mixed twice: [SplittableRandom] goes on by a constant, so seeds that differ by multiples of it would draw the same numbers,
    /// some steps apart.
    ///
    /// @param place of what draws: a cache, an epoch
    public static long of(long seed, long place) {
        return mixed(mixed(seed) + place);
    }

    private static long mixed(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
