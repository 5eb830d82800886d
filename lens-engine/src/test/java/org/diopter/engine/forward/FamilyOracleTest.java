package org.diopter.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every intermediate value of a tiny random model of each layout, against the same in float64 by transformers. Tolerances are those stated with the
/// reference numbers: the smallest error of reading a configuration wrongly is ten times larger.
class FamilyOracleTest {
    private static final double STREAM = 1e-4;
    private static final double EMBEDDING = 1e-6;
    private static final double PROBABILITIES = 2e-5;
    /// What another processor may add to a tolerance: products are summed in another order.
    private static final double CUDA = 10;

    /// Every folder of oracles, every prompt in it: a new folder is a new test.
    static List<Arguments> folders() throws IOException {
        List<Arguments> arguments = new ArrayList<>();
        try (Stream<Path> all = Files.list(TinyModel.folder(""))) {
            for (Path folder : all.filter(path -> Files.exists(path.resolve("reference.safetensors"))).sorted().toList()) {
                Reference reference = Reference.read(folder.resolve("reference.safetensors"));
                Stream.of("p0", "p1", "p2")
                        .filter(prompt -> reference.has(prompt + "/input_ids"))
                        .forEach(prompt -> arguments.add(Arguments.of(folder.getFileName().toString(), prompt)));
            }
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("folders")
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
