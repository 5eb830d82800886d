package org.diopter.views.directions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.causal.RemovalEffect.LayerEffect;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionsViewTest {
    private final CssWarnings warnings = new CssWarnings();
    private final DirectionsModel model = new DirectionsModel();
    private final List<String> asked = new ArrayList<>();
    private final DirectionsView view = Fx.get(() -> new DirectionsView(model, Contexts.of(WindowTheme.LIGHT), new Asked()));
    private final Stage stage = Fx.get(() -> Fx.show(view, 960, 900, WindowTheme.LIGHT));

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void close() {
        Fx.run(stage::close);
        warnings.close();
        assertEquals(List.of(), warnings.heard());
    }

    private final class Asked implements DirectionsView.Acts {
        @Override
        public void extract() {
            asked.add("extract");
        }

        @Override
        public void cancel() {
            asked.add("cancel");
        }

        @Override
        public void align() {
            asked.add("align");
        }

        @Override
        public void cancelAlignment() {
            asked.add("cancel alignment");
        }

        @Override
        public void export(Figure figure) {
            asked.add("export " + figure.title());
        }
    }

    private void fill() {
        Fx.run(() -> {
            DirectionsExamples.fill(model);
            view.applyCss();
            view.layout();
        });
    }

    @Test
    void withoutABasisTheViewOffersToFindOne() {
        Fx.run(() -> {
            model.clear(6);
            ((Button) view.lookup(".empty-state .button")).fire();
        });
        assertEquals(List.of("extract"), asked);
    }

    @Test
    void theTableHasALineADirectionAndASwitchInEach() {
        fill();
        DirectionsTable table = (DirectionsTable) Fx.get(() -> view.lookup(".table-view"));
        assertEquals(12, table.getItems().size());
        Fx.until("shown", () -> view.lookupAll(".edit-switch").size() >= 5);
    }

    @Test
    void aClickOnASwitchSwitchesADirectionOff() {
        fill();
        click(switchOf("v0"), false);
        assertEquals(List.of(0), model.chosen().get().at(3));
        assertEquals(1, model.edits().size());
        assertEquals(List.of(0), model.edits().getFirst().directions());
        click(switchOf("v0"), false);
        assertEquals(List.of(), model.edits());
    }

    @Test
    void aClickWithShiftSwitchesARange() {
        fill();
        click(switchOf("v1"), false);
        click(switchOf("v4"), true);
        assertEquals(List.of(1, 2, 3, 4), model.chosen().get().at(3));
    }

    @Test
    void spaceTogglesTheSelectedDirection() {
        fill();
        Fx.run(() -> {
            model.selected().set(2);
            Event.fireEvent(view.lookup(".table-view"), new KeyEvent(KeyEvent.KEY_PRESSED, " ", " ", KeyCode.SPACE, false, false, false, false));
        });
        assertEquals(List.of(2), model.chosen().get().at(3));
    }

    private Switch switchOf(String direction) {
        Fx.until("shown", () -> found(direction).isPresent());
        return Fx.get(() -> found(direction).orElseThrow());
    }

    private Optional<Switch> found(String direction) {
        return view.lookupAll(".edit-switch").stream()
                .filter(Switch.class::isInstance)
                .map(Switch.class::cast)
                .filter(one -> ("Switch " + direction + " off").equals(one.getAccessibleText()))
                .findFirst();
    }

    private static void click(Switch target, boolean shift) {
        Fx.run(() -> Event.fireEvent(target, new MouseEvent(MouseEvent.MOUSE_CLICKED, 5, 5, 5, 5, MouseButton.PRIMARY, 1, shift, false, false, false,
                true, false, false, true, false, true, null)));
    }

    @Test
    void directionsOfSeveralLayersAreSeveralEdits() {
        fill();
        Fx.run(() -> {
            model.choose(0, 1, true);
            model.layer().set(5);
            model.choose(3, 3, true);
            model.settings().set(model.settings().get().withStrength(0.5).withPositions(new Positions.Range(8, 12)));
        });
        List<String> texts = model.edits().stream().map(edit -> edit.text().replaceAll("basis=[^,]*,sha256=[^,]*,", "")).toList();
        assertEquals(List.of("ablate:layer=3,directions=0+1,mode=mean,strength=0.5,positions=8-12",
                "ablate:layer=5,directions=3,mode=mean,strength=0.5,positions=8-12"), texts);
    }

    @Test
    void ablatedDirectionsHaveTheColourOfEditsInTheChart() {
        fill();
        Fx.run(() -> model.choose(0, 1, true));
        Fx.until("painted with what is switched off", () -> view.focused().flatMap(DirectionsViewTest::switchedOff).isPresent());
        ChartFigure chart = assertInstanceOf(ChartFigure.class, Fx.get(() -> view.focused().orElseThrow()));
        ChartSeries off = switchedOff(chart).orElseThrow();
        assertEquals(2, java.util.Arrays.stream(off.x()).filter(Double::isFinite).count());
        assertTrue(chart.subtitle().matches("Spearman ρ 0\\.[0-9]+, random .*"), chart.subtitle());
    }

    private static Optional<ChartSeries> switchedOff(Figure figure) {
        return figure instanceof ChartFigure chart ? chart.series().stream().filter(series -> series.tint().equals(Tint.EDIT)).findFirst() : Optional.empty();
    }

    @Test
    void positionsThatAreNoneLeaveThoseOfBefore() {
        fill();
        TextField positions = (TextField) Fx.get(() -> view.lookupAll(".text-field").stream()
                .filter(node -> "Positions".equals(node.getAccessibleText())).findFirst().orElseThrow());
        Fx.run(() -> {
            positions.setText("8–12");
            positions.fireEvent(new javafx.event.ActionEvent());
        });
        assertEquals(new Positions.Range(8, 12), model.settings().get().at());
        Fx.run(() -> {
            positions.setText("0-3");
            positions.fireEvent(new javafx.event.ActionEvent());
        });
        assertEquals(new Positions.Range(8, 12), model.settings().get().at());
        assertEquals("8–12", Fx.get(positions::getText));
        assertTrue(Fx.get(() -> positions.getTooltip().getText()).contains("Positions to change start at 1"));
    }

    @Test
    void aRunningSearchSaysHowFarItIsAndCanBeCancelled() {
        fill();
        Fx.run(() -> {
            model.search().set(new SearchPhase.Running(4, 1, 3, 6, 10, false));
            view.applyCss();
        });
        assertTrue(Fx.get(() -> view.lookupAll(".banner .label").stream().anyMatch(node -> node instanceof Label label
                && label.getText().equals("Layer 4: 6 of 10 directions. Layer 2 of 3."))));
        Fx.run(() -> ((Button) view.lookup(".banner .button")).fire());
        assertEquals(List.of("cancel"), asked);
        assertEquals((1 + 0.6) / 3, new SearchPhase.Running(4, 1, 3, 6, 10, false).share(), 1e-12);
    }

    @Test
    void alignmentIsMeasuredOnRequestAndCanBeCancelled() {
        fill();
        press("Measure");
        Fx.run(() -> model.aligning().set(new AlignmentPhase.Running(0.25)));
        press("Cancel");
        assertEquals(List.of("align", "cancel alignment"), asked);
    }

    private void press(String text) {
        Fx.run(() -> view.lookupAll(".button").stream()
                .filter(node -> node instanceof Button button && button.getText().equals(text) && button.isVisible())
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow()
                .fire());
    }

    @Test
    void whatIsCutShortSaysSo() {
        Fx.run(() -> {
            model.clear(6);
            model.known().set(Map.of(3, DirectionsExamples.layer(3, 4, 10)));
            view.applyCss();
            view.layout();
        });
        assertTrue(Fx.get(() -> view.lookupAll(".remark").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().startsWith("4 of 10 in 4,096 states, cut short"))));
    }

    @ParameterizedTest
    @EnumSource
    void theInspectorShowsRanksBeforeAndAfterInEveryTheme(WindowTheme theme) {
        DirectionInspector inspector = Fx.get(() -> new DirectionInspector(model, id -> TokenLabel.of("t" + id)));
        Stage other = Fx.get(() -> Fx.show(inspector, 300, 900, theme));
        Fx.run(() -> {
            DirectionsExamples.fill(model);
            model.removal().set(DirectionsExamples.removal());
            model.extremes().set(DirectionsExamples.extremes());
            inspector.applyCss();
            inspector.layout();
        });
        assertTrue(Fx.get(() -> inspector.lookupAll(".note").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().equals("rank 41 → 28"))));
        assertTrue(Fx.get(() -> inspector.getContent().isVisible()));
        Fx.run(other::close);
    }

    /// 31 layers in steps of three, and the direction's own whatever the step: 30, 27 … 0.
    @ParameterizedTest
    @CsvSource({"31, 11, at 11 of 31 layers", "30, 11, at 11 of 30 layers", "4, 4, layer by layer"})
    void theEffectOnEveryLayerAboveIsShownFromTheOutputDown(int layers, int shown, String said) {
        DirectionInspector inspector = Fx.get(() -> new DirectionInspector(model, id -> TokenLabel.of("t" + id)));
        List<LayerEffect> effects = IntStream.range(0, layers).mapToObj(layer -> new LayerEffect(layer, 0.01 * (layer + 1) * Math.log(2))).toList();
        Fx.run(() -> {
            DirectionsExamples.fill(model);
            model.removal().set(new RemovalEffect(List.of(), List.of(), effects));
        });
        List<String> texts = Fx.get(() -> {
            Stage other = Fx.show(inspector, 300, 900, WindowTheme.LIGHT);
            inspector.applyCss();
            List<String> found = inspector.lookupAll(".label").stream().map(node -> ((Label) node).getText()).toList();
            other.close();
            return found;
        });
        int output = texts.indexOf(layers - 1 + " out");
        assertTrue(output >= 0, texts.toString());
        assertEquals(List.of("0", "0.010"), texts.subList(output + 2 * shown - 2, output + 2 * shown), texts.toString());
        assertTrue(texts.get(output + 2 * shown).contains(said), texts.get(output + 2 * shown));
    }

    @Test
    void anotherModelForgetsWhatWasChosen() {
        fill();
        Fx.run(() -> {
            model.choose(0, 1, true);
            model.effect().set(DirectionsExamples.effect());
            model.clear(4);
        });
        assertEquals(List.of(), model.edits());
        assertNull(model.effect().get());
        assertFalse(Fx.get(() -> model.shown().isPresent()));
    }
}
