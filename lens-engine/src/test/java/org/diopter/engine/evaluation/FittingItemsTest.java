package org.diopter.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Task;
import org.diopter.engine.testing.NumberTokenizer;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

class FittingItemsTest {
    private static final int CONTEXT = 6;
    private static final String FITS = "1 2 3";
    private static final String TOO_LONG = "1 2 3 4 5 6";

    private static FittingItems of(String... prompts) {
        List<Item> items = Stream.of(prompts).map(prompt -> new Item(0, prompt, List.of("9"), 0, OptionalLong.empty())).toList();
        return FittingItems.of(new Task("task", items, Metric.TOP_TOKEN, 1), new NumberTokenizer(20), CONTEXT);
    }

    @Test
    void whereAllFitThereIsNothingToSay() {
        FittingItems all = of(FITS, FITS);
        assertArrayEquals(new int[] {0, 1}, all.indices());
        assertEquals(Set.of(), all.leftOut());
        assertEquals(Optional.empty(), all.sentence());
    }

    @Test
    void anItemFitsUpToTheLastTokenThatTheModelTakes() {
        assertArrayEquals(new int[] {0}, of("1 2 3 4 5", TOO_LONG).indices());
    }

    @Test
    void whatCannotBeReadIsLeftOutWithItsReason() {
        FittingItems some = of(FITS, TOO_LONG, FITS, "no number");
        assertArrayEquals(new int[] {0, 2}, some.indices());
        assertEquals(Set.of(1, 3), some.leftOut());
        String sentence = some.sentence().orElseThrow();
        assertTrue(sentence.startsWith("2 of 4 items are left out."), sentence);
        assertTrue(sentence.contains("Item 1 has 7 tokens with its answer; the model takes 6."), sentence);
        assertTrue(sentence.contains("Item 3 cannot be measured: nothing stands before its answer."), sentence);
    }

    @Test
    void ofManyThatAreLeftOutFiveAreExplainedAndTheOthersNumbered() {
        String sentence = of(TOO_LONG, TOO_LONG, TOO_LONG, FITS, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG).sentence().orElseThrow();
        assertTrue(sentence.contains("Item 5 has"), sentence);
        assertTrue(sentence.endsWith(" The others are items 6 7."), sentence);
    }

    @Test
    void aModelThatCanBeAskedNothingIsRefused() {
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> of(TOO_LONG, TOO_LONG));
        assertEquals("D-201", e.code());
    }
}
