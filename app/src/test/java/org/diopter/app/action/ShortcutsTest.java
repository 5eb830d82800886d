package org.diopter.app.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShortcutsTest {
    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private static KeyEvent press(KeyCode code, boolean ctrl, Node target) {
        return new KeyEvent(null, target, KeyEvent.KEY_PRESSED, "", "", code, false, ctrl, false, false);
    }

    @Test
    void shortcutsAreWrittenAsPeopleReadThem() {
        assertEquals("Ctrl Shift C", Shortcuts.text(Shortcuts.parse("Shortcut+Shift+C")));
        assertEquals("Ctrl Shift Alt R", Shortcuts.text(Shortcuts.parse("Shortcut+Shift+Alt+R")));
        assertEquals("Alt F1", Shortcuts.text(Shortcuts.parse("Alt+F1")));
        assertEquals("Ctrl +", Shortcuts.text(Shortcuts.parse("Shortcut+Equals")));
        assertEquals("Shift F6", Shortcuts.text(Shortcuts.parse("Shift+F6")));
        assertEquals("[", Shortcuts.text(Shortcuts.parse("Open_Bracket")));
        assertEquals("S", Shortcuts.text(Shortcuts.parse("S")));
    }

    @Test
    void aLetterActsOnlyWhileNobodyTypes() {
        KeyCombination s = Shortcuts.parse("S");
        assertTrue(s.match(press(KeyCode.S, false, new Region())));
        assertFalse(s.match(press(KeyCode.S, false, Fx.get(TextField::new))));
    }

    @Test
    void aLetterWithCtrlIsAnotherKey() {
        assertFalse(Shortcuts.parse("S").match(press(KeyCode.S, true, new Region())));
    }

    @Test
    void twoLettersAreEqualIfTheyAreTheSameKey() {
        assertEquals(Shortcuts.parse("S"), Shortcuts.parse("S"));
        assertNotEquals(Shortcuts.parse("S"), Shortcuts.parse("T"));
    }
}
