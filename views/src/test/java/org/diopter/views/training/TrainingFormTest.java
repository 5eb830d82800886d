package org.diopter.views.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.lens.training.Recipe;
import org.diopter.engine.lens.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class TrainingFormTest {
    @Test
    void aPlanIsWhatTheFormSays() {
        TrainingPlan plan = TrainingForm.INITIAL.withRecipe(Recipe.PAPER).withLayers("2").withTokens(5_000).withSeed(7).withStopsEarly(false).withMinutes(3)
                .withRate(0.5).plan(4);
        assertEquals(new TrainingPlan(Recipe.PAPER, List.of(2), 5_000, Optional.of(Duration.ofMinutes(3)), 0.5, false, 7), plan);
    }
}
