package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.causal.Alignment.Sample;
import org.diopter.engine.causal.StimulusResponse.Treatment;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.TokensApart;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

/// Every sample of stimulus–response alignment on a trained model, against float64: 1e-3 on similarities, 1e-4 (or relative 1e-4) on divergences.
class StimulusResponseOracleTest {
    @Test
    void everySampleAgrees() {
        try (Oracle oracle = Oracle.open();
                ReadOut readOut = new ReadOut(oracle.model().architecture(), oracle.model().graphs(), oracle.model().runtime(), true)) {
            List<Residuals> texts = oracle.texts();
            StimulusResponse measurement = new StimulusResponse(
                    new TokensApart(oracle.model().blocks()),
                    readOut,
                    oracle.workers(),
                    texts,
                    oracle.permutation("sequence_permutation"),
                    new Cancellation());
            for (int block = 0; block < 4; block++) {
                compare(oracle, measurement, new Treatment.BlockUpdate(block), "sra.block" + block);
            }
            for (int layer : new int[] {1, 3}) {
                List<float[]> directions = oracle.columns("layer" + layer + ".mean.vectors").stream().map(Vectors::toFloats).toList();
                compare(oracle, measurement, new Treatment.Subspace(layer, directions), "sra.subspace" + layer);
            }
            texts.forEach(Residuals::close);
        }
    }

    private static void compare(Oracle oracle, StimulusResponse measurement, Treatment treatment, String prefix) {
        Optional<Translator> tuned = oracle.tuned(treatment.layer()).translator();
        compare(oracle, measurement.measure(treatment, tuned), prefix + ".tuned.");
        compare(oracle, measurement.measure(treatment, Optional.empty()), prefix + ".logit.");
    }

    private static void compare(Oracle oracle, Alignment alignment, String prefix) {
        double[] similarities = oracle.numbers().numbers(prefix + "similarity");
        double[] stimuli = oracle.numbers().numbers(prefix + "stimulus_kl");
        double[] responses = oracle.numbers().numbers(prefix + "response_kl");
        double[] surprisals = oracle.numbers().numbers(prefix + "surprisal");
        assertEquals(similarities.length, alignment.samples().size());
        double sum = 0;
        for (Sample sample : alignment.samples()) {
            int at = sample.sequence() * 25 + sample.position() - 1;
            String place = prefix + " at " + sample.sequence() + ", " + sample.position();
            assertEquals(similarities[at], sample.similarity(), 1e-3, place);
            assertEquals(stimuli[at], sample.stimulusDivergence(), 1e-4 * (1 + stimuli[at]), place);
            assertEquals(responses[at], sample.responseDivergence(), 1e-4 * (1 + responses[at]), place);
            assertEquals(surprisals[at], sample.surprisal(), 1e-4 * (1 + surprisals[at]), place);
            sum += similarities[at];
        }
        assertEquals(sum / similarities.length, alignment.similarity(), 1e-4);
    }

    @Test
    void theStandardErrorIsThatOfTheMean() {
        Alignment alignment = new Alignment(2, List.of(sample(0.2), sample(0.4), sample(0.9)));
        assertEquals(0.5, alignment.similarity(), 1e-12);
        assertEquals(Math.sqrt((0.09 + 0.01 + 0.16) / 2 / 3), alignment.standardError(), 1e-12);
    }

    private static Sample sample(double similarity) {
        return new Sample(0, 1, similarity, 0, 0, 0);
    }

    @Test
    void similarityTakesNoNoticeOfAConstantAndOfLength() {
        double[] weights = {0.5, 0.3, 0.2};
        double[] p = {1, -2, 0.5};
        double[] same = {13, 7, 12};
        double[] opposite = {-1, 2, -0.5};
        assertEquals(1, Alignment.similarity(p, same, weights), 1e-12);
        assertEquals(-1, Alignment.similarity(p, opposite, weights), 1e-12);
        assertEquals(0, Alignment.similarity(p, new double[] {4, 4, 4}, weights), 1e-12);
    }

    @Test
    void oneTextAloneIsRefused() {
        try (Oracle oracle = Oracle.open();
                ReadOut readOut = new ReadOut(oracle.model().architecture(), oracle.model().graphs(), oracle.model().runtime(), true)) {
            TokensApart forward = new TokensApart(oracle.model().blocks());
            List<Residuals> texts = oracle.texts();
            List<Residuals> one = texts.subList(0, 1);
            UnusableInputException problem = assertThrows(
                    UnusableInputException.class,
                    () -> new StimulusResponse(forward, readOut, oracle.workers(), one, new int[] {0}, new Cancellation()));
            assertTrue(problem.sentence().contains("at least 2"), problem.sentence());
            texts.forEach(Residuals::close);
        }
    }
}
