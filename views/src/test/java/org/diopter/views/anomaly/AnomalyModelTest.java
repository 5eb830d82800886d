package org.diopter.views.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.diopter.views.anomaly.ScoredPrompt.Verdict;
import org.junit.jupiter.api.Test;

class AnomalyModelTest {
    private final AnomalyModel model = new AnomalyModel();

    private List<ScoredPrompt> prompts() {
        return model.prompts().get();
    }

    @Test
    void promptsAreSortedByScoreAndTheFirstIsSelected() {
        model.findings().set(AnomalyExamples.findings());
        assertEquals(50, prompts().size());
        for (int i = 1; i < prompts().size(); i++) {
            assertTrue(prompts().get(i - 1).score() >= prompts().get(i).score());
        }
        assertEquals(prompts().getFirst(), model.selected().get());
    }

    @Test
    void verdictsFollowTheThreshold() {
        model.findings().set(AnomalyExamples.findings());
        model.threshold().set(Double.POSITIVE_INFINITY);
        assertTrue(prompts().stream().allMatch(prompt -> prompt.verdict() == (prompt.tested().suspect() ? Verdict.MISSED : Verdict.PASSED)));
        model.threshold().set(Double.NEGATIVE_INFINITY);
        assertTrue(prompts().stream().allMatch(prompt -> prompt.verdict() == (prompt.tested().suspect() ? Verdict.FOUND : Verdict.FALSE_ALARM)));
    }

    @Test
    void theFilterLeavesTheDetectorsFaults() {
        model.findings().set(AnomalyExamples.findings());
        model.threshold().set(Double.POSITIVE_INFINITY);
        model.filter().set(PromptFilter.MISSED);
        assertEquals(40, prompts().size());
        model.filter().set(PromptFilter.FALSE_ALARMS);
        assertEquals(List.of(), prompts());
    }

    @Test
    void theSelectedPromptStaysWhenTheDetectorChanges() {
        model.findings().set(AnomalyExamples.findings());
        ScoredPrompt second = prompts().get(1);
        model.selected().set(second);
        model.detector().set(new DetectorChoice("isolation-forest", "trajectory"));
        assertEquals(second.place(), java.util.Objects.requireNonNull(model.selected().get()).place());
    }

    @Test
    void onlyAnInjectedPromptHasOneWithoutTheInjection() {
        model.findings().set(AnomalyExamples.findings());
        for (ScoredPrompt prompt : prompts()) {
            assertEquals(prompt.tested().suspect(), model.withoutInjection(prompt.tested()).isPresent());
        }
    }

    @Test
    void withoutFindingsThereIsNothing() {
        assertEquals(List.of(), prompts());
        assertFalse(model.result().isPresent());
    }
}
