package org.diopter.engine.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Examples divided at random into those that a detector learns from and those that it is judged by.
///
/// @param train indices, ascending
/// @param test the other indices, ascending
public record TrainTestSplit(List<Integer> train, List<Integer> test) {
    public TrainTestSplit {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    /// Divides.
    ///
    /// @param count how many examples there are, at least 2
    /// @param trainShare between 0 and 1; the number is rounded down, and no side stays empty
    public static TrainTestSplit of(int count, double trainShare, long seed) {
        if (count < 2) {
            throw FeatureRows.tooFew("%d normal prompts cannot be divided into some to learn from and some to be judged by.".formatted(count));
        }
        List<Integer> indices = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(indices, new Random(seed));
        int train = Math.clamp((long) (trainShare * count), 1, count - 1);
        return new TrainTestSplit(indices.subList(0, train).stream().sorted().toList(), indices.subList(train, count).stream().sorted().toList());
    }
}
