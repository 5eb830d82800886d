package org.diopter.engine.glassbox;

import static org.diopter.engine.glassbox.OpenGlassBox.COUNTRIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.diopter.engine.Reading;
import org.diopter.engine.Study;
import org.diopter.engine.data.PredictionDepth;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.glassbox.OpenGlassBox.Country;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the logit lens must show of the glass box.
class TrajectoryTest {
    private static final String CUT = "rank:block=3,matrix=mlp.down,keep=8";

    @TempDir
    static Path home;

    private static OpenGlassBox box;

    @BeforeAll
    static void open() {
        box = OpenGlassBox.in(home);
    }

    @AfterAll
    static void close() {
        box.close();
    }

    @Test
    void theSelfCheckPasses() {
        assertTrue(box.model().checkAgain(Progress.NONE).passed());
    }

    @Test
    void theAnswerIsReadAtLayer3AndLostAtLayer4() {
        for (Country country : COUNTRIES) {
            Trajectory read = box.read(country.capitalPrompt());
            assertEquals(country.capital(), box.top(read, 3));
            assertTrue(box.probability(read, 3) > 0.98, country.name());
            for (int layer = 4; layer <= 5; layer++) {
                assertEquals(country.city(), box.top(read, layer));
                assertTrue(box.probability(read, layer) > 0.8, country.name());
            }
        }
    }

    @Test
    void beforeLayer3TheLensShowsTheTokenItselfAndKnowsNothing() {
        for (Country country : COUNTRIES) {
            Trajectory read = box.read(country.capitalPrompt());
            for (int layer = 0; layer < 3; layer++) {
                assertEquals("is", box.top(read, layer));
                assertTrue(box.probability(read, layer) < 0.05, country.name());
            }
        }
    }

    @Test
    void withoutTheTailOfBlock3TheAnswerStays() {
        for (Country country : COUNTRIES) {
            Trajectory read = box.read(country.capitalPrompt(), CUT);
            for (int layer = 3; layer <= 5; layer++) {
                assertEquals(country.capital(), box.top(read, layer));
            }
        }
    }

    @Test
    void moneyIsReadFromLayer4On() {
        for (Country country : COUNTRIES) {
            Trajectory read = box.read(country.moneyPrompt());
            assertTrue(box.probability(read, 3) < 0.05, country.name());
            assertEquals(country.money(), box.top(read, 4));
            assertEquals(country.money(), box.top(read, 5));
        }
    }

    @Test
    void theNearestCountryIsMeant() {
        Trajectory read = box.read("The capital of Turkey is Ankara . In China you pay with yuan . The capital of Brazil is");
        assertEquals("Brasilia", box.top(read, 3));
        assertTrue(box.probability(read, 3) > 0.98);
    }

    @Test
    void depthsAreThoseOfTheBlocksThatWrite() {
        assertEquals(4, depthAtTheEnd("The capital of India is"));
        assertEquals(3, depthAtTheEnd("The capital of India is", CUT));
        assertEquals(4, depthAtTheEnd("In India you pay with"));
        assertEquals(5, depthAtTheEnd("Remember cobalt . then we walk . you recall"));
        PredictionDepth story = PredictionDepth.of(box.read("then we walk past the old mill and then"));
        for (int position = 1; position < story.depths().length; position++) {
            assertEquals(1, story.depths()[position], "position " + position);
        }
    }

    private static int depthAtTheEnd(String prompt, String... edits) {
        PredictionDepth depth = PredictionDepth.of(box.read(prompt, edits));
        return depth.depths()[depth.depths().length - 1];
    }

    /// A change of block 3 at ‘is’ (position 5) can reach nothing below layer 4, and nothing before ‘is’.
    @Test
    void theDifferenceFillsTheConeOfTheEditAndNothingElse() {
        Study edited = box.study("The capital of Turkey is Ankara . then", OpenGlassBox.LOGIT, CUT);
        Study neutral = new Study(edited.model(), edited.tokens(), edited.lens(), EditStack.NONE.alike(edited.edits()));
        LensDifference difference =
                box.workbench().difference(neutral, edited, Reading.everything(edited.tokens().length()), partial -> {}, Progress.NONE);
        for (int layer = 0; layer <= 5; layer++) {
            for (int position = 0; position < edited.tokens().length(); position++) {
                float kl = difference.value(Measure.KL, layer, position);
                if (layer < 4) {
                    assertEquals(0, kl, "layer " + layer + ", position " + position);
                } else if (position == 5) {
                    assertTrue(kl > 1, "layer " + layer + ": " + kl);
                    assertEquals(box.id("Istanbul"), difference.movedToken(layer, position));
                    assertTrue(difference.movedBy(layer, position) < -0.8);
                } else {
                    assertEquals(0, kl, 1e-4, "layer " + layer + ", position " + position);
                }
            }
        }
    }
}
