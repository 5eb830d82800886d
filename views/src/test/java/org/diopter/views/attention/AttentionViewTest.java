package org.diopter.views.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.diopter.views.figure.Cell;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttentionViewTest {
    private final ObjectProperty<Cell> selected = new SimpleObjectProperty<>(new Cell(2, 5));
    private final AttentionModel model = new AttentionModel();
    private final AttentionView view = Fx.get(() -> new AttentionView(model, selected, Contexts.of(WindowTheme.LIGHT), _ -> {}));
    @RegisterExtension
    private final ShownView window = new ShownView(view, 900, 700);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void showABlock() {
        Findings findings = MadeUp.findings(Words.PROMPT);
        Fx.run(() -> model.known().set(new AttentionModel.Known(findings, MadeUp.attention(findings.trajectory().tokens(), 1))));
        Fx.until("painted", () -> view.picture().shown().get() != null && view.picture().isSettled());
    }

    private void key(KeyCode code) {
        Fx.run(() -> {
            Node map = view.picture().getParent();
            Event.fireEvent(map, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        });
    }

    @Test
    void everyHeadHasATile() {
        assertEquals(MadeUp.HEADS, Fx.get(() -> view.lookupAll(".head-tile").size()));
    }

    @Test
    void upAndDownMoveTheQueryThatAllViewsShare() {
        key(KeyCode.DOWN);
        assertEquals(new Cell(2, 6), selected.get());
        key(KeyCode.HOME);
        assertEquals(new Cell(2, 0), selected.get());
        key(KeyCode.UP);
        assertEquals(new Cell(2, 0), selected.get());
    }

    @Test
    void leftAndRightChangeTheHead() {
        key(KeyCode.RIGHT);
        key(KeyCode.RIGHT);
        key(KeyCode.RIGHT);
        assertEquals(MadeUp.HEADS - 1, model.head().get());
        key(KeyCode.LEFT);
        assertEquals(MadeUp.HEADS - 2, model.head().get());
    }

    @Test
    void theStrongestKeyOfTheQueryIsReadOut() {
        String text = Fx.get(() -> view.picture().getParent().getAccessibleText());
        assertTrue(text.contains("Query 5") && text.contains("75.0 per cent"), text);
    }
}
