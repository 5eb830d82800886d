package org.diopter.engine.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.diopter.engine.arch.Frequencies.DynamicNtk;
import org.diopter.engine.arch.Frequencies.Fixed;
import org.diopter.engine.arch.Frequencies.Switching;
import org.junit.jupiter.api.Test;

/// How fast the pairs of a head turn under each scaling.
class FrequenciesTest {
    @Test
    void linearScalingDividesEveryFrequency() {
        List<Double> plain = Fixed.plain(10_000, 8).values();
        List<Double> scaled = Fixed.plain(10_000, 8).linear(4).values();
        assertEquals(1, plain.getFirst());
        for (int i = 0; i < 4; i++) {
            assertEquals(plain.get(i) / 4, scaled.get(i));
        }
    }

    @Test
    void llama3ScalingKeepsShortWavesAndDividesLongOnes() {
        List<Double> before = Fixed.plain(500_000, 128).values();
        List<Double> after = Fixed.plain(500_000, 128).llama3(8, 1, 4, 8192).values();
        assertEquals(before.getFirst(), after.getFirst());
        assertEquals(before.getLast() / 8, after.getLast());
        for (int i = 1; i < 64; i++) {
            assertTrue(after.get(i) < after.get(i - 1), "the ramp falls");
        }
    }

    @Test
    void yarnsRampKeepsLowPairsAndDividesHighOnes() {
        List<Double> plain = Fixed.plain(10_000, 12).values();
        List<Double> ramped = Fixed.plain(10_000, 12).ramped(4, 1, 4).values();
        assertEquals(plain.get(1), ramped.get(1));
        assertEquals(plain.get(4) / 4, ramped.get(4), 1e-18);
        assertEquals(plain.get(2) * (2.0 / 3 + 1.0 / 12), ramped.get(2), 1e-15);
    }

    @Test
    void dynamicFrequenciesArePlainUpToTheContextAndFallWithTheLengthBeyond() {
        DynamicNtk dynamic = new DynamicNtk(10_000, 8, 2, 16);
        assertEquals(Fixed.plain(10_000, 8).values(), dynamic.at(3));
        assertEquals(dynamic.at(3), dynamic.at(16));
        assertTrue(dynamic.at(17).getLast() < dynamic.at(16).getLast());
        assertTrue(dynamic.at(18).getLast() < dynamic.at(17).getLast());
    }

    @Test
    void longFrequenciesSwitchBeyondTheContext() {
        Switching frequencies = new Switching(new Fixed(List.of(1.0)), new Fixed(List.of(0.5)), 16);
        assertEquals(List.of(1.0), frequencies.at(16));
        assertEquals(List.of(0.5), frequencies.at(17));
    }

    @Test
    void whatDependsOnTheLengthTurnsAlikeOnlyWhereTheFrequenciesAgree() {
        Rotary dynamic = new Rotary(new DynamicNtk(10_000, 8, 2, 16), 1, false);
        assertTrue(dynamic.alike(3, 16));
        assertFalse(dynamic.alike(16, 17));
        assertFalse(dynamic.alike(20, 21));
        assertTrue(new Rotary(Fixed.plain(10_000, 8), 1, false).alike(1, 1000));
    }

    @Test
    void theAmplitudeMultipliesCosAndSin() {
        float[] cos = new float[2];
        float[] sin = new float[2];
        new Rotary(new Fixed(List.of(0.5, 0.25)), 3, false).angles(2, 1, cos, sin);
        assertEquals(3 * Math.cos(1), cos[0], 1e-6);
        assertEquals(3 * Math.sin(0.5), sin[1], 1e-6);
        assertNotEquals(cos[0], cos[1]);
    }
}
