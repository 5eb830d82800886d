package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditedStudyTest {
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 3, 40, 22, 9);

    @TempDir
    Path home;

    private Workbench workbench;
    /// How many words of a cell are looked at where one is looked for.
    private static final int WORDS = 64;
    private OpenModel model;

    @BeforeEach
    void open() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
        model = workbench.open(TinyModel.folder("llama"), Progress.NONE);
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    private Study study(String... edits) {
        return new Study(model.id(), TOKENS, new LensChoice.Logit(), EditStack.parse(List.of(edits)));
    }

    private Trajectory run(String... edits) {
        return workbench.run(study(edits), Reading.everything(5), new RunListener() {}).await();
    }

    @Test
    void aReadingOfChangesTakesTheRowsBelowFromTheModelAsItIs() {
        Trajectory base = run();
        Trajectory whole = run("rank:block=1,matrix=mlp.down,keep=1");
        Trajectory changes = workbench.run(study("rank:block=1,matrix=mlp.down,keep=1"), Reading.everything(5).ofChanges(), new RunListener() {}).await();
        int last = base.rows() - 1;
        for (int position = 0; position < TOKENS.length(); position++) {
            assertEquals(whole.topId(0, position, 0), changes.topId(0, position, 0));
            assertEquals(base.value(Statistic.ENTROPY, 0, position), changes.value(Statistic.ENTROPY, 0, position));
            assertTrue(Float.isNaN(changes.value(Statistic.KL_TO_FINAL, 0, position)));
            assertEquals(base.value(Statistic.CHANGE, 1, position), changes.value(Statistic.CHANGE, 1, position));
            assertTrue(Float.isNaN(changes.value(Statistic.CHANGE, 2, position)), "it is measured from a row that was not read");
            for (int row = 2; row <= last; row++) {
                for (Statistic statistic : Statistic.values()) {
                    if (row > 2 || statistic != Statistic.CHANGE) {
                        assertEquals(whole.value(statistic, row, position), changes.value(statistic, row, position), 1e-6f, statistic + " of row " + row);
                    }
                }
            }
            int id = changes.topId(last, position, 0);
            assertEquals(whole.trackedLogProbability(last, position, id), changes.trackedLogProbability(last, position, id), 1e-6f);
        }
    }

    @Test
    void withoutARunOfTheModelAsItIsAReadingOfChangesReadsAll() {
        Trajectory changes = workbench.run(study("rank:block=1,matrix=mlp.down,keep=1"), Reading.everything(5).ofChanges(), new RunListener() {}).await();
        assertTrue(changes.isComplete());
        assertTrue(Float.isFinite(changes.value(Statistic.KL_TO_FINAL, 0, 3)));
    }

    @Test
    void aDifferenceOfStudiesIsExactAndNothingBelowTheEdit() {
        Study edited = study("rank:block=1,matrix=mlp.down,keep=1");
        Study neutral = new Study(model.id(), TOKENS, new LensChoice.Logit(), EditStack.NONE.alike(edited.edits()));
        LensDifference difference = workbench.difference(neutral, edited, Reading.everything(6), partial -> {}, Progress.NONE);
        Trajectory base = run();
        int last = base.rows() - 1;
        for (int position = 0; position < TOKENS.length(); position++) {
            assertEquals(0, difference.value(Measure.KL, 1, position));
            assertTrue(difference.value(Measure.KL, last, position) > 1e-4);
        }
        assertEquals(List.of("rank:block=1,matrix=mlp.down,rho=1"), neutral.edits().texts());
    }

    @Test
    void twoPromptsOfEqualLengthDifferFromWhereTheirTokensDo() {
        Study other = new Study(model.id(), TokenSequence.of(5, 17, 3, 41, 22, 9), new LensChoice.Logit());
        LensDifference difference = workbench.difference(study(), other, Reading.everything(6), partial -> {}, Progress.NONE);
        assertEquals(0, difference.value(Measure.JENSEN_SHANNON, 2, 2), 1e-9);
        assertTrue(difference.value(Measure.JENSEN_SHANNON, 0, 3) > 1e-6);
        assertTrue(difference.value(Measure.JENSEN_SHANNON, 2, 5) > 1e-9);
    }

    @Test
    void aModelAndItsEditedCopyDifferAsTheEditDoes() {
        Path folder = home.resolve("copy");
        Study edited = study("rank:block=1,matrix=mlp.down,keep=1");
        workbench.save(model.id(), edited.edits(), folder, Progress.NONE);
        Study neutral = new Study(model.id(), TOKENS, new LensChoice.Logit(), EditStack.NONE.alike(edited.edits()));
        LensDifference inside = workbench.difference(neutral, edited, Reading.everything(6), partial -> {}, Progress.NONE);
        try (OpenModel copy = workbench.open(folder, Progress.NONE)) {
            Study second = new Study(copy.id(), TOKENS, new LensChoice.Logit());
            LensDifference between = workbench.difference(study(), second, Reading.everything(6), partial -> {}, Progress.NONE);
            int last = model.card().layers();
            for (int position = 0; position < TOKENS.length(); position++) {
                assertEquals(0, between.value(Measure.KL, 1, position), 1e-6);
                assertEquals(inside.value(Measure.KL, last, position), between.value(Measure.KL, last, position), 1e-4);
            }
        }
    }

    @Test
    void modelsOfOtherDepthsAreComparedWhereTheyHaveGoneThroughTheSameShareOfTheirBlocks() {
        try (OpenModel other = workbench.open(TinyModel.folder("bloom"), Progress.NONE)) {
            Study second = new Study(other.id(), TOKENS, new LensChoice.Logit());
            AlignedLayers aligned = AlignedLayers.byDepth(model.card().layers(), other.card().layers());
            assertFalse(aligned.isOneToOne());
            LensDifference difference = workbench.difference(study(), second, Reading.everything(6), partial -> {}, Progress.NONE);
            LensDifference reversed = workbench.difference(second, study(), Reading.everything(6), partial -> {}, Progress.NONE);
            Reading words = new Reading(List.of(), WORDS, List.of(), TOKENS.length() - 1);
            Trajectory here = workbench.run(study(), words, new RunListener() {}).await();
            Trajectory there = workbench.run(second, words, new RunListener() {}).await();
            int seen = 0;
            for (int row = 0; row < aligned.first().size(); row++) {
                for (int position = 0; position < TOKENS.length(); position++) {
                    assertEquals(difference.value(Measure.KL, row, position), reversed.value(Measure.REVERSE_KL, row, position), 1e-5);
                    int moved = difference.movedToken(row, position);
                    double before = probability(here, aligned.first().get(row), position, moved);
                    double after = probability(there, aligned.second().get(row), position, moved);
                    if (before > 0 && after > 0) {
                        assertEquals(after - before, difference.movedBy(row, position), 1e-5);
                        seen++;
                    }
                }
            }
            assertTrue(seen > 0, "no token that moved is among the first of both");
        }
    }

    /// Of a token among the first ones of a cell; 0 of another.
    private static double probability(Trajectory trajectory, int row, int position, int token) {
        for (int rank = 0; rank < trajectory.topK(); rank++) {
            if (trajectory.topId(row, position, rank) == token) {
                return Math.exp(trajectory.topLogProbability(row, position, rank));
            }
        }
        return 0;
    }

    @Test
    void anEditChangesWhatIsAboveItAndNothingBelow() {
        Trajectory base = run();
        Trajectory edited = run("rank:block=1,matrix=mlp.down,keep=1");
        for (int position = 0; position < TOKENS.length(); position++) {
            for (int layer = 0; layer <= 1; layer++) {
                assertEquals(base.value(Statistic.ENTROPY, layer, position), edited.value(Statistic.ENTROPY, layer, position));
            }
            assertTrue(base.value(Statistic.ENTROPY, 2, position) != edited.value(Statistic.ENTROPY, 2, position));
        }
        assertEquals(base.value(Statistic.ENTROPY, 2, 3), run().value(Statistic.ENTROPY, 2, 3));
    }

    @Test
    void attentionAndDumpAreThoseOfTheEditedModel() {
        float[] plain = logits(study());
        float[] edited = logits(study("zero:block=0,matrix=attn.v"));
        assertTrue(!Arrays.equals(plain, edited));
        BlockAttention before = workbench.attention(study(), 1, Progress.NONE);
        BlockAttention after = workbench.attention(study("zero:block=1,matrix=attn.q"), 1, Progress.NONE);
        assertTrue(Math.abs(before.probability(0, 5, 0) - 1.0 / 6) > 1e-6);
        assertEquals(1.0 / 6, after.probability(0, 5, 0), 1e-6); // a query of zeros looks everywhere alike
    }

    private float[] logits(Study study) {
        return Objects.requireNonNull(workbench.dump(study, Progress.NONE).tensors().get("logits")).toArray();
    }

    @Test
    void aSpectrumHasAValueForEachComponent() {
        Spectrum spectrum = workbench.spectrum(model.id(), new MatrixId(0, MatrixKind.MLP_IN), Progress.NONE);
        assertEquals(Math.min(spectrum.rows(), spectrum.columns()), spectrum.values().length);
        assertTrue(spectrum.values()[0] >= spectrum.values()[1]);
    }

    @Test
    void anEditThatDoesNotFitIsRefused() {
        assertThrows(UnusableInputException.class, () -> run("rank:block=77,matrix=mlp.down,keep=1"));
    }

    @Test
    void aTaskNeedsATokenizer() {
        Task task = new Task("t", List.of(new Item(0, "a", List.of("b"), 0, OptionalLong.empty())), Metric.TOP_TOKEN, 1);
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> workbench.evaluator(model.id(), task, 1 << 20));
        assertEquals("D-106", problem.code());
    }
}
