package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Alignment;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.ExtremePlaces;
import org.diopter.engine.causal.Fidelity;
import org.diopter.engine.causal.States;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionWorkTest {
    private static final LensChoice LOGIT = new LensChoice.Logit();
    private static final BasisPlan PLAN = new BasisPlan(1, 3, Ablation.MEAN, 40, 0, 7);

    @TempDir
    Path home;

    private final TrainingText text = text();
    private Workbench workbench;
    private OpenModel model;

    private static TrainingText text() {
        Random random = new Random(11);
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sequences.add(TokenSequence.of(random.ints(17, 0, 60).toArray()));
        }
        return TrainingText.of(sequences);
    }

    @BeforeEach
    void open() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
        model = workbench.open(TinyModel.folder("llama"), Progress.NONE);
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    private FoundBasis extract(BasisPlan plan, LensChoice lens) {
        return model.directions().extract(plan, lens, text, BasisExtraction.Listener.NONE, new Cancellation());
    }

    @ParameterizedTest
    @EnumSource
    void directionsAreOrthonormalAndTheMostInfluentialComeFirst(Ablation ablation) {
        CausalBasis basis = extract(new BasisPlan(1, 4, ablation, 40, 0, 7), LOGIT).basis();
        assertEquals(new CausalBasis.Source(model.id().sha256(), "logit lens", 1, ablation, 40, 7), basis.source());
        for (int i = 0; i < 4; i++) {
            assertTrue(i == 0 || basis.directions().get(i).influence() <= basis.directions().get(i - 1).influence());
            for (int j = 0; j < 4; j++) {
                assertEquals(i == j ? 1 : 0, product(basis, i, j), 1e-6);
            }
        }
    }

    private static double product(CausalBasis basis, int i, int j) {
        double sum = 0;
        for (int k = 0; k < basis.width(); k++) {
            sum += (double) basis.directions().get(i).vector()[k] * basis.directions().get(j).vector()[k];
        }
        return sum;
    }

    @Test
    void aBasisIsReadFromTheStoreTheSecondTime() {
        List<Direction> heard = new ArrayList<>();
        BasisExtraction.Listener listener = (direction, found, wanted) -> heard.add(direction);
        FoundBasis first = model.directions().extract(PLAN, LOGIT, text, listener, new Cancellation());
        assertEquals(3, heard.size());
        assertTrue(first.isComplete());
        FoundBasis again = model.directions().extract(PLAN, LOGIT, text, listener, new Cancellation());
        assertEquals(3, heard.size());
        assertEquals(first.reference(), again.reference());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(first.basis().directions().get(i).vector(), again.basis().directions().get(i).vector());
        }
        assertArrayEquals(first.basis().mean(), again.basis().mean());
    }

    @Test
    void everyInputMakesAnotherBasis() {
        Path found = extract(PLAN, LOGIT).reference().file();
        assertNotEquals(found, extract(new BasisPlan(2, 3, Ablation.MEAN, 40, 0, 7), LOGIT).reference().file());
        assertNotEquals(found, extract(new BasisPlan(1, 3, Ablation.ZERO, 40, 0, 7), LOGIT).reference().file());
        assertNotEquals(found, extract(new BasisPlan(1, 3, Ablation.MEAN, 41, 0, 7), LOGIT).reference().file());
        assertNotEquals(found, extract(new BasisPlan(1, 3, Ablation.MEAN, 40, 1, 7), LOGIT).reference().file());
        assertNotEquals(found, extract(new BasisPlan(1, 3, Ablation.MEAN, 40, 0, 8), LOGIT).reference().file());
        assertNotEquals(found, extract(PLAN, model.use(stretching())).reference().file());
    }

    /// A lens that reads double the stream, which after a norm is the same.
    private Lens stretching() {
        int width = model.card().width();
        float[] weight = new float[width * width];
        for (int i = 0; i < width; i++) {
            weight[i * width + i] = 1;
        }
        List<Translator> translators = new ArrayList<>();
        for (int layer = 0; layer < model.card().layers(); layer++) {
            translators.add(new Translator(width, weight, new float[width]));
        }
        return new Lens(Lens.Kind.TUNED, "stretching", "", translators);
    }

    @Test
    void aLensIsReadThroughItsTranslator() {
        CausalBasis logit = extract(PLAN, LOGIT).basis();
        CausalBasis stretched = extract(PLAN, model.use(stretching())).basis();
        assertEquals("stretching", stretched.source().lens());
        // Not equal for ε stands under the root.
        assertEquals(logit.totalInfluence(), stretched.totalInfluence(), 1e-2 * logit.totalInfluence());
        assertNotEquals(logit.totalInfluence(), stretched.totalInfluence());
    }

    @Test
    void cancellingKeepsWhatIsFoundAndIsNotTakenForTheWhole() {
        Cancellation cancellation = new Cancellation();
        BasisExtraction.Listener listener = (direction, found, wanted) -> cancellation.cancel();
        FoundBasis part = model.directions().extract(PLAN, LOGIT, text, listener, cancellation);
        assertEquals(1, part.basis().directions().size());
        assertFalse(part.isComplete());
        assertEquals(1, part.reference().read().directions().size());
        FoundBasis whole = extract(PLAN, LOGIT);
        assertEquals(3, whole.basis().directions().size());
        Cancellation before = new Cancellation();
        before.cancel();
        assertThrows(CancelledException.class,
                () -> model.directions().extract(new BasisPlan(2, 3, Ablation.MEAN, 40, 0, 7), LOGIT, text, BasisExtraction.Listener.NONE, before));
    }

    @Test
    void fidelityHoldsDirectionsAgainstTheModelBesideRandomOnes() {
        CausalBasis basis = extract(PLAN, LOGIT).basis();
        Fidelity fidelity = model.directions().fidelity(basis, LOGIT, text, Progress.NONE, new Cancellation());
        assertEquals(3, fidelity.directions().size());
        assertEquals(3, fidelity.random().size());
        for (int i = 0; i < 3; i++) {
            assertEquals(basis.directions().get(i).influence(), fidelity.directions().get(i).lens(), 1e-5 * basis.directions().get(i).influence());
            assertTrue(fidelity.directions().get(i).model() > 0);
        }
        assertTrue(fidelity.random().getFirst().lens() < fidelity.directions().getFirst().lens());
    }

    @Test
    void aDirectionHasTokensAndPlaces() {
        CausalBasis basis = extract(PLAN, LOGIT).basis();
        List<DirectionMeaning> meanings = model.directions().meanings(basis, LOGIT, 5, new Cancellation());
        assertEquals(3, meanings.size());
        assertEquals(5, meanings.getFirst().promoted().size());
        assertTrue(meanings.getFirst().promoted().getFirst().effect() > 0 && meanings.getFirst().suppressed().getFirst().effect() < 0);
    }

    @Test
    void theWholeTextIsReadForTheMostExtremePlaces() {
        CausalBasis basis = extract(PLAN, LOGIT).basis();
        List<Integer> read = new ArrayList<>();
        ExtremePlaces found = model.directions().extremes(basis, text, 2, (_, count, of) -> {
            assertEquals(text.sequences().size(), of);
            read.add(count);
        }, new Cancellation());
        assertEquals(IntStream.rangeClosed(1, text.sequences().size()).boxed().toList(), read);
        List<ExtremePlaces.Place> places = found.of(0);
        assertEquals(4, places.size());
        assertTrue(places.getFirst().component() > places.getLast().component());
        assertTrue(places.stream().allMatch(place -> place.position() > 0 && place.text() < 4));
        assertNotEquals(places, found.of(1));
    }

    @Test
    void readingForExtremePlacesEndsWhenItIsCancelled() {
        CausalBasis basis = extract(PLAN, LOGIT).basis();
        Cancellation stop = new Cancellation();
        List<Integer> read = new ArrayList<>();
        assertThrows(CancelledException.class, () -> model.directions().extremes(basis, text, 2, (_, count, _) -> {
            read.add(count);
            stop.cancel();
        }, stop));
        assertEquals(List.of(1), read);
    }

    @Test
    void alignmentGoesFromLayerOneToTheOutputWhereItIsPerfect() {
        List<Alignment> layers = model.directions().align(LOGIT, text, 20, 3, Progress.NONE, new Cancellation());
        assertEquals(model.card().layers(), layers.size());
        assertEquals(1, layers.getFirst().layer());
        assertEquals(20, layers.getFirst().samples().size());
        assertEquals(1, layers.getLast().similarity(), 1e-4);
        Alignment within = model.directions().align(extract(PLAN, LOGIT).basis(), LOGIT, text, 20, 3, new Cancellation());
        assertEquals(1, within.layer());
        assertNotEquals(layers.getFirst().similarity(), within.similarity());
    }

    @Test
    void aFoundBasisIsSwitchedOffInAStudy() {
        FoundBasis found = extract(PLAN, LOGIT);
        EditStack edits = EditStack.of(AblateDirections.of(1, found.reference(), List.of(0), Ablation.MEAN));
        TokenSequence tokens = text.sequences().getFirst();
        Trajectory base = run(new Study(model.id(), tokens, LOGIT));
        Trajectory ablated = run(new Study(model.id(), tokens, LOGIT, EditStack.parse(edits.texts())));
        assertEquals(base.value(Statistic.ENTROPY, 0, 5), ablated.value(Statistic.ENTROPY, 0, 5));
        for (int layer = 1; layer <= model.card().layers(); layer++) {
            assertEquals(base.value(Statistic.ENTROPY, layer, 0), ablated.value(Statistic.ENTROPY, layer, 0), 1e-5);
            assertNotEquals(base.value(Statistic.ENTROPY, layer, 5), ablated.value(Statistic.ENTROPY, layer, 5));
        }
    }

    private Trajectory run(Study study) {
        return workbench.run(study, Reading.everything(5), new RunListener() {}).await();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "9 | 3 | 40 | D-205 | no layer 9",
        "-1 | 3 | 40 | D-205 | no layer -1",
        "1 | 30 | 20 | D-304 | 30 directions cannot be found in 20 states",
        "1 | 0 | 20 | D-304 | 0 directions cannot be found",
        "1 | 3 | 65 | D-304 | 4 sequences with 64 states",
        "1 | 1 | 1 | D-304 | at least 2 states",
    })
    void whatCannotBeFoundIsRefused(int layer, int directions, int states, String code, String problem) {
        UnusableInputException e = assertThrows(
                UnusableInputException.class, () -> extract(new BasisPlan(layer, directions, Ablation.MEAN, states, 0, 0), LOGIT));
        assertEquals(code, e.code(), e.sentence());
        assertTrue(e.sentence().contains(problem), e.sentence());
    }

    @Test
    void statesThatAreGivenAreHeldAgainstTheModel() {
        int width = model.card().width();
        float[] values = new float[20 * width];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        FoundBasis found = extract(new States(width, values));
        assertEquals(20, found.basis().source().states());
        float[] same = new float[20 * width];
        Arrays.fill(same, 0.5f);
        assertProblem("D-304", "are the same", () -> extract(new States(width, same)));
        assertProblem("D-305", "The states have width %d".formatted(width / 2), () -> extract(new States(width / 2, values)));
        values[3 * width + 1] = Float.NaN;
        assertProblem("D-204", "State 3 has NaN in component 1", () -> new States(width, values));
    }

    private FoundBasis extract(States states) {
        return model.directions().extract(PLAN, LOGIT, states, BasisExtraction.Listener.NONE, new Cancellation());
    }

    private static void assertProblem(String code, String problem, Runnable action) {
        UnusableInputException e = assertThrows(UnusableInputException.class, action::run);
        assertEquals(code, e.code(), e.sentence());
        assertTrue(e.sentence().contains(problem), e.sentence());
    }

    @Test
    void aBasisOfAnotherModelIsRefused() {
        CausalBasis basis = extract(PLAN, LOGIT).basis();
        try (OpenModel other = workbench.open(TinyModel.folder("gpt2"), Progress.NONE)) {
            assertProblem("D-305", "Choose a basis of this model", () -> other.directions().meanings(basis, LOGIT, 3, new Cancellation()));
        }
    }

    @Test
    void aDamagedEntryIsFoundAnew() throws IOException {
        FoundBasis first = extract(PLAN, LOGIT);
        Files.write(first.reference().file(), new byte[] {1, 2, 3});
        assertEquals(first.reference().sha256(), extract(PLAN, LOGIT).reference().sha256());
    }
}
