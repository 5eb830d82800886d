package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.diopter.app.window.LensTrial.Divergence;
import org.diopter.engine.LensChoice;
import org.diopter.engine.lens.Lens;
import org.diopter.views.kit.HeldLens;
import org.junit.jupiter.api.Test;

class LensTrialTest {
    private static LensTrial trial(String base, Optional<Divergence> divergence) {
        Lens plain = FakeLenses.lens("mine", 0.5f);
        Lens lens = new Lens(plain.kind(), plain.name(), base, plain.translators());
        return new LensTrial(HeldLens.of(new LensChoice.Translated("mine", "77"), lens), "almanac-8m", divergence);
    }

    @Test
    void aLensOfThisModelOrOfNoneIsNotDoubted() {
        assertFalse(trial("", Optional.empty()).isDoubtful());
        assertFalse(trial("org/Almanac-8M", Optional.of(new Divergence(0.3, 2))).isDoubtful());
    }

    @Test
    void aLensOfAnotherModelIsDoubtedHoweverGoodItIs() {
        assertTrue(trial("org/almanac-8m-base", Optional.of(new Divergence(0.1, 2))).isOfAnotherModel());
    }

    @Test
    void aLensThatIsNoNearerThanTheLogitLensIsDoubted() {
        assertTrue(trial("", Optional.of(new Divergence(2, 2))).isNoBetter());
        assertTrue(trial("", Optional.of(new Divergence(Double.NaN, 2))).isNoBetter());
    }
}
