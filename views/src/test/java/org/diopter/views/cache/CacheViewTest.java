package org.diopter.views.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheViewTest {
    private static final PolicyForm FIRST = PolicyForm.INITIAL;
    private static final PolicyForm SECOND = PolicyForm.INITIAL.with(PolicyForm.Kind.LOCAL);

    private final CacheModel model = new CacheModel();
    private final Said said = new Said(new ArrayList<>());
    private final CacheView view = Fx.get(() -> new CacheView(model, Contexts.of(WindowTheme.LIGHT), said));
    private final CacheInspector inspector = Fx.get(() -> new CacheInspector(model, Contexts.of(WindowTheme.LIGHT)));
    private final CssWarnings warnings = new CssWarnings();
    private final Stage stage = Fx.get(() -> Fx.show(new HBox(view, inspector), 1200, 800, WindowTheme.LIGHT));

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void showPolicies() {
        Fx.run(() -> {
            model.beside().set(true);
            CacheExamples.show(model, CacheExamples.look(1, 0, FIRST, SECOND));
            model.lookAt(1, 0);
        });
        Fx.until("painted", () -> view.firstMap().picture().shown().get() != null && view.firstMap().picture().isSettled());
    }

    @AfterEach
    void hide() {
        Fx.run(stage::close);
        warnings.close();
    }

    private static void key(Node node, KeyCode code) {
        Fx.run(() -> Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    @Test
    void keysOnTheMapMoveTheQueryAndTheSliderFollows() {
        key(view.firstMap(), KeyCode.DOWN);
        key(view.firstMap(), KeyCode.DOWN);
        assertEquals(2, model.query().get());
        assertEquals(2, Fx.get(() -> ((Slider) view.lookup("#steps")).getValue()));
        Fx.run(() -> ((Slider) view.lookup("#steps")).setValue(5));
        assertEquals(5, model.query().get());
        assertTrue(Fx.get(() -> view.firstMap().getAccessibleText()).startsWith("Query 5"));
    }

    @Test
    void theLettersKPlaysFromTheBeginningAndStops() {
        Fx.run(() -> model.goTo(model.steps() - 1));
        key(view, KeyCode.K);
        assertTrue(model.playing().get());
        assertEquals(0, model.query().get());
        key(view, KeyCode.K);
        assertFalse(model.playing().get());
    }

    @Test
    void arrowsOnTheSmallMapsChooseAHead() {
        Node heads = Fx.get(() -> view.lookup(".head-grid"));
        key(heads, KeyCode.UP);
        key(heads, KeyCode.RIGHT);
        assertEquals(2, model.block().get());
        assertEquals(1, model.head().get());
        assertTrue(Fx.get(heads::getAccessibleText).contains("block 2, head 1"));
    }

    @Test
    void whatIsWrongWithAFormStandsUnderIt() {
        TextField share = Fx.get(() -> (TextField) view.lookup("#policy-settings-0").lookup(".text-field"));
        Fx.run(() -> share.setText("2"));
        assertEquals("2", model.form(0).get().share());
        assertTrue(Fx.get(() -> view.lookupAll(".err-text").stream().anyMatch(node -> node.isVisible() && node.toString().contains("not a share"))));
        assertTrue(Fx.get(() -> share.getScene() != null), "the field that is being typed in stays");
    }

    @Test
    void aPolicysSettingsStandOnOneLineInASmallWindow() {
        double centre = 1280 - 52 - 272 - 300 - 2 * 12;
        double line = Fx.get(() -> ((Region) view.lookup("#policy-settings-1")).prefHeight(2_000));
        assertEquals(line, Fx.get(() -> ((Region) view.lookup("#policy-settings-0")).prefHeight(centre)), "A2SF by share, the usual one");
        assertTrue(Fx.get(() -> ((Region) view.lookup("#policy-settings-0")).prefHeight(400)) > line, "it breaks where it must");
    }

    @Test
    void anotherKindBringsItsOwnFields() {
        Fx.run(() -> model.form(0).set(model.form(0).get().with(PolicyForm.Kind.STREAMING).byShare(false)));
        assertEquals(2, Fx.get(() -> view.lookup("#policy-settings-0").lookupAll(".text-field").size()));
    }

    @Test
    void noStyleIsUnknown() {
        assertEquals(List.of(), warnings.heard());
    }
}
