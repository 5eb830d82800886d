package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisFile;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.StreamAblation;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.EditedModel;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ablations in a forward pass, alone and together with other edits.
class AblatedPassTest {
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 3, 40, 22, 9);
    private static final String WEIGHTS = "ab".repeat(32);

    @TempDir
    Path folder;

    private TinyModel model;
    private EditedModel edited;
    private Residuals base;

    @BeforeEach
    void open() {
        model = TinyModel.family("llama");
        ModelAblations ablations = new ModelAblations(new ModelId("llama", model.checkpoint().folder(), WEIGHTS), model.architecture().shape(), new TierRefusal('A', List.of()));
        edited = EditedModel.of(model, folder.resolve("store"), ablations::of);
        base = edited.run(TOKENS);
    }

    @AfterEach
    void close() {
        base.close();
        edited.close();
    }

    /// A basis of the first two axes, with a mean of ones.
    private CausalBasis axes(int layer) {
        int width = model.architecture().width();
        float[] mean = new float[width];
        Arrays.fill(mean, 1);
        List<CausalBasis.Direction> directions = List.of(axis(0, width), axis(1, width));
        return new CausalBasis(new CausalBasis.Source(WEIGHTS, "logit lens", layer, Ablation.MEAN, 9, 3), mean, directions);
    }

    private static CausalBasis.Direction axis(int axis, int width) {
        float[] vector = new float[width];
        vector[axis] = 1;
        return new CausalBasis.Direction(vector, 1, 1, true, 0);
    }

    private String ablate(int layer, String settings) {
        Path file = folder.resolve("basis-" + layer + ".safetensors");
        BasisFile.write(axes(layer), file);
        return "ablate:layer=%d,basis=%s,%s".formatted(layer, file, settings);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theNamedDirectionsAreGoneAtTheirLayerAndWhatIsBelowIsTheSameObject(int layer) {
        try (Residuals ablated = edited.edited(base, ablate(layer, "directions=0+1,mode=mean"))) {
            for (int below = 0; below < layer; below++) {
                assertSame(base.layer(below), ablated.layer(below));
                assertSame(base.cache().get(below), ablated.cache().get(below));
            }
            int width = model.architecture().width();
            for (int position = 0; position < TOKENS.length(); position++) {
                for (int k = 0; k < width; k++) {
                    int at = position * width + k;
                    float expected = position > 0 && k < 2 ? 1 : base.layer(layer).get(at);
                    assertEquals(expected, ablated.layer(layer).get(at), 1e-6, "position " + position + ", component " + k);
                }
            }
            int last = base.lastLayer();
            assertNotEquals(base.layer(last).get((long) width * 3), ablated.layer(last).get((long) width * 3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void strengthZeroChangesNoBit(int layer) {
        try (Residuals ablated = edited.edited(base, ablate(layer, "directions=0+1,mode=zero,strength=0"))) {
            assertSame(base.layer(layer), ablated.layer(layer));
            for (int above = layer + 1; above <= base.lastLayer(); above++) {
                assertArrayEquals(base.layer(above).toArray(), ablated.layer(above).toArray(), "layer " + above);
            }
        }
    }

    @Test
    void theEditedBlockRunsFirstAndTheStateThatLeavesItIsAblatedThen() {
        String rank = "rank:block=0,matrix=mlp.down,keep=2";
        String ablate = ablate(1, "directions=1,mode=mean,strength=0.5");
        try (Residuals reduced = edited.edited(base, rank);
                TensorMemory memory = new TensorMemory();
                Residuals both = edited.edited(base, rank, ablate);
                Residuals swapped = edited.edited(base, ablate, rank)) {
            FloatTensor expected = memory.zeros(reduced.layer(1).shape());
            StreamAblation.of(List.of(axis(1, model.architecture().width()).vector()), Ablation.MEAN, axes(1).mean(), 0.5, 0).apply(reduced.layer(1), expected);
            assertArrayEquals(expected.toArray(), both.layer(1).toArray());
            assertArrayEquals(both.layer(2).toArray(), swapped.layer(2).toArray());
            try (Residuals above = model.forward().replace(base, 1, expected, new Cancellation(), ForwardPass.Listener.NONE)) {
                assertArrayEquals(above.layer(2).toArray(), both.layer(2).toArray());
            }
        }
    }

    @Test
    void ablationsOfSeveralLayersActEachAtItsOwn() {
        String first = ablate(1, "directions=0,mode=zero");
        String second = ablate(2, "directions=1,mode=zero,steer=3");
        try (Residuals one = edited.edited(base, first);
                Residuals both = edited.edited(base, second, first)) {
            int width = model.architecture().width();
            assertArrayEquals(one.layer(1).toArray(), both.layer(1).toArray());
            assertEquals(one.layer(2).get(width * 2L), both.layer(2).get(width * 2L));
            assertEquals(3, both.layer(2).get(width * 2L + 1), 1e-6);
        }
    }

    @Test
    void packedTextsAreEachAblatedAsIfAlone() {
        EditStack stack = EditStack.parse(List.of(ablate(1, "directions=0+1,mode=resample,positions=last"), "skip:block=1,part=attn"));
        TokenSequence other = TokenSequence.of(7, 30, 2, 11);
        PackedPass packed = new PackedPass(model.blocks(), new NotFinite(new CheckpointSearch(model.checkpoint(), model.architecture())));
        Pack pack = new Pack(List.of(TOKENS, other));
        try (CompiledEdits edits = edited.matrices().compile(stack, Progress.NONE);
                TensorMemory memory = new TensorMemory();
                Residuals unedited = model.forward().run(other, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE);
                Residuals alone = edited.edited(unedited, stack)) {
            FloatTensor embedded = packed.embed(pack, memory, new Cancellation());
            FloatTensor entering = packed.run(pack, embedded, 0, 1, Edits.NONE, memory, new Cancellation());
            FloatTensor leaving = packed.run(pack, entering, 1, base.lastLayer(), edits, memory, new Cancellation());
            FloatTensor second = leaving.rows(TOKENS.length(), other.length());
            assertArrayEquals(alone.layer(base.lastLayer()).toArray(), second.toArray(), 1e-5f);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "D-205 | layer=9 | There is no layer 9; layers go from 0 to 3",
        "D-205 | directions=0+7 | There is no direction 7 in ‘basis-1.safetensors’; its directions go from 0 to 1",
        "D-305 | layer=2 | of layer 1 and were to be used at layer 2",
        "D-305 | sha256=0000000000000000000000000000000000000000000000000000000000000000 | holds other directions",
    })
    void anAblationThatDoesNotFitIsRefused(String code, String setting, String problem) {
        String name = setting.substring(0, setting.indexOf('='));
        String good = ablate(1, "directions=0,mode=mean");
        String text = good.contains(name + "=") ? good.replaceFirst(name + "=[^,]*", setting) : good + "," + setting;
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> edited.edited(base, text));
        assertEquals(code, e.code());
        assertTrue(e.sentence().contains(problem), e.sentence());
    }

    @Test
    void aBasisOfOtherWeightsIsRefused() throws IOException {
        String text = ablate(1, "directions=0,mode=mean");
        Path file = folder.resolve("basis-1.safetensors");
        Files.write(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .replace(WEIGHTS, "cd".repeat(32))
                .getBytes(StandardCharsets.ISO_8859_1));
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> edited.edited(base, text));
        assertEquals("D-305", e.code());
        assertTrue(e.sentence().contains("found in the weights cdcdcdcd, ‘llama’ has the weights abababab"), e.sentence());
    }
}
