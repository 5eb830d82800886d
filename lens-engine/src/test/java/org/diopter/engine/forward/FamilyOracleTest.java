package org.diopter.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every intermediate value of a tiny random model of each layout, against the same in float64 by transformers. Tolerances are those stated with the
/// reference numbers: the smallest error of reading a configuration wrongly is ten times larger.
class FamilyOracleTest {
    private static final double STREAM = 1e-4;
    private static final double EMBEDDING = 1e-6;
    private static final double PROBABILITIES = 2e-5;
    /// What another processor may add to a tolerance: products are summed in another order.
    private static final double CUDA = 10;

    @ParameterizedTest
    @CsvSource({
        "llama, p0", "llama, p1", "llama_bf16, p0", "llama_bf16, p1", "llama_fp16, p0", "llama_fp16, p1",
        "llama_llama3_tied, p0", "llama_llama3_tied, p1", "llama_sharded, p0", "llama_sharded, p1", "mistral, p0", "mistral, p1",
        "gpt2, p0", "gpt2, p1", "gpt2_bare, p0", "gpt2_bare, p1"
    })
    void everyValueInsideTheModelAgreesWithFloat64(String family, String prompt) {
        try (TinyModel model = TinyModel.family(family)) {
            compare(model, model.reference(), prompt, 1);
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
            assertClose(prompt + "/" + name + "." + block, reference, tensor, tolerance);
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
