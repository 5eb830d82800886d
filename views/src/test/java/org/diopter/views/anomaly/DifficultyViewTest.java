package org.diopter.views.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import org.diopter.engine.data.ExampleDifficulty;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DifficultyViewTest {
    private final DifficultyModel model = new DifficultyModel();
    private final List<String> asked = new ArrayList<>();
    private final DifficultyView view = Fx.get(() -> new DifficultyView(model, Contexts.of(WindowTheme.LIGHT), new Asked()));
    private final ExampleInspector inspector = Fx.get(() -> new ExampleInspector(model, example -> asked.add("open " + example.index())));
    @RegisterExtension
    private final ShownView window = new ShownView(view, 980, 900);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private final class Asked implements DifficultyView.Acts {
        @Override
        public void chooseTask() {
            asked.add("task");
        }

        @Override
        public void chooseOrdering() {
            asked.add("ordering");
        }

        @Override
        public void runTask() {
            asked.add("run");
        }

        @Override
        public void cancelTask() {
            asked.add("cancel");
        }

        @Override
        public void export(Figure figure) {
            asked.add("export");
        }
    }

    private static DifficultyFindings findings(Optional<List<Double>> ordering, Double... depths) {
        List<OptionPrompt> examples = IntStream.range(0, depths.length)
                .mapToObj(i -> new OptionPrompt("Question " + i + "?", List.of(" yes", " no"), OptionalInt.of(i % 2)))
                .toList();
        return new DifficultyFindings(
                examples, new ExampleDifficulty(List.of(depths)), ordering, 4, "logit lens", MadeUp.findings(Words.PROMPT).provenance());
    }

    private Button button(String text) {
        return view.lookupAll(".button").stream().map(Button.class::cast).filter(node -> node.getText().equals(text)).findFirst().orElseThrow();
    }

    @Test
    void withoutATaskTheViewAsksForOne() {
        Fx.run(() -> ((Button) view.lookup(".empty-state .button")).fire());
        assertEquals(List.of("task"), asked);
        assertTrue(Fx.get(() -> button("Run").isDisabled()));
        assertTrue(Fx.get(() -> button("Ordering…").isDisabled()));
    }

    @Test
    void aTaskThatIsReadShowsHowFarAndCanBeCancelled() {
        Fx.run(() -> {
            model.input().set(new DifficultyInput(Optional.of(Path.of("task.jsonl")), Optional.empty()));
            model.progress().set(0.25);
        });
        Node row = Fx.get(() -> view.lookup("#task-progress"));
        assertTrue(Fx.get(row::isVisible));
        assertFalse(Fx.get(() -> view.lookup(".empty-state").isVisible()));
        Fx.run(() -> button("Cancel").fire());
        assertEquals(List.of("cancel"), asked);
        Fx.run(() -> model.progress().set(DifficultyModel.IDLE));
        assertFalse(Fx.get(row::isVisible));
    }

    @Test
    void theHardestExampleComesFirstAndIsSelected() {
        Fx.run(() -> model.findings().set(findings(Optional.empty(), 1.0, 3.5, 2.0)));
        TableView<?> table = (TableView<?>) Fx.get(() -> view.lookupAll(".table-view").stream()
                .filter(node -> !node.getStyleClass().contains("figure-table")).findFirst().orElseThrow());
        assertEquals(List.of(1, 2, 0), table.getItems().stream().map(item -> ((RatedExample) item).index()).toList());
        assertEquals(1, Objects.requireNonNull(model.selected().get()).index());
        assertEquals(" no", Objects.requireNonNull(model.selected().get()).answer());
        Fx.run(() -> ((Button) inspector.getContent().lookupAll(".button").iterator().next()).fire());
        assertEquals(List.of("open 1"), asked);
    }

    @Test
    void everyExampleIsCountedAtItsLayer() {
        ChartFigure chart = DifficultyFigures.histogram(findings(Optional.empty(), 1.0, 3.5, 2.0, 0.0, 2.2));
        assertEquals(List.of(1.0, 1.0, 2.0, 0.0, 1.0), DoubleStream.of(chart.series().getFirst().y()).boxed().toList());
        assertEquals("mean 1.74 · logit lens", chart.subtitle());
    }

    @Test
    void anOrderingIsCorrelatedAndTheSelectedExampleHasARing() {
        DifficultyFindings found = findings(Optional.of(List.of(10.0, 30.0, 20.0)), 1.0, 3.5, 2.0);
        ChartFigure chart = DifficultyFigures.correlation(found, found.rated().getFirst());
        assertEquals("Spearman’s ρ +1.000", chart.subtitle());
        assertEquals(30, chart.series().getLast().x()[0]);
        assertEquals(3.5, chart.series().getLast().y()[0]);
    }

    @Test
    void depthsThatAreAllEqualHaveNoCorrelation() {
        DifficultyFindings found = findings(Optional.of(List.of(10.0, 30.0)), 2.0, 2.0);
        assertEquals("no rank correlation: all depths or all numbers are equal", DifficultyFigures.correlation(found, null).subtitle());
    }

    @Test
    void theChartOfCorrelationIsThereWithAnOrderingOnly() {
        Fx.run(() -> model.findings().set(findings(Optional.empty(), 1.0, 2.0)));
        int without = Fx.get(() -> (int) view.lookupAll(".panel").stream().filter(Node::isVisible).count());
        Fx.run(() -> model.findings().set(findings(Optional.of(List.of(1.0, 2.0)), 1.0, 2.0)));
        assertEquals(without + 1, Fx.get(() -> (int) view.lookupAll(".panel").stream().filter(Node::isVisible).count()));
    }
}
