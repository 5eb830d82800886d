package org.diopter.engine.glassbox;

import static org.diopter.engine.glassbox.OpenGlassBox.COUNTRIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.diopter.engine.LensChoice;
import org.diopter.engine.glassbox.OpenGlassBox.Country;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.Recipe;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.engine.lens.training.TrainingText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a trained lens must say of the glass box: what the model will answer, as soon as the country has been carried to the position, and not before.
class TrainedLensTest {
    @TempDir
    static Path home;

    private static OpenGlassBox box;
    private static TrainedLens trained;
    private static LensChoice lens;

    @BeforeAll
    static void train() {
        box = OpenGlassBox.in(home);
        TrainingText text = TrainingText.pack(List.of(box.file("sample-text.txt")), box.tokenizer(), 64);
        trained = box.model().lenses().train("glass", text, TrainingPlan.of(Recipe.FAST, 10_000), false, new TrainingControl(), TrainingListener.NONE);
        lens = box.model().use(trained.lens());
    }

    @AfterAll
    static void close() {
        box.close();
    }

    @Test
    void itReadsWhatTheModelWillSayOnceTheCountryHasArrived() {
        for (Country country : COUNTRIES) {
            for (int layer = 2; layer < 5; layer++) {
                assertEquals(country.city(), box.top(read(country.capitalPrompt()), layer), "layer " + layer);
            }
        }
    }

    /// Where the logit lens shows nothing yet, three words of one country are in front, whatever is asked.
    @Test
    void atLayer2ItHoldsTheCountrysWordsInFront() {
        for (Country country : COUNTRIES) {
            Set<String> expected = Set.of(country.city(), country.capital(), country.money());
            assertEquals(expected, Set.copyOf(box.front(read(country.capitalPrompt()), 2, 3)));
            assertEquals(expected, Set.copyOf(box.front(read(country.moneyPrompt()), 2, 3)));
        }
    }

    /// Below layer 2 the last position holds no country: what is left is to guess among eight cities.
    @Test
    void beforeThatItKnowsTheQuestionAndNotTheCountry() {
        Set<String> cities = COUNTRIES.stream().map(Country::city).collect(Collectors.toSet());
        for (Country country : COUNTRIES) {
            Trajectory read = read(country.capitalPrompt());
            for (int layer = 0; layer < 2; layer++) {
                assertEquals(cities, Set.copyOf(box.front(read, layer, 8)));
                assertTrue(box.probability(read, layer) < 0.125, country.name());
            }
        }
    }

    @Test
    void whatItGainsOverTheLogitLensIsWhatThoseLayersKnow() {
        for (CurvePoint layer : trained.best()) {
            assertTrue(layer.layer() < 2 == layer.kl() > 0.2, layer.toString());
            assertTrue(layer.kl() <= layer.logitLensKl(), layer.toString());
        }
    }

    private static Trajectory read(String prompt) {
        return box.read(box.study(prompt, lens));
    }
}
