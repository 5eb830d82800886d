package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.lens.Statistic;
import org.diopter.views.figure.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationsTest {
    /// As the rail has them.
    private static final List<String> VIEWS = List.of(TrajectoryDesk.NAME, "attention", DirectionsDesk.NAME, "rank", CacheDesk.NAME, LensDesk.NAME,
            CompareDesk.NAME, AnomalyDesk.NAME);

    @Test
    void everyViewSaysWhatItShowsHowItIsReadAndWhatToDo() {
        for (String view : VIEWS) {
            List<Explanations.Paragraph> paragraphs = Explanations.of(view);
            assertTrue(paragraphs.size() >= 3, view);
            assertEquals("What it shows", paragraphs.getFirst().title());
            assertEquals("What to do", paragraphs.getLast().title());
            assertTrue(paragraphs.stream().allMatch(paragraph -> paragraph.text().endsWith(".")), view);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStatisticIsDefined(Statistic statistic) {
        assertTrue(Explanations.of(new Quantity.OfCell(statistic)).text().endsWith("."));
    }

    @Test
    void nothingIsExplainedThatIsNotThere() {
        Set<String> known = new TreeSet<>(List.of("statistic.token", "statistic.lenses"));
        Stream.of(Statistic.values()).forEach(statistic -> known.add("statistic." + statistic.name()));
        for (String view : VIEWS) {
            IntStream.rangeClosed(1, Explanations.of(view).size()).forEach(i -> known.addAll(List.of(view + "." + i, view + "." + i + ".text")));
        }
        assertEquals(known, new TreeSet<>(Collections.list(Explanations.ALL.getKeys())));
    }
}
