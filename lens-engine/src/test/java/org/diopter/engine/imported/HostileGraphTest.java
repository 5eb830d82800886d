package org.diopter.engine.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are damaged or mean harm.
class HostileGraphTest {
    private static final long SEED = 20_261_125;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static byte[] export(String name) {
        try {
            return Files.readAllBytes(Path.of(Objects.requireNonNull(HostileGraphTest.class.getResource("/oracles/onnx/" + name)).toURI()));
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.onnx"), bytes);
    }

    /// Four files, 20,000 mutations: whatever the bytes say, the answer is a sentence, or a graph that may even run.
    @ParameterizedTest
    @CsvSource({"gpt2.optimum_merged.onnx, 2000", "qwen2.dynamo23_sdpa.onnx, 8000", "llama.anonymous.onnx, 2000", "qwen3.ort_fused.onnx, 8000"})
    void mutatedFilesGiveClearErrorsAndTakeNoMoreMemoryThanTheirSizeExplains(String name, int mutations) throws IOException {
        byte[] intact = export(name);
        Path path = file(intact);
        read(path);
        long usual = allocated(path);
        Random random = new Random(SEED);
        int refused = 0;
        try (Watch watch = Watch.start()) {
            for (int i = 0; i < mutations; i++) {
                byte[] mutated = intact.clone();
                mutate(mutated, random);
                Files.write(path, mutated);
                long before = allocations();
                refused += read(path) ? 0 : 1;
                long taken = allocations() - before;
                assertTrue(taken <= usual + 2L * intact.length, "mutation " + i + " takes " + taken + " bytes, the intact file " + usual);
            }
            watch.assertNothingButFilesIn(folder);
        }
        assertTrue(refused > mutations / 20, "only " + refused + " mutations were noticed");
    }

    private static long allocated(Path path) {
        long before = allocations();
        read(path);
        return allocations() - before;
    }

    private static long allocations() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /// Changes bytes of the structure: weights are most of a file, and changing them changes nothing that is read here.
    private static void mutate(byte[] file, Random random) {
        int changes = 1 + random.nextInt(8);
        int from = random.nextInt(file.length);
        for (int i = 0; i < changes; i++) {
            int at = random.nextBoolean() ? random.nextInt(file.length) : Math.min(file.length - 1, from + random.nextInt(64));
            file[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (file[at] ^ 1 << random.nextInt(8));
                case 2 -> (byte) 0xff;
                default -> 0;
            };
        }
    }

    /// Whether the file was taken. Anything but a sentence fails the test.
    private static boolean read(Path path) {
        try (OnnxFile file = OnnxFile.open(path)) {
            assertTrue(file.files().stream().allMatch(weights -> weights.startsWith(path.getParent())), file.files()::toString);
            Structure.of(file);
            return true;
        } catch (UnusableInputException e) {
            assertTrue(e.code().startsWith("D-10"), e.code());
            return false;
        } catch (UnclearGraph e) {
            return false;
        }
    }

    @Test
    void noWeightsOutsideTheFolderAreOpenedWhateverTheGraphSays() throws IOException {
        Path inner = Files.createDirectory(folder.toRealPath().resolve("inner"));
        Files.write(folder.resolve("weights.bin"), new byte[64]);
        Files.write(inner.resolve("weights.bin"), new byte[64]);
        Path path = inner.resolve("model.onnx");
        String[] pieces = {"..", "/", "weights.bin", "\\", "inner", ".", "\0", "%2e%2e", "file:", folder.toString(), "C:", ""};
        Random random = new Random(SEED);
        int taken = 0;
        try (Watch watch = Watch.start()) {
            for (int i = 0; i < 5_000; i++) {
                String location = random.ints(1 + random.nextInt(4), 0, pieces.length).mapToObj(piece -> pieces[piece]).collect(Collectors.joining());
                Files.write(path, withExternal(location, "0", "64"));
                try (OnnxFile file = OnnxFile.open(path)) {
                    assertEquals(List.of(path, inner.resolve("weights.bin")), file.files(), location);
                    taken++;
                } catch (UnusableInputException e) {
                    assertEquals("D-103", e.code(), location);
                }
            }
            watch.assertNothingButFilesIn(inner);
        }
        assertTrue(taken > 100, "only " + taken + " were taken");
    }

    @Test
    void mutatedFilesThatAreTakenApartCrashNothing() throws IOException {
        OnnxRuntime runtime = OnnxRuntime.start(ProviderChoice.CPU, 2);
        byte[] intact = export("llama.anonymous.onnx");
        Random random = new Random(SEED);
        int split = 0;
        for (int i = 0; i < 300; i++) {
            byte[] mutated = intact.clone();
            mutate(mutated, random);
            try (OnnxFile file = OnnxFile.open(file(mutated)); ImportedModel model = ImportedModel.of(file, runtime, Progress.NONE)) {
                split += model.shape().layers() > 0 ? 1 : 0;
            } catch (UnusableInputException | UnclearGraph e) {
                assertTrue(String.valueOf(e.getMessage()).endsWith(".") || String.valueOf(e.getMessage()).endsWith(". "), e.getMessage());
            }
        }
        assertTrue(split > 100, "only " + split + " could be split");
    }

    @ParameterizedTest
    @CsvSource({
        "weights.bin, not beside it", "../outside.bin, outside its own folder", "/etc/passwd, outside its own folder",
        "'sub/../../outside.bin', outside its own folder", "'..\\outside.bin', outside its own folder", "'', outside its own folder"
    })
    void weightsElsewhereAreNamedAndNotFollowed(String location, String complaint) throws IOException {
        Files.write(folder.resolve("outside.bin"), new byte[64]);
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path path = Files.write(inner.resolve("model.onnx"), withExternal(location, "0", "64"));
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> OnnxFile.open(path));
        assertEquals("D-103", problem.code());
        assertTrue(problem.sentence().contains(complaint), problem.sentence());
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
        Path outside = Files.write(folder.resolve("outside.bin"), new byte[64]);
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("weights.bin"), outside);
        Path path = Files.write(inner.resolve("model.onnx"), withExternal("weights.bin", "0", "64"));
        assertTrue(assertThrows(UnusableInputException.class, () -> OnnxFile.open(path)).sentence().contains("outside its own folder"));
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "60, 64", "9223372036854775807, 64", "-1, 64", "abc, 64", "0, 60"})
    void weightsThatAreNotAllThereAreRefused(String offset, String length) throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[64]);
        Path path = file(withExternal("weights.bin", offset, length));
        assertEquals("D-103", assertThrows(UnusableInputException.class, () -> OnnxFile.open(path)).code());
    }

    @Test
    void aPlaceBeyondEveryFileIsNamedAsItStandsThere() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[64]);
        Path path = file(withExternal("weights.bin", Long.toString(Long.MAX_VALUE), "64"));
        String sentence = assertThrows(UnusableInputException.class, () -> OnnxFile.open(path)).sentence();
        assertTrue(sentence.contains("has 64 bytes") && sentence.contains("64 of them from byte " + Long.MAX_VALUE), sentence);
    }

    private static byte[] withExternal(String location, String offset, String length) {
        TensorProto weight = TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(4)
                .addDims(4)
                .setDataLocation(DataLocation.EXTERNAL)
                .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .addExternalData(StringStringEntryProto.newBuilder().setKey("offset").setValue(offset))
                .addExternalData(StringStringEntryProto.newBuilder().setKey("length").setValue(length))
                .build();
        return model(GraphProto.newBuilder().addInitializer(weight).addNode(NodeProto.newBuilder().setOpType("Identity").addInput("w").addOutput("logits")));
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17)).setGraph(graph).build().toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"<!DOCTYPE html><html>, web page", "version https://git-lfs.github.com/spec/v1, Git LFS", "'', is empty", "plain text, no ONNX file"})
    void whatIsNoGraphIsCalledWhatItIs(String text, String name) throws IOException {
        Path path = Files.writeString(folder.resolve("model.onnx"), text);
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> OnnxFile.open(path));
        assertTrue(problem.sentence().contains(name), problem.sentence());
    }

    @Test
    void tensorsThatWaitForOneAnotherAreRefused() throws IOException {
        GraphProto.Builder graph = cycle();
        try (OnnxFile file = OnnxFile.open(file(model(graph)))) {
            UnusableInputException problem = assertThrows(
                    UnusableInputException.class, () -> Graph.of(file, nodes(graph), java.util.Map.of(), List.of("a")));
            assertTrue(problem.sentence().contains("‘a’"), problem.sentence());
        }
    }

    private static GraphProto.Builder cycle() {
        return GraphProto.newBuilder()
                .addNode(NodeProto.newBuilder().setOpType("Neg").addInput("b").addOutput("a"))
                .addNode(NodeProto.newBuilder().setOpType("Neg").addInput("a").addOutput("b"));
    }

    private static List<Node> nodes(GraphProto.Builder graph) {
        return graph.getNodeList().stream().map(Node::new).toList();
    }

    @Test
    void aChainOfAHundredThousandOperationsOverflowsNoStack() throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder();
        String tensor = Graph.TOKENS;
        for (int i = 0; i < 100_000; i++) {
            graph.addNode(NodeProto.newBuilder().setOpType("Neg").addInput(tensor).addOutput("t" + i));
            tensor = "t" + i;
        }
        try (OnnxFile file = OnnxFile.open(file(model(graph)))) {
            Graph long_ = Graph.of(file, nodes(graph), java.util.Map.of(), List.of(tensor));
            assertEquals(100_000, Flow.of(long_).narrows(tensor).size());
        }
    }

    @Test
    void structureThatWouldUnpackIntoManyTimesItsSizeIsRefusedBeforeItIsRead() throws IOException {
        byte[] bytes = new byte[80 << 20];
        byte[] head = {0x3a, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x27};
        System.arraycopy(head, 0, bytes, 0, head.length);
        for (int i = head.length; i + 1 < bytes.length; i += 2) {
            bytes[i] = 0x0a;
        }
        Path path = file(bytes);
        long before = allocations();
        assertThrows(UnusableInputException.class, () -> OnnxFile.open(path));
        assertTrue(allocations() - before < 10 << 20, "allocated " + (allocations() - before));
    }
}
