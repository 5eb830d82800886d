package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final BigDecimal FIFTH = new BigDecimal("0.2");

    /// Groups of three.
    private static Task triples(int groups) {
        List<Item> items = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < 3; i++) {
                items.add(Item.free(group, "prompt " + group + " " + i, group % 4 == 0 ? "often" : "answer " + group));
            }
        }
        return new Task("triples", items, Metric.TOP_TOKEN, 1);
    }

    @Test
    void theFirstFifthIsForValidationAndNoGroupIsCut() {
        Split split = Split.first(triples(21), FIFTH); // 63 items: 12.6 would be 12, which is a border
        assertArrayEquals(IntStream.range(0, 12).toArray(), split.validation());
        assertArrayEquals(IntStream.range(12, 63).toArray(), split.test());
        assertEquals(12, Split.first(triples(23), FIFTH).validation().length); // 13.8 would be 13, inside a group
    }

    @Test
    void aShuffledSplitDependsOnItsSeedAndCutsNoGroup() {
        Task task = triples(40);
        Split one = Split.shuffled(task, FIFTH, 1);
        assertArrayEquals(one.validation(), Split.shuffled(task, FIFTH, 1).validation());
        assertFalse(Arrays.equals(one.validation(), Split.shuffled(task, FIFTH, 2).validation()));
        Set<Integer> groups = new HashSet<>();
        for (int index : one.validation()) {
            groups.add(task.items().get(index).group());
        }
        for (int index : one.test()) {
            assertFalse(groups.contains(task.items().get(index).group()));
        }
        assertEquals(24, one.validation().length);
        assertEquals(96, one.test().length);
    }

    @Test
    void aSplitWithAnEmptySideIsRefused() {
        assertThrows(UnusableInputException.class, () -> Split.first(triples(2), FIFTH));
        assertThrows(UnusableInputException.class, () -> Split.first(triples(2), BigDecimal.ONE));
    }

    @Test
    void withoutSomeItemsTheOthersStayOnTheirSides() {
        Split split = Split.first(triples(21), FIFTH).without(Set.of(0, 11, 12, 62));
        assertArrayEquals(IntStream.range(1, 11).toArray(), split.validation());
        assertArrayEquals(IntStream.range(13, 62).toArray(), split.test());
    }

    @Test
    void aSideThatLosesAllItsItemsIsRefusedWithBothNumbers() {
        Split split = new Split(new int[] {0, 1}, new int[] {2, 3, 4});
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> split.without(Set.of(0, 1, 4)));
        assertEquals("D-401", e.code());
        assertTrue(e.sentence().contains("Without the 3 items that the model cannot read, there are 0 to choose on and 2 to test."), e.sentence());
        assertThrows(UnusableInputException.class, () -> split.without(Set.of(2, 3, 4)));
    }

    @Test
    void theFirstItemsEndWithAGroup() {
        assertEquals(6, triples(5).first(4).items().size());
        assertEquals(6, triples(5).first(6).items().size());
        assertEquals(15, triples(5).first(99).items().size());
    }

    @Test
    void theMajorityBaselineIsTheCommonestAnswer() {
        Task task = triples(8);
        assertEquals(0.25, task.majorityBaseline(IntStream.range(0, 24).toArray()));
        assertEquals(0.5, task.majorityBaseline(new int[] {0, 3}));
    }

    @Test
    void scoresAreMeansOverItems() {
        Task task = new Task("t", List.of(
                Item.choice(0, "a", List.of("yes", "no"), 0), Item.choice(1, "b", List.of("yes", "no"), 1)), Metric.CLASSIFICATION, 1);
        Score score = Score.of(task, new int[] {0, 1}, List.of(new Outcome(true, 1, 1, 3, 0, 0.1), new Outcome(false, 3, 2, 7, 0, 0.9)));
        assertEquals(0.5, score.accuracy());
        assertEquals(2, score.logLoss());
        assertEquals(0.5, score.labelLoss(), 1e-15);
        assertEquals(Math.exp(7.0 / 3), score.perplexity(), 1e-12);
        assertEquals(0.5, score.top5());
        assertEquals(1, score.top10());
        assertEquals(Map.of("yes", 2), score.chosen());
    }

    @Test
    void anAnswerIsFoundWhateverItsCase() {
        assertTrue(Outcome.contains(" it is PARIS, of course", " Paris "));
        assertFalse(Outcome.contains("it is Rome", "Paris"));
    }

    @Test
    void anAnswerIsPartedFromThePromptOnce() {
        assertEquals(" b", Item.free(0, "a", "b").continuation(0));
        assertEquals(" b", Item.free(0, "a", " b").continuation(0));
        assertEquals("b", Item.free(0, "a\n", "b").continuation(0));
    }
}
