package org.diopter.views.directions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.causal.RemovalEffect.LayerEffect;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.ShownView;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionsViewTest {
    private final DirectionsModel model = new DirectionsModel();
    private final List<String> asked = new ArrayList<>();
    private final DirectionsView view = Fx.get(() -> new DirectionsView(model, Contexts.of(WindowTheme.LIGHT), new Asked()));
    @RegisterExtension
    private final ShownView window = new ShownView(view, 960, 900);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
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

    private final class Reading implements DirectionInspector.Reader {
        @Override
        public void read() {
            asked.add("read");
        }

        @Override
        public void stop() {
            asked.add("stop");
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
        assertEquals(1, model.chosen().get().edits().size());
        assertEquals(List.of(0), model.chosen().get().edits().getFirst().directions());
        click(switchOf("v0"), false);
        assertEquals(List.of(), model.chosen().get().edits());
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
            model.setUp(model.settings().get().withPositions(new Positions.Range(8, 12)));
            model.choose(3, 0, 1, true);
            model.layer().set(5);
            model.choose(5, 3, 3, true);
            model.change(new DirectionChange(3, new BigDecimal("0.5"), BigDecimal.ONE));
        });
        List<String> texts = model.chosen().get().edits().stream().map(edit -> edit.text().replaceAll("basis=[^,]*,sha256=[^,]*,", "")).toList();
        assertEquals(List.of("ablate:layer=3,directions=0+1,mode=mean,positions=8-12",
                "ablate:layer=5,directions=3,mode=mean,strength=0.5,steer=1,positions=8-12"), texts);
    }

    private List<Slider> sliders() {
        return Fx.get(() -> view.lookupAll(".value-slider .slider").stream().map(Slider.class::cast).toList());
    }

    @Test
    void theSlidersAreThoseOfTheSelectedDirection() {
        fill();
        Slider strength = sliders().getFirst();
        Slider steer = sliders().getLast();
        Fx.run(() -> {
            model.choose(3, 0, 1, true);
            model.selected().set(1);
            strength.setValue(0.5);
            model.selected().set(4);
        });
        assertEquals(0, Fx.get(strength::getValue), "what is not switched off stands at nothing");
        assertEquals(List.of(0, 1), model.chosen().get().at(3), "looking at a direction changes none");
        Fx.run(() -> steer.setValue(2));
        assertEquals(new DirectionChange(4, BigDecimal.ZERO, new BigDecimal("2")), model.chosen().get().change(3, 4).orElseThrow());
        assertEquals("0.5", model.chosen().get().change(3, 1).orElseThrow().strength().toPlainString());
        Fx.run(() -> model.selected().set(1));
        assertEquals(0.5, Fx.get(strength::getValue));
        press("Same for all");
        assertTrue(model.chosen().get().edits().getFirst().text().contains("directions=0+1+4,mode=mean,strength=0.5"));
    }

    @Test
    void theTableSaysHowFarEachDirectionIsTakenOut() {
        fill();
        Fx.run(() -> {
            model.choose(3, 0, 0, true);
            model.change(new DirectionChange(1, new BigDecimal("0.5"), new BigDecimal("-3")));
        });
        Fx.until("both strengths", () -> {
            List<String> shown = view.lookupAll(".table-view .edit-text").stream().map(node -> ((Label) node).getText()).toList();
            return shown.contains("1") && shown.contains("0.5 −3");
        });
    }

    @Test
    void emptyPanesSayWhatComesAndOfferIt() {
        fill();
        press("Switch the selected direction off");
        assertEquals(List.of(0), model.chosen().get().at(3));
        press("Measure alignment");
        assertEquals(List.of("align"), asked);
        assertTrue(Fx.get(() -> view.lookupAll(".small-state .button").stream().filter(Node::isVisible).allMatch(node -> !shownUp(node)
                || ((Button) node).getText().equals("Measure alignment"))));
    }

    private static boolean shownUp(Node node) {
        return node.isVisible() && (node.getParent() == null || shownUp(node.getParent()));
    }

    @Test
    void otherCardsOfTheLayerAreNamed() {
        fill();
        Fx.run(() -> model.others().set(List.of(
                AblateDirections.of(3, new BasisReference(Path.of("other"), "1".repeat(64)), List.of(2, 7), Ablation.ZERO),
                AblateDirections.of(5, new BasisReference(Path.of("other"), "1".repeat(64)), List.of(1), Ablation.ZERO))));
        assertTrue(Fx.get(() -> view.lookupAll(".panel-foot .label").stream()
                .anyMatch(node -> ((Label) node).getText().equals("Also in other cards: v2, v7"))));
    }

    @Test
    void ablatedDirectionsHaveTheColourOfEditsInTheChart() {
        fill();
        Fx.run(() -> model.choose(3, 0, 1, true));
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
        press("Measure alignment");
        Fx.run(() -> model.aligning().set(new AlignmentPhase.Running(0.25)));
        press("Cancel");
        assertEquals(List.of("align", "cancel alignment"), asked);
    }

    private void press(String text) {
        pressIn(view, text);
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
        DirectionInspector inspector = Fx.get(() -> new DirectionInspector(model, id -> TokenLabel.of("t" + id), new Reading()));
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

    @Test
    void theReadingOfTheTextShowsHowFarItIsAndCanBeEndedAndTakenUp() {
        DirectionInspector inspector = Fx.get(() -> new DirectionInspector(model, id -> TokenLabel.of("t" + id), new Reading()));
        Stage other = Fx.get(() -> Fx.show(inspector, 300, 900, WindowTheme.LIGHT));
        Fx.run(() -> {
            DirectionsExamples.fill(model);
            model.extremes().set(new ExtremeTexts(DirectionsExamples.extremes().places(), 3, 12, false));
        });
        pressIn(inspector, "Cancel");
        Fx.run(() -> model.extremes().set(new ExtremeTexts(DirectionsExamples.extremes().places(), 3, 12, true)));
        assertTrue(Fx.get(() -> inspector.lookupAll(".note").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().equals("The first 3 of 12 sequences were read."))));
        pressIn(inspector, "Read all");
        assertEquals(List.of("stop", "read"), asked);
        Fx.run(other::close);
    }

    private static void pressIn(Node place, String text) {
        Fx.run(() -> {
            place.applyCss();
            place.lookupAll(".button").stream()
                    .filter(node -> node instanceof Button button && text.equals(button.getText()))
                    .map(Button.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .fire();
        });
    }

    /// 31 layers in steps of three, and the direction's own whatever the step: 30, 27 … 0.
    @ParameterizedTest
    @CsvSource({"31, 11, at 11 of 31 layers", "30, 11, at 11 of 30 layers", "4, 4, layer by layer"})
    void theEffectOnEveryLayerAboveIsShownFromTheOutputDown(int layers, int shown, String said) {
        DirectionInspector inspector = Fx.get(() -> new DirectionInspector(model, id -> TokenLabel.of("t" + id), new Reading()));
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
            model.choose(3, 0, 1, true);
            model.effect().set(DirectionsExamples.effect());
            model.clear(4);
        });
        assertEquals(List.of(), model.chosen().get().edits());
        assertNull(model.effect().get());
        assertFalse(Fx.get(() -> model.shown().isPresent()));
    }
}
