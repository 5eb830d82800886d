package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;

class StudyCacheTest {
    private static final int BYTES = 100 * Float.BYTES;

    @Test
    void theRunThatSharesMostIsFound() {
        StudyCache cache = new StudyCache(10 * BYTES);
        Residuals two = residuals(1, 2);
        Residuals three = residuals(1, 2, 3);
        cache.put(three);
        cache.put(two);
        cache.put(residuals(9));
        assertSame(three, cache.closest(TokenSequence.of(1, 2, 3, 4)).orElseThrow().residuals());
        assertSame(two, cache.closest(TokenSequence.of(1, 2)).orElseThrow().residuals(), "the same tokens before longer ones");
        assertEquals(Optional.empty(), cache.closest(TokenSequence.of(5)));
    }

    @Test
    void aboveItsBytesTheLeastRecentlyUsedRunGoesAndItsMemoryIsFreed() {
        StudyCache cache = new StudyCache(2 * BYTES);
        Residuals first = residuals(1);
        Residuals second = residuals(2);
        cache.put(first);
        cache.put(second);
        assertTrue(cache.closest(TokenSequence.of(1)).isPresent(), "used again");
        cache.put(residuals(3));
        assertEquals(Optional.empty(), cache.closest(TokenSequence.of(2)));
        assertThrows(IllegalStateException.class, () -> second.layer(0).get(0));
        assertEquals(0f, first.layer(0).get(0));
    }

    @Test
    void theLastRunStaysHoweverLargeItIs() {
        StudyCache cache = new StudyCache(1);
        cache.put(residuals(1));
        assertTrue(cache.closest(TokenSequence.of(1)).isPresent());
    }

    @Test
    void anotherRunOfTheSameTokensTakesThePlaceOfTheFirst() {
        StudyCache cache = new StudyCache(10 * BYTES);
        Residuals first = residuals(1);
        Residuals second = residuals(1);
        cache.put(first);
        cache.put(second);
        assertSame(second, cache.closest(TokenSequence.of(1)).orElseThrow().residuals());
        assertThrows(IllegalStateException.class, () -> first.layer(0).get(0));
    }

    private static Residuals residuals(int... tokens) {
        TensorMemory memory = new TensorMemory();
        return new Residuals(TokenSequence.of(tokens), List.of(memory.zeros(1, 100)), List.of(), List.of(memory));
    }
}
