package org.diopter.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedsTest {
    private static final int DRAWS = 1000;

    @Test
    void seedsDrawNothingInCommon() {
        Set<Long> drawn = draws(0, 0);
        for (long seed : new long[] {1, 2, -1, 7}) {
            assertTrue(draws(seed, 0).stream().noneMatch(drawn::contains), "seed " + seed);
        }
    }

    @Test
    void placesDrawNothingInCommon() {
        Set<Long> drawn = draws(0, 0);
        for (long place : new long[] {1, 2, 0x9E3779B97F4A7C15L}) {
            assertTrue(draws(0, place).stream().noneMatch(drawn::contains), "place " + place);
        }
    }

    @Test
    void aPlaceIsRepeatable() {
        assertEquals(Seeds.of(3, 5), Seeds.of(3, 5));
    }

    private static Set<Long> draws(long seed, long place) {
        SplittableRandom random = new SplittableRandom(Seeds.of(seed, place));
        return LongStream.generate(random::nextLong).limit(DRAWS).boxed().collect(Collectors.toSet());
    }
}
