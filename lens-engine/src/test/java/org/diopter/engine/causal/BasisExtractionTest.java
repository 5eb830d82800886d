package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasisExtractionTest {
    private final SyntheticHead synthetic = SyntheticHead.of(true, false, true, 24, 900, 40);
    private final Cancellation cancellation = new Cancellation();

    @Test
    void directionsAreOrthonormalAndTheMostInfluentialComesFirst() {
        List<Direction> directions = extract(BasisExtraction.Request.of(6, 1), 2, BasisExtraction.Listener.NONE);
        BasisExtractionOracleTest.assertOrthonormal(directions);
        for (int j = 1; j < directions.size(); j++) {
            assertTrue(directions.get(j - 1).influence() >= directions.get(j).influence());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theSameSeedGivesTheSameBasisOnAnyNumberOfThreads(int threads) {
        BasisExtraction.Request request = BasisExtraction.Request.of(4, 9).withRestarts(1);
        List<Direction> expected = extract(request, 2, BasisExtraction.Listener.NONE);
        List<Direction> directions = extract(request, threads, BasisExtraction.Listener.NONE);
        for (int j = 0; j < expected.size(); j++) {
            assertEquals(expected.get(j).influence(), directions.get(j).influence());
            assertArrayEquals(expected.get(j).vector(), directions.get(j).vector());
        }
    }

    /// A head that reads one component of the stream only.
    @Test
    void theOneDirectionThatAHeadReadsIsFound() {
        float[] matrix = synthetic.matrix().clone();
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= i % 24 == 5 ? 3 : 0.01f;
        }
        ReadOutHead.Form plain = SyntheticHead.of(false, false, false, 24, 900, 40).form();
        SyntheticHead planted = new SyntheticHead(plain, matrix, Optional.empty(), synthetic.states());
        try (Workers workers = new Workers(2);
                ReadOutHead head = planted.open(workers);
                Influence influence = influence(head, planted)) {
            LayerHead layer = new LayerHead(head, planted.translator());
            Direction first = new BasisExtraction(layer, influence, BasisExtraction.Request.of(1, 0), cancellation)
                    .run(BasisExtraction.Listener.NONE)
                    .getFirst();
            assertTrue(Math.abs(first.vector()[5]) > 0.9, "component 5 is " + first.vector()[5]);
        }
    }

    @Test
    void cancellingKeepsWhatIsFound() {
        List<Direction> heard = new ArrayList<>();
        List<Direction> directions = extract(BasisExtraction.Request.of(6, 1), 2, (direction, found, wanted) -> {
            heard.add(direction);
            assertEquals(6, wanted);
            if (found == 2) {
                cancellation.cancel();
            }
        });
        assertEquals(2, directions.size());
        assertEquals(2, heard.size());
        assertTrue(directions.containsAll(heard));
    }

    @Test
    void cancellingBeforeTheFirstIsACancellation() {
        try (Workers workers = new Workers(2);
                ReadOutHead head = synthetic.open(workers);
                Influence influence = influence(head, synthetic)) {
            cancellation.cancel();
            LayerHead layer = new LayerHead(head, synthetic.translator());
            BasisExtraction extraction = new BasisExtraction(layer, influence, BasisExtraction.Request.of(2, 0), cancellation);
            assertThrows(CancelledException.class, () -> extraction.run(BasisExtraction.Listener.NONE));
        }
    }

    @Test
    void aSearchThatMayNotGoOnSaysSo() {
        Direction cut = extract(new BasisExtraction.Request(1, 0, 1, 3, 1e-9), 2, BasisExtraction.Listener.NONE).getFirst();
        assertFalse(cut.converged());
        assertEquals(3, cut.evaluations());
        assertTrue(cut.lastChange() > 0);
    }

    @Test
    void moreDirectionsThanStatesOrComponentsAreRefused() {
        UnusableInputException problem = assertThrows(
                UnusableInputException.class, () -> extract(BasisExtraction.Request.of(25, 0), 2, BasisExtraction.Listener.NONE));
        assertEquals("D-304", problem.code());
        assertTrue(problem.sentence().contains("Ask for 1 to 24"), problem.sentence());
    }

    private List<Direction> extract(BasisExtraction.Request request, int threads, BasisExtraction.Listener listener) {
        try (Workers workers = new Workers(threads);
                ReadOutHead head = synthetic.open(workers);
                Influence influence = influence(head, synthetic)) {
            LayerHead layer = new LayerHead(head, synthetic.translator());
            return new BasisExtraction(layer, influence, request, cancellation).run(listener);
        }
    }

    private Influence influence(ReadOutHead head, SyntheticHead of) {
        return Influence.of(new LayerHead(head, of.translator()), of.states(), Ablation.MEAN, new int[0], 1L << 30, cancellation);
    }
}
