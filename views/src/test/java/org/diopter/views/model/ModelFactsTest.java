package org.diopter.views.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.diopter.views.testing.MadeUp;
import org.junit.jupiter.api.Test;

class ModelFactsTest {
    private final ModelFacts facts = MadeUp.facts(Optional.empty());

    @Test
    void theShapeIsOneLine() {
        assertEquals("6 layers · width 16 · 3 heads · 7.9 M", facts.shape());
        assertEquals("Llama layout", facts.layout());
    }

    @Test
    void errorsAreWrittenInScientificForm() {
        assertEquals("3.8e-6", ModelFacts.scientific(3.8e-6));
        assertEquals("1.0e-10", ModelFacts.scientific(1e-10));
        assertEquals("0", ModelFacts.scientific(0));
    }

    @Test
    void aReportHasTheHashAndEveryNumber() {
        String report = ModelCardPane.report(facts);
        assertTrue(report.contains(facts.card().id().sha256()));
        assertTrue(report.contains("3.8E-6") && report.contains("logits against the whole model"), report);
    }
}
