package org.diopter.app.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.ListResourceBundle;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class ActionRegistryTest {
    private final SimpleBooleanProperty enabled = new SimpleBooleanProperty(true);
    private final List<String> done = new ArrayList<>();

    private static ActionRegistry registry(String... pairs) {
        return new ActionRegistry(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                Object[][] contents = new Object[pairs.length / 2][];
                for (int i = 0; i < contents.length; i++) {
                    contents[i] = new Object[] {pairs[2 * i], pairs[2 * i + 1]};
                }
                return contents;
            }
        });
    }

    private void add(ActionRegistry registry, String id) {
        registry.add(id, enabled, () -> done.add(id));
    }

    @Test
    void aShortcutThatAnotherActionHasIsRefused() {
        ActionRegistry registry = registry("a.x.title", "X", "a.x.help", "Does x.", "a.x.key", "Shortcut+X", "a.y.title", "Y", "a.y.help", "Does y.",
                "a.y.key", "Shortcut+X");
        add(registry, "a.x");
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> add(registry, "a.y"));
        assertEquals("Ctrl X of a.y already runs a.x", refused.getMessage());
    }

    @Test
    void anActionWithoutHelpIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> add(registry("a.x.title", "X"), "a.x"));
    }

    @Test
    void anActionThatIsThereAlreadyIsRefused() {
        ActionRegistry registry = registry("a.x.title", "X", "a.x.help", "Does x.");
        add(registry, "a.x");
        assertThrows(IllegalArgumentException.class, () -> add(registry, "a.x"));
    }

    @Test
    void anActionThatCannotBeDoneNowIsNotDone() {
        ActionRegistry registry = registry("a.x.title", "X", "a.x.help", "Does x.");
        add(registry, "a.x");
        registry.get("a.x").fire();
        enabled.set(false);
        registry.get("a.x").fire();
        assertEquals(List.of("a.x"), done);
    }

    @Test
    void aSwitchTurnsItsStateOver() {
        ActionRegistry registry = registry("a.x.title", "X", "a.x.help", "Does x.");
        SimpleBooleanProperty state = new SimpleBooleanProperty();
        registry.addSwitch("a.x", enabled, state);
        registry.get("a.x").fire();
        assertTrue(state.get());
        registry.get("a.x").fire();
        assertFalse(state.get());
    }

    @Test
    void aSearchFindsEveryWordAndPutsTitlesThatBeginWithItFirst() {
        ActionRegistry registry = registry("menu.a", "Figure", "a.x.title", "Export figure", "a.x.help", "Write it.", "a.y.title", "Figure again",
                "a.y.help",
                "Paint.", "a.z.title", "Run", "a.z.help", "Run it.");
        add(registry, "a.x");
        add(registry, "a.y");
        add(registry, "a.z");
        assertEquals(List.of("a.y", "a.x", "a.z"), registry.find("figure").stream().map(Action::id).toList());
        assertEquals(List.of("a.x"), registry.find("write export").stream().map(Action::id).toList());
        assertEquals(3, registry.find(" ").size());
    }
}
