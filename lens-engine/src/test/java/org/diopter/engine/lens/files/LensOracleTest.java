package org.diopter.engine.lens.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One trained lens in the containers that PyTorch and the tuned-lens package have written.
class LensOracleTest {
    @ParameterizedTest
    @ValueSource(strings = {"lens", "lens/params.safetensors", "lens-legacy", "lens-legacy-probe"})
    void everyContainerHoldsTheSameLens(String container) {
        Reference expected = Reference.read(Shared.file("oracles/methods/tuned-lens/lens/params.safetensors"));
        Lens lens = open(container);
        assertEquals(5, lens.layers());
        for (int layer = 0; layer < 5; layer++) {
            assertNumbers(expected.numbers(layer + ".weight"), lens.translators().get(layer).weight());
            assertNumbers(expected.numbers(layer + ".bias"), lens.translators().get(layer).bias());
        }
    }

    @Test
    void halfPrecisionIsTheRoundedLens() {
        Lens full = open("lens");
        Lens half = open("lens-fp16");
        for (int layer = 0; layer < 5; layer++) {
            Translator rounded = full.translators().get(layer);
            for (int i = 0; i < rounded.weight().length; i++) {
                float expected = Float.float16ToFloat(Float.floatToFloat16(rounded.weight()[i]));
                assertEquals(expected, half.translators().get(layer).weight()[i]);
            }
        }
    }

    @Test
    void aVocabularyHeadForEachLayerIsRefused() {
        Path container = Shared.file("oracles/methods/tuned-lens/lens-legacy-refuse");
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> LensFiles.open(container));
        assertEquals("D-301", refusal.code());
    }

    @Test
    void aJacobianLensIsReadOneLayerLater() {
        double[] matrices = Reference.read(Shared.file("oracles/methods/tuned-lens/j-lens/expected.safetensors")).numbers("J");
        Lens lens = open("j-lens/stories260K_jacobian_lens.pt");
        assertEquals(5, lens.layers());
        for (int block = 0; block < 4; block++) {
            float[] weight = lens.translators().get(block + 1).weight();
            for (int i = 0; i < weight.length; i++) {
                double identity = i / 64 == i % 64 ? 1 : 0;
                assertEquals(matrices[block * weight.length + i] - identity, weight[i], 1e-7);
            }
        }
    }

    private static Lens open(String container) {
        return LensFiles.open(Shared.file("oracles/methods/tuned-lens/" + container)).lens();
    }

    private static void assertNumbers(double[] expected, float[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i]);
        }
    }
}
