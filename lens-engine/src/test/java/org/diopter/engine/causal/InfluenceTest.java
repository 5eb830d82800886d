package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfluenceTest {
    private static final long BUDGET = 1L << 30;

    private final Workers workers = new Workers(2);

    @AfterEach
    void stop() {
        workers.close();
    }

    /// Layer norm with biases and RMS norm without, capped or not, with and without a translator, under each ablation.
    @ParameterizedTest
    @CsvSource({
        "true, false, true, MEAN", "true, false, false, ZERO", "true, true, true, RESAMPLE", "false, false, true, MEAN",
        "false, true, false, MEAN", "false, false, false, RESAMPLE", "false, true, true, ZERO", "true, true, false, MEAN"
    })
    void theFastFormIsThePlainForm(boolean layerNorm, boolean capped, boolean translated, Ablation ablation) {
        SyntheticHead synthetic = SyntheticHead.of(layerNorm, capped, translated, 23, 1500, 37);
        int[] donors = Ablation.donors(37, 3);
        PlainInfluence plain = synthetic.plain(ablation.displacements(synthetic.states(), donors));
        try (ReadOutHead head = synthetic.open(workers);
                Influence influence = influence(head, synthetic, ablation, donors)) {
            for (int seed = 0; seed < 3; seed++) {
                double[] v = synthetic.direction(seed);
                Influence.Evaluation evaluation = influence.evaluate(v);
                double expected = plain.energy(v);
                assertEquals(expected, evaluation.energy(), 1e-5 * expected);
                assertEquals(evaluation.energy(), influence.energy(v));
                assertGradient(plain, v, evaluation.gradient());
                double[] backwards = plain.evaluate(v, plain.base()).gradient();
                assertArrayEquals(backwards, evaluation.gradient(), 1e-4 * Vectors.norm(backwards));
            }
        }
    }

    /// Near the model's own read-out probabilities are changed by a factor, farther from it computed anew, and very far added up without what they were.
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 4, 15, 60})
    void theFastFormIsThePlainFormHoweverFarLogitsMove(double length) {
        SyntheticHead synthetic = SyntheticHead.of(true, false, true, 23, 1500, 37);
        PlainInfluence plain = synthetic.plain(Ablation.MEAN.displacements(synthetic.states(), new int[0]));
        double[] v = synthetic.direction(4);
        Vectors.scale(length, v);
        try (ReadOutHead head = synthetic.open(workers);
                Influence influence = influence(head, synthetic, Ablation.MEAN, new int[0])) {
            Influence.Evaluation expected = plain.evaluate(v, plain.base());
            Influence.Evaluation evaluation = influence.evaluate(v);
            assertEquals(expected.energy(), evaluation.energy(), 1e-4 * expected.energy());
            assertArrayEquals(expected.gradient(), evaluation.gradient(), 1e-4 * Vectors.norm(expected.gradient()));
        }
    }

    /// Central differences of the plain form in double.
    private static void assertGradient(PlainInfluence plain, double[] v, double[] gradient) {
        double step = 1e-5;
        double size = Vectors.norm(gradient);
        for (int k = 0; k < v.length; k++) {
            double[] above = v.clone();
            double[] below = v.clone();
            above[k] += step;
            below[k] -= step;
            assertEquals((plain.energy(above) - plain.energy(below)) / (2 * step), gradient[k], 1e-4 * size, "component " + k);
        }
    }

    @Test
    void aSmallDivergenceIsNotLostInRounding() {
        SyntheticHead synthetic = SyntheticHead.of(true, false, true, 23, 1500, 37);
        float[] displacements = Ablation.MEAN.displacements(synthetic.states(), new int[0]);
        double[] v = synthetic.direction(1);
        Vectors.scale(0.05, v); // moves states by a four-hundredth of what ablation does
        try (ReadOutHead head = synthetic.open(workers);
                Influence influence = influence(head, synthetic, Ablation.MEAN, new int[0])) {
            double expected = synthetic.plain(displacements).energy(v);
            assertTrue(expected < 1e-5, "the divergence is to be small, not " + expected);
            assertEquals(expected, influence.energy(v), 3e-8);
        }
    }

    @Test
    void logitsThatRiseFarAboveTheirNormalizerStayFinite() {
        SyntheticHead synthetic = SyntheticHead.of(false, false, false, 23, 1500, 37);
        float[] steep = new float[synthetic.matrix().length];
        for (int i = 0; i < steep.length; i++) {
            steep[i] = 40 * synthetic.matrix()[i];
        }
        SyntheticHead sharp = new SyntheticHead(synthetic.form(), steep, synthetic.translator(), synthetic.states());
        float[] displacements = Ablation.ZERO.displacements(sharp.states(), new int[0]);
        double[] v = sharp.direction(1);
        Vectors.scale(4, v);
        try (ReadOutHead head = sharp.open(workers);
                Influence influence = influence(head, sharp, Ablation.ZERO, new int[0])) {
            double expected = sharp.plain(displacements).energy(v);
            assertTrue(expected > 100, "the divergence is to be large, not " + expected);
            assertEquals(expected, influence.energy(v), 1e-4 * expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void theNumberOfThreadsChangesNoBit(int threads) {
        SyntheticHead synthetic = SyntheticHead.of(true, true, true, 23, 3000, 70);
        double[] v = synthetic.direction(5);
        Influence.Evaluation two = evaluate(synthetic, workers, v);
        try (Workers other = new Workers(threads)) {
            Influence.Evaluation evaluation = evaluate(synthetic, other, v);
            assertEquals(two.energy(), evaluation.energy());
            assertArrayEquals(two.gradient(), evaluation.gradient());
        }
    }

    private static Influence.Evaluation evaluate(SyntheticHead synthetic, Workers workers, double[] v) {
        try (ReadOutHead head = synthetic.open(workers);
                Influence influence = influence(head, synthetic, Ablation.MEAN, new int[0])) {
            return influence.evaluate(v);
        }
    }

    @Test
    void statesThatAreAllTheSameAreRefused() {
        SyntheticHead synthetic = SyntheticHead.of(true, false, false, 8, 50, 6);
        float[] same = new float[6 * 8];
        for (int i = 0; i < same.length; i++) {
            same[i] = 0.1f * (i % 8) + 0.3f;
        }
        SyntheticHead constant = new SyntheticHead(synthetic.form(), synthetic.matrix(), synthetic.translator(), new States(8, same));
        assertRefused("D-304", "All 6 states are the same", constant, BUDGET);
    }

    @Test
    void moreStatesThanFitAreRefusedWithTheNumberThatDoes() {
        SyntheticHead synthetic = SyntheticHead.of(true, false, false, 8, 1000, 6);
        assertRefused("D-202", "Use at most 5 states", synthetic, 5 * 2 * 1024 * 4 + 100);
    }

    private void assertRefused(String code, String part, SyntheticHead synthetic, long budget) {
        try (ReadOutHead head = synthetic.open(workers)) {
            LayerHead layer = new LayerHead(head, synthetic.translator());
            UnusableInputException problem = assertThrows(
                    UnusableInputException.class,
                    () -> Influence.of(layer, synthetic.states(), Ablation.MEAN, new int[0], budget, new Cancellation()));
            assertEquals(code, problem.code());
            assertTrue(problem.sentence().contains(part), problem.sentence());
        }
    }

    @Test
    void aStateThatIsNotANumberIsNamed() {
        UnusableInputException problem =
                assertThrows(UnusableInputException.class, () -> new States(2, new float[] {1, 2, 3, Float.NaN}));
        assertEquals("D-204", problem.code());
        assertTrue(problem.sentence().contains("State 1"), problem.sentence());
    }

    @Test
    void aCancelledEvaluationStops() {
        SyntheticHead synthetic = SyntheticHead.of(true, false, false, 8, 50, 6);
        Cancellation cancellation = new Cancellation();
        try (ReadOutHead head = synthetic.open(workers);
                Influence influence = Influence.of(
                        new LayerHead(head, synthetic.translator()), synthetic.states(), Ablation.MEAN, new int[0], BUDGET, cancellation)) {
            cancellation.cancel();
            assertThrows(CancelledException.class, () -> influence.energy(synthetic.direction(1)));
        }
    }

    private static Influence influence(ReadOutHead head, SyntheticHead synthetic, Ablation ablation, int[] donors) {
        LayerHead layer = new LayerHead(head, synthetic.translator());
        return Influence.of(layer, synthetic.states(), ablation, donors, BUDGET, new Cancellation());
    }
}
