package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.causal.CausalBasis.Source;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasisFileTest {
    private static final String SHA = "ab".repeat(32);

    @TempDir
    private Path folder;

    private final CausalBasis basis = new CausalBasis(
            new Source(SHA, "tuned", 4, Ablation.RESAMPLE, 200, -7),
            new float[] {0.5f, -1, 2},
            List.of(
                    new Direction(new float[] {0.6f, 0.8f, 0}, 1.25, 17, true, 1e-5),
                    new Direction(new float[] {0, 0, -1}, 0.125, 100, false, 3e-3)));

    @Test
    void aBasisComesBackAsItWasWritten() throws IOException {
        Path file = folder.resolve("basis.safetensors");
        BasisFile.write(basis, file);
        CausalBasis read = BasisFile.read(file);
        assertEquals(basis.source(), read.source());
        assertArrayEquals(basis.mean(), read.mean());
        for (int i = 0; i < 2; i++) {
            Direction expected = basis.directions().get(i);
            Direction direction = read.directions().get(i);
            assertArrayEquals(expected.vector(), direction.vector());
            assertEquals(expected.influence(), direction.influence());
            assertEquals(expected.evaluations(), direction.evaluations());
            assertEquals(expected.converged(), direction.converged());
            assertEquals(expected.lastChange(), direction.lastChange());
        }
        assertEquals(1.375, read.totalInfluence());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "nothing but the file is left");
        }
    }

    @Test
    void aLaterBasisTakesThePlaceOfAnEarlierOne() {
        Path file = folder.resolve("basis.safetensors");
        BasisFile.write(basis, file);
        BasisFile.write(new CausalBasis(basis.source(), basis.mean(), basis.directions().subList(0, 1)), file);
        assertEquals(1, BasisFile.read(file).directions().size());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        UnusableInputException problem = assertThrows(
                UnusableInputException.class, () -> BasisFile.write(basis, folder.resolve("absent").resolve("basis.safetensors")));
        assertEquals("D-501", problem.code());
        assertTrue(problem.sentence().contains("basis.safetensors"), problem.sentence());
    }

    @ParameterizedTest
    @CsvSource({
        "ab, 3, 5, layer 4 and were to be used at layer 5",
        "cd, 3, 4, weights cdcdcdcd",
        "ab, 8, 4, width 3"
    })
    void aBasisOfSomethingElseIsRefused(String sha, int width, int layer, String part) {
        UnusableInputException problem =
                assertThrows(UnusableInputException.class, () -> basis.requireFor(sha.repeat(32), "other", width, layer));
        assertEquals("D-305", problem.code());
        assertTrue(problem.sentence().contains(part), problem.sentence());
    }

    @Test
    void aBasisOfThisModelAndLayerIsNotRefused() {
        basis.requireFor(SHA, "model", 3, 4);
    }

    @Test
    void anyOtherSafetensorsFileIsRefused() throws IOException {
        refused(new SafetensorsWriter().add("directions", TensorType.F32, List.of(1L, 2L), floats(1, 0)), "does not say that it is a basis");
    }

    @Test
    void aBasisWithoutItsLayerIsRefused() throws IOException {
        refused(complete(1, 0).metadata("model_sha256", SHA).metadata("lens", "logit"), "does not say its layer");
    }

    @Test
    void aLayerThatIsNoNumberIsRefused() throws IOException {
        refused(described(complete(1, 0), "four"), "metadata that cannot be read");
    }

    @Test
    void aDirectionThatIsNotOfUnitLengthIsRefused() throws IOException {
        refused(described(complete(2, 0)), "direction 0 of length 2.00");
    }

    @Test
    void aMeanOfAnotherWidthIsRefused() throws IOException {
        SafetensorsWriter writer = described(new SafetensorsWriter().metadata("format", "diopter.causal_basis"))
                .add("directions", TensorType.F32, List.of(1L, 2L), floats(1, 0))
                .add("mean", TensorType.F32, List.of(3L), floats(0, 0, 0));
        refused(rest(writer), "has mean of shape [3]");
    }

    private static SafetensorsWriter complete(float... direction) {
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("format", "diopter.causal_basis")
                .add("directions", TensorType.F32, List.of(1L, (long) direction.length), floats(direction))
                .add("mean", TensorType.F32, List.of((long) direction.length), floats(new float[direction.length]));
        return rest(writer);
    }

    private static SafetensorsWriter rest(SafetensorsWriter writer) {
        return writer.add("influences", TensorType.F64, List.of(1L), MemorySegment.ofArray(new double[] {1}))
                .add("evaluations", TensorType.I32, List.of(1L), MemorySegment.ofArray(new int[] {3}))
                .add("converged", TensorType.U8, List.of(1L), MemorySegment.ofArray(new byte[] {1}))
                .add("last_changes", TensorType.F64, List.of(1L), MemorySegment.ofArray(new double[] {0}));
    }

    private static SafetensorsWriter described(SafetensorsWriter writer) {
        return described(writer, "1");
    }

    private static SafetensorsWriter described(SafetensorsWriter writer, String layer) {
        return writer.metadata("model_sha256", SHA)
                .metadata("lens", "logit")
                .metadata("layer", layer)
                .metadata("ablation", "MEAN")
                .metadata("states", "10")
                .metadata("seed", "0");
    }

    private static MemorySegment floats(float... values) {
        return MemorySegment.ofArray(values);
    }

    private void refused(SafetensorsWriter writer, String part) throws IOException {
        Path file = folder.resolve("other.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            writer.writeTo(out);
        }
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> BasisFile.read(file));
        assertEquals("D-305", problem.code());
        assertTrue(problem.sentence().contains(part), problem.sentence());
    }
}
