package org.diopter.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.CudaSupport;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every intermediate value of a tiny random model of each layout, against the same in float64 by transformers. Tolerances are those stated with the
/// reference numbers: the smallest error of reading a configuration wrongly is ten times larger.
class FamilyOracleTest {
    private static final double STREAM = 1e-4;
    private static final double EMBEDDING = 1e-6;
    private static final double PROBABILITIES = 2e-5;
    /// What another processor may add to a tolerance: products are summed in another order.
    private static final double CUDA = 10;

    /// Every folder of oracles, every prompt in it: a new folder is a new test.
    static List<Arguments> prompts() {
        List<Arguments> arguments = new ArrayList<>();
        for (String family : TinyModel.families()) {
            Reference reference = Reference.read(TinyModel.folder(family).resolve("reference.safetensors"));
            for (int prompt = 0; reference.has("p" + prompt + "/input_ids"); prompt++) {
                arguments.add(Arguments.of(family, "p" + prompt));
            }
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void everyValueInsideTheModelAgreesWithFloat64(String family, String prompt) {
        try (TinyModel model = TinyModel.family(family)) {
            compare(model, model.reference(), prompt, 1);
        }
    }

    /// Where frequencies depend on the length, known keys are used only as long as they agree.
    @ParameterizedTest
    @MethodSource("prompts")
    void tokensAddedToAKnownBeginningGiveWhatAFreshRunGives(String family, String prompt) {
        try (TinyModel model = TinyModel.family(family)) {
            Reference reference = model.reference();
            TokenSequence tokens = reference.tokens(prompt + "/input_ids");
            int last = model.architecture().layers();
            Optional<Residuals> known = Optional.empty();
            for (int length : new int[] {1, tokens.length() / 2, tokens.length() - 1, tokens.length()}) {
                known = Optional.of(model.forward().run(tokens.prefix(length), known, new Cancellation(), ForwardPass.Listener.NONE));
            }
            assertClose(prompt + "/resid_post_last", reference, known.orElseThrow().layer(last), STREAM);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama_dynamic", "phi3"})
    void aBeginningOfALongPromptRunsAnewWhereItTurnsOtherwise(String family) {
        try (TinyModel model = TinyModel.family(family)) {
            Cancellation none = new Cancellation();
            TokenSequence tokens = model.reference().tokens("p1/input_ids");
            TokenSequence beginning = tokens.prefix(9);
            Residuals known = model.forward().run(tokens, Optional.empty(), none, ForwardPass.Listener.NONE);
            Residuals fresh = model.forward().run(beginning, Optional.empty(), none, ForwardPass.Listener.NONE);
            Residuals cut = model.forward().run(beginning, Optional.of(known), none, ForwardPass.Listener.NONE);
            int last = model.architecture().layers();
            assertArrayEquals(fresh.layer(last).toArray(), cut.layer(last).toArray());
        }
    }

    @ParameterizedTest
    @CsvSource({"llama, p1", "llama_fp16, p1", "mistral, p1", "gpt2, p1"})
    void onCudaEveryValueAgreesToo(String family, String prompt) {
        assumeTrue(CudaSupport.probe().available(), () -> CudaSupport.probe().problem().orElse(""));
        try (TinyModel model = TinyModel.open(TinyModel.folder(family), ProviderChoice.CUDA)) {
            compare(model, model.reference(), prompt, CUDA);
        }
    }

    static void compare(TinyModel model, Reference reference, String prompt, double factor) {
        Cancellation none = new Cancellation();
        Residuals residuals = model.forward()
                .run(reference.tokens(prompt + "/input_ids"), Optional.empty(), none, ForwardPass.Listener.NONE);
        int last = model.architecture().layers();
        for (int layer = 0; layer < last; layer++) {
            String name = prompt + "/resid_pre." + layer;
            assertClose(name, reference, residuals.layer(layer), layer == 0 ? EMBEDDING * factor : STREAM * factor);
        }
        assertClose(prompt + "/resid_post_last", reference, residuals.layer(last), STREAM * factor);
        for (int block = 0; block < last; block++) {
            BlockTensors inside =
                    model.forward().inside(residuals, block, EnumSet.allOf(BlockOutput.class), new TensorMemory(), none);
            compareInside(reference, prompt, block, inside, factor);
        }
        assertClose(prompt + "/logits", reference, logits(model, residuals.layer(last)), STREAM * factor);
    }

    private static void compareInside(Reference reference, String prompt, int block, BlockTensors inside, double factor) {
        Map<BlockOutput, String> names = Map.of(
                BlockOutput.MIDDLE, "resid_mid",
                BlockOutput.ATTENTION_OUT, "attn_out",
                BlockOutput.MLP_OUT, "mlp_out",
                BlockOutput.QUERY, "q",
                BlockOutput.KEYS, "k",
                BlockOutput.VALUES, "v",
                BlockOutput.PROBABILITIES, "attn_probs");
        names.forEach((output, name) -> {
            FloatTensor tensor = inside.get(output);
            double tolerance = output == BlockOutput.PROBABILITIES ? PROBABILITIES * factor : STREAM * factor;
            String expected = prompt + "/" + name + "." + block;
            // Parallel and post-norm blocks have no stream between attention and MLP in the reference.
            if (output != BlockOutput.MIDDLE || reference.has(expected)) {
                assertClose(expected, reference, tensor, tolerance);
            }
        });
    }

    private static FloatTensor logits(TinyModel model, FloatTensor stream) {
        FloatTensor logits = FloatTensor.zeros(stream.size(0), model.architecture().vocabulary());
        try (Session readOut = model.runtime().session(model.graphs().readOut(), model.graphs().weightsFolder(), true)) {
            readOut.run(Map.of(ModelGraphs.STREAM, stream), Map.of(ModelGraphs.LOGITS, logits), new Cancellation());
        }
        return logits;
    }

    private static void assertClose(String name, Reference reference, FloatTensor actual, double tolerance) {
        double[] expected = reference.numbers(name);
        assertEquals(expected.length, actual.elements(), name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.get(i), tolerance, name + " at " + i);
        }
    }
}
