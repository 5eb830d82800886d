package org.diopter.engine.lens;

import java.util.Random;
import java.util.stream.IntStream;

/// Lenses of seeded random numbers, as strong as trained ones.
public final class RandomLens {
    private RandomLens() {}

    public static Lens of(int layers, int width, long seed) {
        Random random = new Random(seed);
        return new Lens(Lens.Kind.TUNED, "random " + seed, "", IntStream.range(0, layers).mapToObj(layer -> translator(width, random)).toList());
    }

    private static Translator translator(int width, Random random) {
        float[] weight = new float[width * width];
        float[] bias = new float[width];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = 0.3f * (float) random.nextGaussian();
        }
        for (int i = 0; i < width; i++) {
            bias[i] = 0.3f * (float) random.nextGaussian();
        }
        return new Translator(width, weight, bias);
    }
}
