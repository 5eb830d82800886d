package org.diopter.views.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Cell;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

class BlockEffectTest {
    private final Trajectory trajectory = MadeUp.findings(Words.PROMPT).trajectory();
    private final BlockEffect effect = BlockEffect.of(trajectory, new Cell(4, 5));

    @Test
    void aChangeIsTheLogProbabilityAboveTheBlockLessThatBelow() {
        assertFalse(effect.promoted().isEmpty());
        for (BlockEffect.Change change : effect.promoted()) {
            double above = BlockEffect.logProbability(trajectory, 4, 5, change.id());
            double below = BlockEffect.logProbability(trajectory, 3, 5, change.id());
            assertEquals(above - below, change.nats(), 1e-9);
            assertTrue(change.nats() > 0);
        }
    }

    @Test
    void theLargestChangesComeFirst() {
        for (int i = 1; i < effect.promoted().size(); i++) {
            assertTrue(effect.promoted().get(i - 1).nats() >= effect.promoted().get(i).nats());
        }
        for (int i = 1; i < effect.suppressed().size(); i++) {
            assertTrue(effect.suppressed().get(i - 1).nats() <= effect.suppressed().get(i).nats());
        }
    }

    @Test
    void aTokenThatIsNotKnownInBothLayersIsLeftOut() {
        assertTrue(Double.isNaN(BlockEffect.logProbability(trajectory, 4, 5, 99_999)));
        assertTrue(effect.promoted().stream().noneMatch(change -> Double.isNaN(change.nats())));
    }
}
