package org.diopter.engine.lens.judging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.RandomLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.testing.StopsAfter;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LensJudgeTest {
    private static final List<TokenSequence> TEXT = List.of(TokenSequence.of(5, 17, 80, 4, 99, 23), TokenSequence.of(42, 8, 8, 61, 7));

    private final TinyModel model = TinyModel.family("llama");
    private final ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true);
    private final LensJudge judge = new LensJudge(model.architecture().shape(), model.forward(), readOut, 2);

    @AfterEach
    void close() {
        readOut.close();
        model.close();
    }

    @Test
    void theIdentityScoresAsTheLogitLens() {
        LensEvaluation evaluation = evaluate(new Lens(Lens.Kind.TUNED, "zero", "", Collections.nCopies(3, Translator.identity(32))));
        evaluation.layers().forEach(layer -> assertEquals(layer.logitLens(), layer.lens()));
    }

    @Test
    void theOutputIsNoDistanceFromItself() {
        LensEvaluation evaluation = evaluate(RandomLens.of(3, 32, 1));
        assertEquals(0, evaluation.output().kl(), 1e-5);
        assertEquals(0, evaluation.output().biasKl(), 1e-9);
        assertEquals(1, evaluation.output().agreement());
        assertTrue(evaluation.layers().getFirst().lens().kl() > 0.1);
    }

    @Test
    void withoutBytesThereAreNoBitsAByte() {
        assertEquals(OptionalDouble.empty(), evaluate(RandomLens.of(3, 32, 1)).bitsPerByte());
    }

    @Test
    void theLastTokenOfASequencePredictsNothing() {
        LensEvaluation evaluation = evaluate(RandomLens.of(3, 32, 1));
        assertEquals(11, evaluation.positions());
        assertEquals(9, evaluation.predicted());
    }

    @Test
    void aTranslatorHasNoPenaltyOnItsOwnStates() {
        try (OpenLens lens = new OpenLens(RandomLens.of(3, 32, 2))) {
            TransferPenalties penalties = judge.transfer(lens, TEXT, Progress.NONE, new Cancellation());
            for (int layer = 0; layer < 3; layer++) {
                assertEquals(0, penalties.penalty()[layer][layer]);
                assertEquals(0, penalties.klToOwn()[layer][layer], 1e-5);
            }
            assertTrue(penalties.klToOwn()[0][2] > 0.01);
        }
    }

    @Test
    void aCancelledJudgingStops() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        try (OpenLens lens = new OpenLens(RandomLens.of(3, 32, 2))) {
            assertThrows(CancelledException.class, () -> judge.evaluate(lens, TEXT, OptionalLong.empty(), Progress.NONE, cancellation));
        }
    }

    @Test
    void aWishToStopIsHeardWithinASequence() {
        List<TokenSequence> one = TEXT.subList(0, 1);
        try (OpenLens lens = new OpenLens(RandomLens.of(3, 32, 2));
                Session moments = model.runtime().session(LensGraphs.moments(32), model.graphs().weightsFolder(), false)) {
            assertThrows(CancelledException.class, () -> judge.evaluate(lens, one, OptionalLong.empty(), new StopsAfter(1), new Cancellation()));
            assertThrows(CancelledException.class, () -> judge.transfer(lens, one, new StopsAfter(1), new Cancellation()));
            assertThrows(CancelledException.class, () ->
                    LayerCovariances.of(model.forward(), moments, 3, 32, one, new StopsAfter(1), new Cancellation()));
        }
    }

    @Test
    void aLayersCovarianceIsLikeItselfAndNoOtherIsMore() {
        try (Session moments = model.runtime().session(LensGraphs.moments(32), model.graphs().weightsFolder(), false)) {
            double[][] similarity = LayerCovariances.of(model.forward(), moments, 3, 32, TEXT, Progress.NONE, new Cancellation()).similarity();
            for (int a = 0; a <= 3; a++) {
                assertEquals(1, similarity[a][a], 1e-12);
                for (int b = 0; b <= 3; b++) {
                    assertEquals(similarity[a][b], similarity[b][a], 1e-12);
                    assertTrue(similarity[a][b] <= 1 + 1e-12);
                }
            }
            assertTrue(similarity[0][3] < 0.99);
        }
    }

    @Test
    void similarityIsTheCosineBetweenCovariances() {
        double[][] similarity = new LayerCovariances(List.of(new double[] {2, 0, 0, 1}, new double[] {1, 1, 1, 3})).similarity();
        assertEquals(5 / Math.sqrt(5 * 12), similarity[0][1], 1e-12);
    }

    @Test
    void covariancesAreTakenAroundTheMean() {
        try (Session moments = model.runtime().session(LensGraphs.moments(32), model.graphs().weightsFolder(), false)) {
            double[] covariance =
                    LayerCovariances.of(model.forward(), moments, 3, 32, TEXT, Progress.NONE, new Cancellation()).covariances().get(2);
            List<float[]> states = new ArrayList<>();
            for (TokenSequence sequence : TEXT) {
                try (Residuals residuals = model.forward().run(sequence, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE)) {
                    float[] all = residuals.layer(2).toArray();
                    for (int from = 0; from < all.length; from += 32) {
                        states.add(Arrays.copyOfRange(all, from, from + 32));
                    }
                }
            }
            double meanOf3 = states.stream().mapToDouble(state -> state[3]).average().orElseThrow();
            double meanOf5 = states.stream().mapToDouble(state -> state[5]).average().orElseThrow();
            double expected = states.stream().mapToDouble(state -> (state[3] - meanOf3) * (state[5] - meanOf5)).average().orElseThrow();
            assertEquals(expected, covariance[3 * 32 + 5], 1e-5 * Math.sqrt(covariance[3 * 33] * covariance[5 * 33]));
        }
    }

    private LensEvaluation evaluate(Lens lens) {
        try (OpenLens open = new OpenLens(lens)) {
            return judge.evaluate(open, TEXT, OptionalLong.empty(), Progress.NONE, new Cancellation());
        }
    }
}
