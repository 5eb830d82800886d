package org.diopter.engine.glassbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The early token that the end of a long text needs, as attention alone shows it: whoever keeps what has had the most attention keeps it, whoever keeps the
/// last tokens, or the first four, does not.
class LongTextTest {
    private static final int BLOCK = 4;
    private static final int NEEDED = 11;

    @TempDir
    static Path home;

    private static OpenGlassBox box;
    private static String text;
    private static BlockAttention attention;

    @BeforeAll
    static void open() throws IOException {
        box = OpenGlassBox.in(home);
        text = Files.readString(box.file("long-text.txt"));
        attention = box.workbench().attention(box.study(text, OpenGlassBox.LOGIT), BLOCK, Progress.NONE);
    }

    @AfterAll
    static void close() {
        box.close();
    }

    @Test
    void theEndOfTheTextSaysTheWordOfItsBeginning() {
        Trajectory read = box.read(text);
        assertEquals("amber", box.top(read, 5));
        assertTrue(box.probability(read, 5) > 0.98);
        assertEquals(box.id("amber"), read.tokens().id(NEEDED));
        assertEquals(208, read.positions());
    }

    @Test
    void withoutItNothingIsSaid() {
        Trajectory read = box.read(text.replace("amber", "the"));
        assertTrue(box.probability(read, 5) < 0.05);
    }

    @Test
    void everyLaterPositionLooksAtIt() {
        for (int query = NEEDED; query < length(); query++) {
            assertTrue(attention.probability(0, query, NEEDED) > 0.999, "query " + query);
        }
    }

    @Test
    void itsAccumulatedAttentionIsSoonTheLargestAndStays() {
        double[] accumulated = new double[length()];
        for (int query = 0; query < length(); query++) {
            for (int key = 0; key <= query; key++) {
                accumulated[key] += attention.probability(0, query, key);
            }
            if (query > 2 * NEEDED) {
                assertEquals(NEEDED, largest(accumulated), "after query " + query);
            } else if (query >= NEEDED) {
                assertTrue(accumulated[NEEDED] > 0.9 * (query - NEEDED + 1), "after query " + query);
            }
        }
    }

    /// With the forgetting factor of A2SF it is in front at once.
    @Test
    void withForgettingItIsTheLargestFromItsOwnStepOn() {
        double alpha = 0.3;
        double[] accumulated = new double[length()];
        for (int query = 0; query < length(); query++) {
            for (int key = 0; key <= query; key++) {
                accumulated[key] = alpha * accumulated[key] + attention.probability(0, query, key);
            }
            if (query >= NEEDED) {
                assertEquals(NEEDED, largest(accumulated), "after query " + query);
            }
        }
    }

    /// What a window of the last 64 tokens and the first four leave of the last position's attention.
    @Test
    void aWindowOfRecentTokensHasNothingOfIt() {
        int last = length() - 1;
        double kept = IntStream.rangeClosed(0, last).filter(key -> key < 4 || key > last - 64).mapToDouble(key -> attention.probability(0, last, key)).sum();
        assertTrue(kept < 1e-4, Double.toString(kept));
    }

    @Test
    void theOtherHeadsLookEverywhereAlike() {
        int last = length() - 1;
        for (int head = 1; head < attention.heads(); head++) {
            for (int key = 0; key <= last; key++) {
                assertEquals(1.0 / length(), attention.probability(head, last, key), 1e-6);
            }
        }
    }

    private static int length() {
        return attention.tokens().length();
    }

    private static int largest(double[] values) {
        return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] > values[best] ? i : best);
    }
}
