package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.lens.judging.LensEvaluation.LayerScores;
import org.diopter.engine.lens.judging.Scores;
import org.junit.jupiter.api.Test;

class LensTrialTest {
    private static final ModelId MODEL = new ModelId("almanac-8m", Path.of("almanac-8m"), "77");

    private static LensTrial trial(String base, LayerScores... layers) {
        return new LensTrial(new Lens(Lens.Kind.TUNED, "mine", base, List.of(Translator.identity(2))), MODEL, List.of(layers));
    }

    private static LayerScores layer(int layer, double lens, double logitLens) {
        return new LayerScores(layer, new Scores(1, 1, lens, 0, 1), new Scores(1, 1, logitLens, 0, 1));
    }

    @Test
    void aLensOfThisModelOrOfNoneIsNotDoubted() {
        assertFalse(trial("").isDoubtful());
        assertFalse(trial("org/Almanac-8M", layer(0, 0.3, 2)).isDoubtful());
    }

    @Test
    void aLensOfAnotherModelIsDoubtedHoweverGoodItIs() {
        assertTrue(trial("org/almanac-8m-base", layer(0, 0.1, 2)).isOfAnotherModel());
        assertTrue(trial("C:\\lenses\\other", layer(0, 0.1, 2)).isOfAnotherModel());
    }

    @Test
    void layersThatAreFurtherFromTheOutputThanByTheLogitLensAreNamed() {
        assertEquals(List.of(1, 2), trial("", layer(0, 1, 2), layer(1, 2.1, 2), layer(2, Double.NaN, 2)).worse());
    }

    @Test
    void anUntrainedLayerIsTheLogitLensAndNoWorse() {
        assertFalse(trial("", layer(0, 2, 2)).isDoubtful());
    }

    @Test
    void divergencesAreMeansOverLayers() {
        LensTrial trial = trial("", layer(0, 1, 4), layer(1, 2, 5));
        assertEquals(1.5, trial.kl());
        assertEquals(4.5, trial.logitLensKl());
    }
}
