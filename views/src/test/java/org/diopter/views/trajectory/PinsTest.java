package org.diopter.views.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.diopter.views.figure.Pin;
import org.diopter.views.figure.TokenLabel;
import org.junit.jupiter.api.Test;

class PinsTest {
    private final Pins pins = new Pins();

    private void toggle(int id) {
        pins.toggle(id, TokenLabel.of("t" + id));
    }

    private int series(int id) {
        return pins.pinned().get().stream().filter(pin -> pin.id() == id).map(Pin::series).findFirst().orElseThrow();
    }

    @Test
    void pinningTwiceTakesThePinAway() {
        toggle(3);
        assertTrue(pins.isPinned(3));
        toggle(3);
        assertFalse(pins.isPinned(3));
    }

    @Test
    void aTokenGetsItsColourBack() {
        toggle(3);
        toggle(4);
        int color = series(4);
        toggle(4);
        toggle(4);
        assertEquals(color, series(4));
    }

    @Test
    void twoPinnedTokensNeverShareAColour() {
        toggle(3);
        toggle(3);
        toggle(4);
        toggle(3);
        assertFalse(series(3) == series(4));
    }

    @Test
    void suggestionsEndWithTheFirstOwnPin() {
        pins.suggest(new int[] {1, 2, 3, 4, 5, 6, 7}, id -> TokenLabel.of("t" + id));
        assertEquals(List.of(1, 2, 3, 4, 5), pins.pinned().get().stream().map(Pin::id).toList());
        toggle(9);
        pins.suggest(new int[] {8}, id -> TokenLabel.of("t" + id));
        assertTrue(pins.isPinned(9));
        assertFalse(pins.isPinned(8));
    }

    @Test
    void afterAResetThereAreSuggestionsAgain() {
        toggle(9);
        pins.reset();
        pins.suggest(new int[] {8}, id -> TokenLabel.of("t" + id));
        assertTrue(pins.isPinned(8));
    }
}
