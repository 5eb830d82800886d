package org.diopter.engine.causal;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.Cancellation;

/// A read-out of random numbers, and states to be read by it.
///
/// @param matrix [V, d]
record SyntheticHead(ReadOutHead.Form form, float[] matrix, Optional<Translator> translator, States states) {
    /// A layer norm with all its parts, soft-capped or not, or an RMS norm without biases.
    static SyntheticHead of(boolean layerNorm, boolean capped, boolean translated, int width, int vocabulary, int states) {
        Random random = new Random(7);
        float[] scale = numbers(random, width, 0.3, 1);
        ReadOutHead.Form form = new ReadOutHead.Form(
                layerNorm,
                1e-5,
                scale,
                layerNorm ? Optional.of(numbers(random, width, 0.2, 0)) : Optional.empty(),
                layerNorm ? Optional.of(numbers(random, vocabulary, 0.5, 0)) : Optional.empty(),
                capped ? OptionalDouble.of(4) : OptionalDouble.empty());
        Optional<Translator> translator = translated
                ? Optional.of(new Translator(width, numbers(random, width * width, 0.1, 0), numbers(random, width, 0.3, 0)))
                : Optional.empty();
        float[] matrix = numbers(random, vocabulary * width, 2 / Math.sqrt(width), 0);
        return new SyntheticHead(form, matrix, translator, new States(width, numbers(random, states * width, 1, 0.5)));
    }

    static float[] numbers(Random random, int count, double deviation, double mean) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return numbers;
    }

    ReadOutHead open(Workers workers) {
        HeadMatrix.Source source = (element, into) -> System.arraycopy(matrix, (int) element, into, 0, into.length);
        int width = states.width();
        HeadMatrix tiles = HeadMatrix.of(matrix.length / width, width, true, source, workers, new Cancellation());
        return ReadOutHead.of(form, tiles, workers, new Cancellation());
    }

    PlainInfluence plain(float[] displacements) {
        return new PlainInfluence(form, matrix, translator, states, displacements);
    }

    double[] direction(long seed) {
        Random random = new Random(seed);
        double[] v = random.doubles(states.width(), -1, 1).toArray();
        Vectors.scale(1 / Vectors.norm(v), v);
        return v;
    }
}
