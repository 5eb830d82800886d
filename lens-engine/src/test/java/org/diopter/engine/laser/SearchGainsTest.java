package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.edit.SvdMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchGainsTest {
    private static Outcome outcome(boolean correct) {
        return new Outcome(correct, 1, 1, correct ? 1 : 2, 0, 0);
    }

    private static Task task(long... frequencies) {
        List<Item> items = new ArrayList<>();
        for (long frequency : frequencies) {
            items.add(new Item(items.size(), "p", List.of("a"), 0, frequency < 0 ? OptionalLong.empty() : OptionalLong.of(frequency)));
        }
        return new Task("facts", items, Metric.TOP_TOKEN, 1);
    }

    @Test
    void rareFactsAreToldFromFrequentOnes() {
        Task task = task(1, 100, 2, 50, 3, -1, 60, 4, 200);
        List<Outcome> before = IntStream.range(0, 9).mapToObj(i -> outcome(i == 1 || i == 3)).toList();
        List<Outcome> after = IntStream.range(0, 9).mapToObj(i -> outcome(i == 0 || i == 1 || i == 2 || i == 5)).toList();
        List<FrequencyGain> bins = FrequencyGain.of(task, IntStream.range(0, 9).toArray(), before, after);
        assertEquals(List.of(
                new FrequencyGain(1, 2, 2, 0, 2, 0),
                new FrequencyGain(3, 4, 2, 0, 0, 0),
                new FrequencyGain(50, 60, 2, 1, 0, 1),
                new FrequencyGain(100, 200, 2, 1, 0, 0)), bins);
    }

    @Test
    void equalFrequenciesStayTogether() {
        Task task = task(4, 4, 4, 4, 4, 4, 9, 9);
        List<Outcome> all = IntStream.range(0, 8).mapToObj(i -> outcome(true)).toList();
        List<FrequencyGain> bins = FrequencyGain.of(task, IntStream.range(0, 8).toArray(), all, all);
        assertEquals(List.of(new FrequencyGain(4, 4, 6, 6, 0, 0), new FrequencyGain(9, 9, 2, 2, 0, 0)), bins);
        assertEquals(List.of(), FrequencyGain.of(task(-1, -1), new int[] {0, 1}, all.subList(0, 2), all.subList(0, 2)));
    }

    @Test
    void theFrontHasWhatNoOtherBeats() {
        PricedCell cheap = priced(5, 1.0);
        PricedCell good = priced(9, 3.0);
        PricedCell both = priced(7, 2.0);
        PricedCell beaten = priced(7, 2.5);
        PricedCell equal = priced(9, 3.0);
        assertEquals(List.of(cheap, good, both, equal), PricedCell.front(List.of(cheap, good, both, beaten, equal)));
    }

    private static PricedCell priced(int correct, double loss) {
        Task task = task(IntStream.range(0, 10).mapToLong(i -> 1).toArray());
        int[] items = IntStream.range(0, 10).toArray();
        List<Outcome> outcomes = IntStream.range(0, 10).mapToObj(i -> outcome(i < correct)).toList();
        Cell cell = Cell.compare(task, items, outcomes, outcomes);
        assertEquals(correct, Score.of(task, items, outcomes).correct());
        return new PricedCell(cell, new EditPrice(100, 1, loss, 10, 5, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 64, 97, 688, 768, 1000, 4096, 11008})
    void aSettingOfARankKeepsThatRank(int components) {
        for (int rank = 1; rank <= components; rank++) {
            BigDecimal rho = Reduction.ofRank(new MatrixId(0, MatrixKind.MLP_IN), rank, components, SvdMethod.EXACT).rho();
            assertTrue(rho.compareTo(BigDecimal.ONE) <= 0);
            assertEquals(rank, RankRule.rank(rho, components), components + " components");
        }
    }
}
