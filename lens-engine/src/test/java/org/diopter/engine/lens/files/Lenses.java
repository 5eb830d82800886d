package org.diopter.engine.lens.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;

/// Lenses for tests.
final class Lenses {
    private Lenses() {}

    static Lens random(int layers, int width) {
        Random random = new Random(5);
        List<Translator> translators = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            translators.add(new Translator(width, floats(random, width * width), floats(random, width)));
        }
        return new Lens(Lens.Kind.TUNED, "random", "tiny-model", translators);
    }

    static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Lenses.class.getResource("/lenses/" + name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static void assertSameNumbers(Lens expected, Lens actual) {
        assertEquals(expected.layers(), actual.layers());
        for (int layer = 0; layer < expected.layers(); layer++) {
            assertArrayEquals(expected.translators().get(layer).weight(), actual.translators().get(layer).weight(), "W of layer " + layer);
            assertArrayEquals(expected.translators().get(layer).bias(), actual.translators().get(layer).bias(), "b of layer " + layer);
        }
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
