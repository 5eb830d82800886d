package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.diopter.engine.causal.RemovalEffect.LayerEffect;
import org.diopter.engine.causal.RemovalEffect.TokenChange;
import org.diopter.engine.runtime.FloatTensor;
import org.junit.jupiter.api.Test;

class RemovalEffectTest {
    @Test
    void ranksCountFromOneAndChangesAreAgainstTheMean() {
        FloatTensor before = logits(9, 9, 9, 9, 5, 4, 3, 2);
        FloatTensor after = logits(9, 9, 9, 9, 3, 6, 4, 3);
        RemovalEffect effect = RemovalEffect.of(6, before, after, 5);
        assertEquals(new TokenChange(1, 1.5, 2, 1), rounded(effect.promoted().getFirst()));
        assertEquals(new TokenChange(0, -2.5, 1, 3), rounded(effect.suppressed().getFirst()));
        assertEquals(3, effect.promoted().size());
        assertEquals(1, effect.suppressed().size());
        assertTrue(effect.divergence() > 0.5);
        assertEquals(List.of(6, 7), effect.layers().stream().map(LayerEffect::layer).toList());
        assertEquals(0, effect.layers().getFirst().divergence(), 1e-9);
    }

    /// Every logit rises by the same: nothing has changed.
    @Test
    void aConstantIsNoChange() {
        RemovalEffect effect = RemovalEffect.of(8, logits(1, 2, 3, 4), logits(3, 4, 5, 6), 5);
        assertEquals(0, effect.divergence(), 1e-9);
        assertTrue(effect.promoted().stream().allMatch(change -> change.logit() < 1e-6));
    }

    private static TokenChange rounded(TokenChange change) {
        return new TokenChange(change.id(), Math.rint(1000 * change.logit()) / 1000, change.rankBefore(), change.rankAfter());
    }

    /// Rows of four tokens.
    private static FloatTensor logits(float... values) {
        FloatTensor logits = FloatTensor.zeros(values.length / 4, 4);
        for (int i = 0; i < values.length; i++) {
            logits.set(i, values[i]);
        }
        return logits;
    }
}
