package org.diopter.engine.imported;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The matrices found in graphs are those of the checkpoints that were exported, whatever they are called and however they are stored.
class MatricesTest {
    private final OnnxRuntime runtime = OnnxRuntime.start(ProviderChoice.CPU, 2);

    private static Path export(String name) throws URISyntaxException {
        java.net.URL own = MatricesTest.class.getResource("/oracles/onnx/" + name);
        return own == null ? Shared.file("oracles/onnx/" + name) : Path.of(own.toURI());
    }

    @ParameterizedTest
    @CsvSource({
        "llama.anonymous.onnx, llama, model.layers.1.self_attn.q_proj.weight, attn.q",
        "llama.anonymous.onnx, llama, model.layers.1.self_attn.k_proj.weight, attn.k",
        "llama.anonymous.onnx, llama, model.layers.1.self_attn.v_proj.weight, attn.v",
        "llama.anonymous.onnx, llama, model.layers.1.self_attn.o_proj.weight, attn.o",
        "llama.anonymous.onnx, llama, model.layers.1.mlp.gate_proj.weight, mlp.gate",
        "llama.anonymous.onnx, llama, model.layers.1.mlp.up_proj.weight, mlp.up",
        "llama.anonymous.onnx, llama, model.layers.1.mlp.down_proj.weight, mlp.down",
        "qwen2.dynamo23_sdpa.onnx, qwen2, model.layers.1.self_attn.k_proj.weight, attn.k",
        "phi.anonymous.onnx, phi, model.layers.1.mlp.fc1.weight, mlp.in",
        "phi.anonymous.onnx, phi, model.layers.1.mlp.fc2.weight, mlp.out"
    })
    void aMatrixIsTheCheckpoints(String file, String family, String stored, String name) throws URISyntaxException {
        double[] expected = Reference.read(TinyModel.folder(family).resolve("model.safetensors")).numbers(stored);
        try (OnnxFile onnx = OnnxFile.open(export(file)); ImportedModel model = ImportedModel.of(onnx, runtime, Progress.NONE)) {
            assertArrayEquals(expected, outputFirst(model, matrix(model, 1, name)), 0);
        }
    }

    /// Fused in the order of its columns (gpt2) and head by head (gpt_neox).
    @ParameterizedTest
    @CsvSource({"gpt2.optimum_merged.onnx, attn.v", "gpt2.optimum_merged.onnx, attn.q", "gpt_neox.ts17_eager.onnx, attn.k", "gpt_neox.ts17_eager.onnx, attn.v"})
    void aPartOfAFusedMatrixHasTheRightColumns(String file, String name) throws URISyntaxException {
        try (OnnxFile onnx = OnnxFile.open(export(file)); ImportedModel model = ImportedModel.of(onnx, runtime, Progress.NONE)) {
            int width = model.shape().width();
            int headWidth = model.shape().headWidth();
            int part = List.of("attn.q", "attn.k", "attn.v").indexOf(name);
            List<Integer> columns = matrix(model, 0, name).columns();
            assertEquals(width, columns.size());
            for (int head = 0; head < model.shape().heads(); head++) {
                for (int i = 0; i < headWidth; i++) {
                    int expected = file.startsWith("gpt2") ? part * width + head * headWidth + i : (head * 3 + part) * headWidth + i;
                    assertEquals(expected, columns.get(head * headWidth + i));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"llama.anonymous.onnx, 7", "gpt2.optimum_merged.onnx, 6", "qwen2.dynamo23_sdpa.onnx, 7"})
    void everyBlockHasAllItsMatrices(String file, int each) throws URISyntaxException {
        try (OnnxFile onnx = OnnxFile.open(export(file)); ImportedModel model = ImportedModel.of(onnx, runtime, Progress.NONE)) {
            Map<Integer, Long> counts = model.matrices().stream().collect(Collectors.groupingBy(ImportedMatrix::block, Collectors.counting()));
            assertEquals(model.shape().layers(), counts.size());
            assertTrue(counts.values().stream().allMatch(count -> count == each), counts::toString);
        }
    }

    private static ImportedMatrix matrix(ImportedModel model, int block, String name) {
        return model.matrices().stream().filter(matrix -> matrix.block() == block && matrix.name().equals(name)).findFirst().orElseThrow();
    }

    private static double[] outputFirst(ImportedModel model, ImportedMatrix matrix) {
        float[] numbers = new float[Math.toIntExact(matrix.stored().elements())];
        model.numbers().read(matrix.stored(), 0, numbers);
        int rows = (int) (long) matrix.shape().get(0);
        int columns = (int) (long) matrix.shape().get(1);
        double[] turned = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            turned[matrix.inputFirst() ? i % columns * rows + i / columns : i] = numbers[i];
        }
        return turned;
    }
}
