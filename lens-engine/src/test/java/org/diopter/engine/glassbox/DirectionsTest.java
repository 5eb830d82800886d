package org.diopter.engine.glassbox;

import static org.diopter.engine.glassbox.OpenGlassBox.COUNTRIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.causal.RemovalEffect.LayerEffect;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.glassbox.OpenGlassBox.Country;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What causal basis extraction must find at layer 3 of the glass box: the capitals that block 2 has just written.
class DirectionsTest {
    /// The coordinate that says a word stands this far behind the coordinate of the word itself: see `Stream` of the glass box.
    private static final int SAYS = 57;

    @TempDir
    static Path home;

    private static OpenGlassBox box;
    private static FoundBasis found;

    @BeforeAll
    static void extract() {
        box = OpenGlassBox.in(home);
        TrainingText text = TrainingText.pack(List.of(box.file("sample-text.txt")), box.tokenizer(), 129);
        found = box.model().directions().extract(
                new BasisPlan(3, 9, Ablation.MEAN, 512, 0, 0), OpenGlassBox.LOGIT, text, BasisExtraction.Listener.NONE, new Cancellation());
    }

    @AfterAll
    static void close() {
        box.close();
    }

    @Test
    void theFirstEightDirectionsAreTheEightCapitals() {
        Set<Integer> facts = new HashSet<>();
        for (int i = 0; i < COUNTRIES.size(); i++) {
            facts.add(fact(i));
            assertTrue(Math.abs(component(i, fact(i))) > 0.95, "direction " + i);
        }
        assertEquals(Set.copyOf(OpenGlassBox.all(COUNTRIES.size())), facts);
    }

    @Test
    void theNinthIsNothingLikeThem() {
        List<Direction> directions = found.basis().directions();
        assertTrue(directions.get(8).influence() < directions.get(7).influence() / 5);
        double inCapitals = 0;
        for (int fact = 0; fact < COUNTRIES.size(); fact++) {
            inCapitals += Math.pow(component(8, fact), 2);
        }
        assertTrue(inCapitals < 0.01, Double.toString(inCapitals));
    }

    @Test
    void oneSwitchedOffTakesItsFactAndNoOther() {
        for (int direction = 0; direction < COUNTRIES.size(); direction++) {
            String edit = AblateDirections.of(3, found.reference(), List.of(direction), Ablation.MEAN).text();
            for (int i = 0; i < COUNTRIES.size(); i++) {
                Country country = COUNTRIES.get(i);
                Trajectory read = box.read(country.capitalPrompt(), edit);
                if (i == fact(direction)) {
                    assertNotEquals(country.capital(), box.top(read, 3));
                    assertNotEquals(country.city(), box.top(read, 5), "what would be written over it is gone too");
                    assertTrue(box.probability(read, 5) < 0.1, country.name());
                } else {
                    assertEquals(country.capital(), box.top(read, 3));
                    assertEquals(country.city(), box.top(read, 5));
                    assertTrue(box.probability(read, 3) > 0.95, country.name());
                }
                assertEquals(country.money(), box.top(box.read(country.moneyPrompt(), edit), 5));
            }
        }
    }

    /// The layers from the direction's own to the output hang on it where its fact is asked for, and do not where another is.
    @Test
    void theEffectReachesEveryLayerAboveWhereTheFactIsAskedFor() {
        List<LayerEffect> own = effects(COUNTRIES.get(fact(0)));
        List<LayerEffect> other = effects(COUNTRIES.get((fact(0) + 1) % COUNTRIES.size()));
        assertEquals(List.of(3, 4, 5), own.stream().map(LayerEffect::layer).limit(3).toList());
        assertEquals(box.model().card().layers() - 2, own.size());
        for (int i = 0; i < own.size(); i++) {
            assertTrue(own.get(i).divergence() > 1, own.get(i).toString());
            assertTrue(other.get(i).divergence() < 0.1, other.get(i).toString());
        }
    }

    private static List<LayerEffect> effects(Country country) {
        TokenSequence tokens = box.tokens(country.capitalPrompt());
        return box.model().directions()
                .removal(found.basis(), 0, OpenGlassBox.LOGIT, Ablation.MEAN, tokens, tokens.length() - 1, 4, new Cancellation())
                .layers();
    }

    /// The fact whose capital a direction has the largest component of.
    private static int fact(int direction) {
        int largest = 0;
        for (int fact = 1; fact < COUNTRIES.size(); fact++) {
            largest = Math.abs(component(direction, fact)) > Math.abs(component(direction, largest)) ? fact : largest;
        }
        return largest;
    }

    private static double component(int direction, int fact) {
        return found.basis().directions().get(direction).vector()[SAYS + box.id(COUNTRIES.get(fact).capital())];
    }
}
