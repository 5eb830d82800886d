package org.diopter.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardPassTest {
    private final TinyModel model = TinyModel.family("mistral");
    private final TokenSequence tokens = model.reference().tokens("p1/input_ids");

    @AfterEach
    void closeModel() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void puttingALayerInItsOwnPlaceGivesTheSameToTheLastBit(int layer) {
        Residuals full = run(tokens, Optional.empty());
        Residuals again = model.forward().replace(full, layer, full.layer(layer), new Cancellation(), ForwardPass.Listener.NONE);
        for (int l = 0; l <= full.lastLayer(); l++) {
            assertArrayEquals(full.layer(l).toArray(), again.layer(l).toArray(), "layer " + l);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aLayerAloneIsThatOfTheWholeRunToTheLastBit(int layer) {
        try (TensorMemory memory = new TensorMemory()) {
            FloatTensor alone = model.forward().layer(tokens, layer, memory, new Cancellation());
            assertArrayEquals(run(tokens, Optional.empty()).layer(layer).toArray(), alone.toArray());
        }
    }

    @Test
    void whatIsBelowAReplacedLayerIsTheSameObjectAndOnlyWhatIsAboveRuns() {
        Residuals full = run(tokens, Optional.empty());
        FloatTensor zeros = FloatTensor.zeros(tokens.length(), model.architecture().width());
        List<Integer> ran = new ArrayList<>();
        Residuals changed = model.forward().replace(full, 2, zeros, new Cancellation(), (block, of) -> ran.add(block));
        assertSame(full.layer(0), changed.layer(0));
        assertSame(full.layer(1), changed.layer(1));
        assertSame(full.cache().get(1), changed.cache().get(1));
        assertSame(zeros, changed.layer(2));
        assertEquals(List.of(2), ran);
        assertFalse(Arrays.equals(full.layer(3).toArray(), changed.layer(3).toArray()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 23})
    void appendedTokensRunAloneAndGiveWhatAFullRunGives(int known) {
        Residuals prefix = run(tokens.prefix(known), Optional.empty());
        Residuals extended = run(tokens, Optional.of(prefix));
        Residuals full = run(tokens, Optional.empty());
        assertClose(full, extended, 1e-4);
    }

    @Test
    void anotherEndingReusesTheCommonBeginning() {
        Residuals first = run(tokens, Optional.empty());
        int[] ids = tokens.toArray();
        ids[20] = (ids[20] + 1) % model.architecture().vocabulary();
        TokenSequence other = TokenSequence.of(ids);
        assertClose(run(other, Optional.empty()), run(other, Optional.of(first)), 1e-4);
    }

    /// Several key/value heads (llama), learned positions (gpt2).
    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2"})
    void anotherEndingReusesTheCommonBeginningInEveryLayout(String family) {
        try (TinyModel other = TinyModel.family(family)) {
            TokenSequence first = other.reference().tokens("p1/input_ids");
            int[] ids = first.toArray();
            ids[ids.length / 2] = (ids[ids.length / 2] + 1) % other.architecture().vocabulary();
            TokenSequence second = TokenSequence.of(ids);
            ForwardPass forward = other.forward();
            Residuals known = forward.run(first, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE);
            assertClose(
                    forward.run(second, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE),
                    forward.run(second, Optional.of(known), new Cancellation(), ForwardPass.Listener.NONE),
                    1e-4);
        }
    }

    @Test
    void aBeginningOfKnownTokensIsCutOutWithoutRunning() {
        Residuals full = run(tokens, Optional.empty());
        Residuals beginning = run(tokens.prefix(7), Optional.of(full));
        assertClose(run(tokens.prefix(7), Optional.empty()), beginning, 1e-4);
    }

    @Test
    void theSameTokensAreTheSameResult() {
        Residuals full = run(tokens, Optional.empty());
        assertSame(full, run(TokenSequence.of(tokens.toArray()), Optional.of(full)));
    }

    @Test
    void anEmptyPromptIsRefused() {
        UnusableInputException problem =
                assertThrows(UnusableInputException.class, () -> run(TokenSequence.of(), Optional.empty()));
        assertTrue(problem.sentence().contains("empty"), problem.sentence());
    }

    @Test
    void aPromptOverTheContextIsRefusedWithBothNumbers() {
        int context = model.architecture().context();
        TokenSequence tooLong = TokenSequence.of(new int[context + 5]);
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> run(tooLong, Optional.empty()));
        assertTrue(problem.sentence().contains(Integer.toString(context + 5)), problem.sentence());
        assertTrue(problem.sentence().contains(Integer.toString(context)), problem.sentence());
    }

    @Test
    void aMaskThatNoMemoryHoldsIsRefusedInOneSentence() {
        try (TensorMemory memory = new TensorMemory()) {
            UnusableInputException problem = assertThrows(UnusableInputException.class, () -> AttentionMask.causal(0, 50_000, 0, memory));
            assertEquals("D-202", problem.code());
        }
    }

    @Test
    void anIdOutsideTheVocabularyIsRefusedWithItsPlace() {
        UnusableInputException problem =
                assertThrows(UnusableInputException.class, () -> run(TokenSequence.of(3, 112), Optional.empty()));
        assertTrue(problem.sentence().contains("112 at position 1"), problem.sentence());
    }

    @Test
    void aCancelledPassStops() {
        Cancellation cancellation = new Cancellation();
        assertThrows(
                CancelledException.class,
                () -> model.forward().run(tokens, Optional.empty(), cancellation, (block, of) -> cancellation.cancel()));
    }

    private Residuals run(TokenSequence of, Optional<Residuals> known) {
        return model.forward().run(of, known, new Cancellation(), ForwardPass.Listener.NONE);
    }

    private static void assertClose(Residuals expected, Residuals actual, double tolerance) {
        for (int layer = 0; layer <= expected.lastLayer(); layer++) {
            float[] a = expected.layer(layer).toArray();
            float[] b = actual.layer(layer).toArray();
            assertEquals(a.length, b.length);
            for (int i = 0; i < a.length; i++) {
                assertEquals(a[i], b[i], tolerance, "layer " + layer + " at " + i);
            }
        }
    }
}
