package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readings of one position beside readings of all.
class FirstPositionTest {
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 3, 40, 22, 9);
    private static final int LAST = 5;
    private static final Reading ALL = new Reading(List.of(), 3, List.of(7), LAST);
    /// With other top tokens: nothing of a whole reading is taken over.
    private static final Reading FIRST = new Reading(List.of(), 2, List.of(7), LAST).ofFirst();

    @TempDir
    Path home;

    private Workbench workbench;
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

    private Study study(EditStack edits) {
        return new Study(model.id(), TOKENS, new LensChoice.Logit(), edits);
    }

    private Trajectory read(Reading reading) {
        return workbench.run(study(EditStack.NONE), reading, new RunListener() {}).await();
    }

    @Test
    void theFirstPositionIsReadAndThoseFarFromItAreNot() {
        Trajectory first = read(FIRST);
        assertTrue(first.isKnown(LAST));
        assertFalse(first.isKnown(0));
        assertTrue(first.isRanked(LAST));
    }

    @Test
    void itsNumbersAreThoseOfAWholeReadingToTheLastBit() {
        Trajectory first = read(FIRST);
        Trajectory all = read(ALL);
        assertTrue(all.isComplete());
        for (int row = 0; row < all.rows(); row++) {
            assertEquals(all.topId(row, LAST, 0), first.topId(row, LAST, 0));
            assertEquals(all.topLogProbability(row, LAST, 0), first.topLogProbability(row, LAST, 0));
            assertEquals(all.value(Statistic.ENTROPY, row, LAST), first.value(Statistic.ENTROPY, row, LAST));
            assertEquals(all.trackedLogProbability(row, LAST, 7), first.trackedLogProbability(row, LAST, 7));
        }
    }

    @Test
    void soAreDivergencesOfTwoStudies() {
        Study edited = study(EditStack.parse(List.of("skip:block=1,part=mlp")));
        LensDifference first = workbench.difference(study(EditStack.NONE), edited, FIRST, _ -> {}, Progress.NONE);
        LensDifference all = workbench.difference(study(EditStack.NONE), edited, ALL, _ -> {}, Progress.NONE);
        assertFalse(first.isKnown(0));
        int rows = model.card().layers() + 1;
        for (int row = 0; row < rows; row++) {
            assertEquals(all.value(LensDifference.Measure.KL, row, LAST), first.value(LensDifference.Measure.KL, row, LAST));
        }
        assertTrue(all.value(LensDifference.Measure.KL, rows - 1, LAST) > 0);
    }
}
