package org.diopter.engine.glassbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.Cancellation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The early token that the end of a long text needs, under cache policies: which must keep it, which must lose it, and at which step the map shows that.
class PoliciesTest {
    private static final int BLOCK = 4;
    private static final int HEAD = 0;
    private static final int NEEDED = 11;

    @TempDir
    static Path home;

    private static OpenGlassBox box;
    private static String text;

    @BeforeAll
    static void open() throws IOException {
        box = OpenGlassBox.in(home);
        text = Files.readString(box.file("long-text.txt"));
    }

    @AfterAll
    static void close() {
        box.close();
    }

    private static Study study(String policy) {
        return box.study(text, OpenGlassBox.LOGIT).with(CacheUse.streaming(CachePolicy.parse(policy)));
    }

    /// Of the word, after the last token.
    private static double probability(String policy) {
        Trajectory read = box.read(study(policy));
        int output = read.rows() - 1;
        return box.top(read, output).equals("amber") ? box.probability(read, output) : 0;
    }

    private static HeadEvictions seen(String policy) {
        return box.model().caches().head(study(policy), BLOCK, HEAD, new Cancellation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2o:ratio=0.1", "a2sf:alpha=0.1,ratio=0.1", "a2sf:alpha=0.5,ratio=0.05", "tova:ratio=0.1", "ideal:ratio=0.1"})
    void policiesByAttentionKeepItAndTheWordIsSaid(String policy) {
        HeadEvictions seen = seen(policy);
        assertEquals(-1, seen.evictedAfter(NEEDED));
        assertTrue(seen.weight(seen.tokens() - 1, NEEDED) > 0.99);
        assertTrue(probability(policy) > 0.9, policy + ": " + probability(policy));
    }

    @ParameterizedTest
    @CsvSource({"local:recent=64, 75", "local:recent=20, 31", "'streaming:sink=4,recent=60', 71"})
    void windowsLoseItAtTheStepAtWhichItFallsOut(String policy, int after) {
        HeadEvictions seen = seen(policy);
        assertEquals(after, seen.evictedAfter(NEEDED), "seen for the last time");
        assertTrue(seen.sees(after, NEEDED) && !seen.sees(after + 1, NEEDED));
        assertTrue(seen.mass(after) > 0.99 && seen.mass(after + 1) < 0.01, "its attention goes with it");
        assertTrue(probability(policy) < 0.5, policy + ": " + probability(policy));
    }
}
