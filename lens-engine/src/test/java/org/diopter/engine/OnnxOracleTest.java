package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.Exports;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Exports of tiny random checkpoints by every common way, against what the checkpoints compute by transformers in float64. A new file in a folder is a new
/// test: those beside the tests, and those beside the checkout where they are there.
class OnnxOracleTest {
    private static final double STREAM = 1e-4;
    private static final double PROBABILITIES = 2e-5;
    /// Rounding edges tip with other processors and versions; see the notes beside the numbers.
    private static final Map<String, Double> LOOSE = Map.of("gpt_neox.fp16", 0.02, "llama.fp16", 0.2, "int8", 0.1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path home;

    @SuppressWarnings("NullAway.Init")
    private static OnnxWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    static List<Path> files() {
        return Exports.all();
    }

    private static Reference reference(Path file) {
        return Reference.read(TinyModel.folder(Exports.family(file)).resolve("reference.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyValueThatIsFoundIsTheCheckpoints(Path file) {
        Path own = file.resolveSibling(Exports.name(file) + ".expected.safetensors");
        Reference expected = Files.exists(own) ? Reference.read(own) : reference(file);
        double loose = LOOSE.getOrDefault(Exports.name(file), LOOSE.getOrDefault(Exports.kind(file), 0.0));
        try (OpenModel model = workbench.open(file, Progress.NONE)) {
            for (String prompt : List.of("p0", "p1")) {
                TokenSequence tokens = reference(file).tokens(prompt + "/input_ids");
                PassDump dump = workbench.dump(new Study(model.id(), tokens, new LensChoice.Logit()), Progress.NONE);
                assertTrue(expected.has(prompt + "/logits"));
                dump.tensors().forEach((name, tensor) -> compare(expected, prompt + "/" + name, tensor, loose));
            }
        }
    }

    private static void compare(Reference expected, String name, FloatTensor actual, double loose) {
        if (!expected.has(name)) {
            return;
        }
        double tolerance = Math.max(loose, name.contains("attn_probs") ? PROBABILITIES : STREAM);
        double[] numbers = expected.numbers(name);
        assertEquals(numbers.length, actual.elements(), name);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], actual.get(i), tolerance, name + " at " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everythingThatTheTierPromisesIsFound(Path file) {
        try (OpenModel model = workbench.open(file, Progress.NONE)) {
            char tier = model.card().tier();
            assertEquals(Exports.kind(file).equals("int8") ? 'D' : Exports.kind(file).equals("ort_fused") ? 'C' : 'A', tier, model.card().reasons()::toString);
            assertEquals(tier == 'A', model.card().reasons().isEmpty());
            TokenSequence tokens = reference(file).tokens("p0/input_ids");
            Set<String> found = workbench.dump(new Study(model.id(), tokens, new LensChoice.Logit()), Progress.NONE).tensors().keySet();
            Set<String> missing = new TreeSet<>(names(file));
            missing.removeAll(found);
            switch (tier) {
                case 'A' -> assertEquals(Set.of(), missing);
                case 'C' -> assertTrue(missing.stream().noneMatch(name -> name.matches("(resid|attn_out|mlp_out|logits).*")), missing::toString);
                default -> assertEquals(Set.of("logits"), found);
            }
        }
    }

    private static Set<String> names(Path file) {
        Reference reference = reference(file);
        Set<String> names = new TreeSet<>(Set.of("resid_post_last", "logits"));
        for (int block = 0; reference.has("p0/resid_pre." + block); block++) {
            for (String name : List.of("resid_pre", "resid_mid", "q", "k", "v", "attn_probs", "attn_out", "mlp_out")) {
                if (reference.has("p0/" + name + "." + block)) {
                    names.add(name + "." + block);
                }
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("files")
    void theSelfCheckPasses(Path file) {
        try (OpenModel model = workbench.open(file, Progress.NONE)) {
            SelfCheck check = model.checkAgain(Progress.NONE);
            assertTrue(check.passed(), check.checks()::toString);
            assertEquals(model.card().layers() + 1, check.layerErrors().size());
        }
    }

    static List<Path> faithful() {
        return files().stream().filter(Exports::isFaithful).toList();
    }

    /// On the same weights, blocks written from the architecture and blocks cut out of a graph compute the same.
    @ParameterizedTest
    @MethodSource("faithful")
    void theNativeAndTheImportedPathAgree(Path export) {
        TokenSequence tokens = reference(export).tokens("p1/input_ids");
        try (OpenModel nativeModel = workbench.open(TinyModel.folder(Exports.family(export)), Progress.NONE);
                OpenModel imported = workbench.open(export, Progress.NONE)) {
            PassDump expected = workbench.dump(new Study(nativeModel.id(), tokens, new LensChoice.Logit()), Progress.NONE);
            PassDump dump = workbench.dump(new Study(imported.id(), tokens, new LensChoice.Logit()), Progress.NONE);
            assertFalse(dump.tensors().isEmpty());
            dump.tensors().forEach((name, tensor) -> assertAgree(export + " " + name, expected.tensors().get(name), tensor));
        }
    }

    @Test
    void exportsOfAtLeastFiveModelsAreThereWithTheSharedOnes() {
        assumeTrue(Files.isDirectory(Path.of(System.getProperty("diopter.shared", "absent")).resolve("oracles/onnx")), "no further exports are beside this checkout");
        Set<String> families = faithful().stream().map(Exports::family).collect(Collectors.toSet());
        assertTrue(families.containsAll(Set.of("gpt2", "llama", "gpt_neox", "qwen2", "phi")), families::toString);
    }

    private static void assertAgree(String name, @org.jspecify.annotations.Nullable FloatTensor expected, FloatTensor actual) {
        FloatTensor known = Objects.requireNonNull(expected, name);
        double largest = 0;
        double difference = 0;
        for (long i = 0; i < known.elements(); i++) {
            largest = Math.max(largest, Math.abs(known.get(i)));
            difference = Math.max(difference, Math.abs(known.get(i) - actual.get(i)));
        }
        assertTrue(difference <= 1e-4 * largest, name + " differs by " + difference + " of " + largest);
    }
}
