package org.diopter.engine.lens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.testing.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledHeadTest {
    private static final int ROWS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"llama_fp16", "llama_bf16", "llama", "gpt2", "gemma2", "opt_post_norm", "granite", "phi"})
    void tilesGiveTheLogitsOfTheWholeMatrix(String family) {
        try (TinyModel model = TinyModel.family(family);
                Head whole = new WholeHead(model.runtime().session(model.graphs().readOut(), model.graphs().weightsFolder(), false))) {
            Architecture architecture = model.architecture();
            FloatTensor stream = stream(architecture.width());
            float[] expected = logits(whole, stream, architecture.vocabulary());
            for (int tokens : new int[] {1, 37, architecture.vocabulary()}) {
                try (Head tiled = tiled(model, tokens)) {
                    assertArrayEquals(expected, logits(tiled, stream, architecture.vocabulary()), 1e-6f, family + ", tiles of " + tokens);
                }
            }
        }
    }

    @Test
    void tilesAreForMatricesInHalfPrecision() {
        try (TinyModel half = TinyModel.family("llama_bf16"); TinyModel full = TinyModel.family("llama")) {
            assertTrue(TiledHead.saves(half.architecture().unembedding()));
            assertFalse(TiledHead.saves(full.architecture().unembedding()));
        }
    }

    @Test
    void aTileHoldsNoMoreTokensThanThereAre() {
        try (TinyModel model = TinyModel.family("llama_fp16");
                TiledHead head = TiledHead.of(
                        model.runtime().session(model.graphs().readOutOfTokens(), model.graphs().weightsFolder(), false),
                        model.architecture().unembedding())) {
            assertEquals(model.architecture().vocabulary(), head.tokens());
        }
    }

    private static TiledHead tiled(TinyModel model, int tokens) {
        return new TiledHead(
                model.runtime().session(model.graphs().readOutOfTokens(), model.graphs().weightsFolder(), false),
                model.architecture().vocabulary(), tokens);
    }

    private static float[] logits(Head head, FloatTensor stream, int vocabulary) {
        FloatTensor logits = FloatTensor.zeros(ROWS, vocabulary);
        head.logits(stream, logits, new Cancellation());
        return logits.toArray();
    }

    private static FloatTensor stream(int width) {
        SplittableRandom random = new SplittableRandom(4);
        FloatTensor stream = FloatTensor.zeros(ROWS, width);
        for (long i = 0; i < stream.elements(); i++) {
            stream.set(i, (float) random.nextDouble(-2, 2));
        }
        return stream;
    }
}
