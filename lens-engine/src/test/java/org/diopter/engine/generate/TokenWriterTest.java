package org.diopter.engine.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.testing.NumberTokenizer;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenWriterTest {
    private static final float[] LOGITS = logits(0.05, 0.4, 0.25, 0.2, 0.1);
    private static final int DRAWS = 20_000;

    private static float[] logits(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]) + 3;
        }
        return logits;
    }

    private static double[] shares(Sampling sampling, float[] logits) {
        TokenSampler sampler = new TokenSampler(sampling);
        double[] shares = new double[logits.length];
        for (int i = 0; i < DRAWS; i++) {
            shares[sampler.next(logits)] += 1.0 / DRAWS;
        }
        return shares;
    }

    @Test
    void greedyTakesTheLikeliestAndOfEqualOnesTheFirst() {
        assertEquals(1, new TokenSampler(Sampling.GREEDY).next(LOGITS));
        assertEquals(1, new TokenSampler(Sampling.GREEDY).next(new float[] {-2, 5, 5, 1}));
    }

    @Test
    void theModelsOwnDistributionIsDrawnFrom() {
        assertArrayEquals(new double[] {0.05, 0.4, 0.25, 0.2, 0.1}, shares(new Sampling(1, 0, 1, 3), LOGITS), 0.015);
    }

    @Test
    void aTemperatureOfAHalfSquaresProbabilities() {
        double sum = 0.0025 + 0.16 + 0.0625 + 0.04 + 0.01;
        assertArrayEquals(new double[] {0.0025 / sum, 0.16 / sum, 0.0625 / sum, 0.04 / sum, 0.01 / sum}, shares(new Sampling(0.5, 0, 1, 3), LOGITS), 0.015);
    }

    @Test
    void topKDrawsFromTheLargestAlone() {
        assertArrayEquals(new double[] {0, 0.4 / 0.65, 0.25 / 0.65, 0, 0}, shares(new Sampling(1, 2, 1, 3), LOGITS), 0.015);
    }

    @ParameterizedTest
    @CsvSource({"0.3, 1", "0.6, 2", "0.7, 3", "0.9, 4", "1, 5"})
    void topPDrawsFromTheFewestThatReachIt(double topP, int tokens) {
        double[] shares = shares(new Sampling(1, 0, topP, 3), LOGITS);
        assertEquals(tokens, Arrays.stream(shares).filter(share -> share > 0).count());
    }

    @Test
    void topPCountsWithinTopK() {
        double[] shares = shares(new Sampling(1, 2, 0.6, 3), LOGITS);
        assertEquals(1, shares[1], 1e-9);
    }

    @Test
    void ofEqualLogitsTheFirstStayWhateverTheirSign() {
        double[] shares = shares(new Sampling(1, 2, 1, 3), new float[] {-3, -0f, 0f, -1, 0f});
        assertArrayEquals(new double[] {0, 0.5, 0.5, 0, 0}, shares, 0.015);
    }

    @Test
    void theEndOfATextIsNotWritten() {
        TokenWriter writer = new TokenWriter(text -> logits(0.1, text.length() < 4 ? 0.8 : 0.1, text.length() < 4 ? 0.1 : 0.8), id -> id == 2, 100);
        List<Writing> heard = new ArrayList<>();
        Writing writing = writer.write(TokenSequence.of(0), new WritingPlan(50, Sampling.GREEDY), heard::add, Progress.NONE);
        assertEquals(TokenSequence.of(0, 1, 1, 1), writing.text());
        assertEquals(Optional.of(Writing.End.END_OF_TEXT), writing.end());
        assertEquals(3, heard.size());
        assertEquals(0.8, writing.written().getFirst().probability(), 1e-6);
    }

    @Test
    void onlyWhatWasWrittenIsText() {
        Writing writing = new Writing(TokenSequence.of(4, 5), List.of(new WrittenToken(6, 1), new WrittenToken(7, 1)), Optional.empty());
        assertEquals(" 6 7", new WrittenText(Optional.of(new NumberTokenizer(9))).of(writing));
        assertEquals(" 6 7", new WrittenText(Optional.empty()).of(writing));
    }

    @Test
    void valuesOutsideTheirRangesAreRefused() {
        refused("temperature", () -> new Sampling(Double.NaN, 0, 1, 0));
        refused("top-k", () -> new Sampling(1, -1, 1, 0));
        refused("top-p", () -> new Sampling(1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new WritingPlan(0, Sampling.GREEDY));
    }

    private static void refused(String said, Executable action) {
        IllegalArgumentException problem = assertThrows(IllegalArgumentException.class, action);
        assertTrue(String.valueOf(problem.getMessage()).contains(said), problem::toString);
    }
}
