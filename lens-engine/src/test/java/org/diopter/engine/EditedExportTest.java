package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.Exports;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An export with an edit computes what the checkpoint that was exported computes with the same edit.
class EditedExportTest {
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 3, 40, 22, 9, 31);
    private static final LensChoice LOGIT = new LensChoice.Logit();
    private static final TrainingText TEXT = text();
    private static final double RELATIVE = 1e-4;
    private static final double ROUNDING = 1e-6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path home;

    @SuppressWarnings("NullAway.Init")
    private static OnnxWorkbench workbench;

    private static TrainingText text() {
        Random random = new Random(11);
        return TrainingText.of(IntStream.range(0, 3).mapToObj(_ -> TokenSequence.of(random.ints(17, 0, 60).toArray())).toList());
    }

    @BeforeAll
    static void start() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    /// Every export in float32 whose matrices are known.
    static List<Path> exports() {
        return Exports.all().stream().filter(Exports::isEditable).toList();
    }

    private static Map<String, FloatTensor> dump(OpenModel model, List<String> edits) {
        Study study = new Study(model.id(), TOKENS, LOGIT, EditStack.parse(edits));
        return workbench.dump(study, Progress.NONE).tensors();
    }

    /// Every matrix of a block in factors; every one dense; some of some blocks; updates left out.
    private static List<List<String>> stacks(OpenModel model) {
        Set<String> names = model.card().parts().stream()
                .filter(part -> part.block() == 1 && part.name().matches("(attn|mlp)\\.\\w+"))
                .map(ModelCard.Part::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(names.containsAll(List.of("attn.q", "attn.k", "attn.v", "attn.o")), names::toString);
        return List.of(
                names.stream().map(name -> "rank:block=1,matrix=" + name + ",keep=9").toList(),
                names.stream().map(name -> "magnitude:block=1,matrix=" + name + ",drop=0.3").toList(),
                List.of("rank:block=0,matrix=attn.q,drop=0+2", "zero:block=0,matrix=attn.v", "rank:block=2,matrix=mlp.out,tail=5", "rank:block=2,matrix=mlp.in,rho=0.5"),
                List.of("skip:block=0,part=attn", "skip:block=1,part=mlp"));
    }

    @ParameterizedTest
    @MethodSource("exports")
    void anEditedExportIsTheEditedCheckpoint(Path export) {
        try (OpenModel checkpoint = workbench.open(TinyModel.folder(Exports.family(export)), Progress.NONE);
                OpenModel imported = workbench.open(export, Progress.NONE)) {
            Map<String, FloatTensor> plain = dump(imported, List.of());
            for (List<String> edits : stacks(imported)) {
                Map<String, FloatTensor> expected = dump(checkpoint, edits);
                Map<String, FloatTensor> actual = dump(imported, edits);
                String what = export.getFileName() + " " + edits;
                actual.forEach((name, tensor) -> assertAlike(what + " " + name, Objects.requireNonNull(expected.get(name)), tensor, RELATIVE));
                double effect = difference(logits(plain), logits(actual));
                assertTrue(effect > 100 * RELATIVE * largest(logits(plain)), what + " changes the logits only by " + effect);
            }
        }
    }

    /// What an edit is compared with runs through the same sessions and is the model as it is.
    @ParameterizedTest
    @MethodSource("exports")
    void anEditThatKeepsEverythingChangesNothing(Path export) {
        try (OpenModel imported = workbench.open(export, Progress.NONE)) {
            FloatTensor plain = logits(dump(imported, List.of()));
            for (List<String> edits : stacks(imported)) {
                List<String> neutral = EditStack.parse(edits).neutral().texts();
                assertAlike(export.getFileName() + " " + neutral, plain, logits(dump(imported, neutral)), 10 * ROUNDING);
            }
        }
    }

    /// The same basis in a checkpoint and in its export, each found by itself, and an ablation of it in each.
    @ParameterizedTest
    @MethodSource("exports")
    void aBasisOfAnExportIsThatOfTheCheckpointAndAblatesAlike(Path export) {
        BasisPlan plan = new BasisPlan(1, 2, Ablation.MEAN, 30, 0, 7);
        try (OpenModel checkpoint = workbench.open(TinyModel.folder(Exports.family(export)), Progress.NONE);
                OpenModel imported = workbench.open(export, Progress.NONE)) {
            FoundBasis known = checkpoint.directions().extract(plan, LOGIT, TEXT, BasisExtraction.Listener.NONE, new Cancellation());
            FoundBasis found = imported.directions().extract(plan, LOGIT, TEXT, BasisExtraction.Listener.NONE, new Cancellation());
            for (int i = 0; i < 2; i++) {
                double influence = known.basis().directions().get(i).influence();
                assertEquals(influence, found.basis().directions().get(i).influence(), 1e-3 * influence, export + ", direction " + i);
            }
            FloatTensor expected = logits(dump(checkpoint, List.of(ablation(known, "1"))));
            assertAlike(export + " ablated", expected, logits(dump(imported, List.of(ablation(found, "1")))), 0.01);
            FloatTensor plain = logits(dump(imported, List.of()));
            assertArrayEquals(plain.toArray(), logits(dump(imported, List.of(ablation(found, "0")))).toArray(), export + " at strength 0");
            assertTrue(difference(plain, expected) > 0.02 * largest(plain), export + " is not changed");
        }
    }

    private static String ablation(FoundBasis basis, String strength) {
        return "ablate:layer=1,basis=%s,directions=0+1,mode=mean,strength=%s".formatted(basis.reference().file(), strength);
    }

    @ParameterizedTest
    @MethodSource("closed")
    void whatAMatrixEditNeedsIsNamedWithTheTier(Path export) throws IOException {
        try (OpenModel model = workbench.open(export, Progress.NONE)) {
            char tier = model.card().tier();
            assertTrue("CD".indexOf(tier) >= 0, String.valueOf(tier));
            for (String edit : List.of("rank:block=0,matrix=attn.q,keep=1", "zero:block=0,matrix=mlp.out")) {
                assertRefused(model, edit);
            }
            assertRefused(assertThrows(UnusableInputException.class,
                    () -> workbench.spectrum(model.id(), new MatrixId(0, MatrixKind.OUTPUT), Progress.NONE)), model);
            if (tier == 'D') {
                assertRefused(model, "skip:block=0,part=mlp");
                Path basis = Files.writeString(home.resolve("none.safetensors"), "read by nobody");
                assertRefused(model, "ablate:layer=0,basis=%s,directions=0,mode=zero".formatted(basis));
                assertRefused(assertThrows(UnusableInputException.class, model::directions), model);
            } else {
                assertTrue(difference(logits(dump(model, List.of())), logits(dump(model, List.of("skip:block=1,part=attn")))) > 0.01);
            }
        }
    }

    /// Files that are fused or quantised.
    static List<Path> closed() {
        return Exports.all().stream().filter(file -> List.of("ort_fused", "int8").contains(Exports.kind(file))).toList();
    }

    private static void assertRefused(OpenModel model, String edit) {
        assertRefused(assertThrows(UnusableInputException.class, () -> dump(model, List.of(edit)), edit), model);
    }

    private static void assertRefused(UnusableInputException refusal, OpenModel model) {
        assertTrue(refusal.sentence().contains("of tier " + model.card().tier() + ". " + model.card().reasons().getFirst()), refusal.sentence());
    }

    @Test
    void anEditedExportIsNotSavedAsSafetensors() {
        try (OpenModel model = workbench.open(TinyModel.oracle("onnx/llama.anonymous.onnx"), Progress.NONE)) {
            EditStack edits = EditStack.parse(List.of("zero:block=0,matrix=attn.v"));
            UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> workbench.save(model.id(), edits, home.resolve("saved"), Progress.NONE));
            assertEquals("D-501", refusal.code());
            assertFalse(Files.exists(home.resolve("saved")));
        }
    }

    private static FloatTensor logits(Map<String, FloatTensor> dump) {
        FloatTensor logits = dump.get("logits");
        assertNotNull(logits);
        return logits;
    }

    private static void assertAlike(String what, FloatTensor expected, FloatTensor actual, double relative) {
        assertEquals(expected.elements(), actual.elements(), what);
        double difference = difference(expected, actual);
        assertTrue(difference <= relative * Math.max(1, largest(expected)), what + " differs by " + difference + " of " + largest(expected));
    }

    private static double difference(FloatTensor one, FloatTensor other) {
        return IntStream.range(0, (int) one.elements()).mapToDouble(i -> Math.abs(one.get(i) - other.get(i))).max().orElseThrow();
    }

    private static double largest(FloatTensor tensor) {
        return IntStream.range(0, (int) tensor.elements()).mapToDouble(i -> Math.abs(tensor.get(i))).max().orElseThrow();
    }
}
