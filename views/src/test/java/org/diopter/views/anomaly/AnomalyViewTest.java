package org.diopter.views.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnomalyViewTest {
    private final AnomalyModel model = new AnomalyModel();
    private final List<String> asked = new ArrayList<>();
    private final AnomalyView view = Fx.get(() -> new AnomalyView(model, new SimpleObjectProperty<>(AnomalyPage.PROMPTS), Contexts.of(WindowTheme.LIGHT), new Asked()));
    private final PromptInspector inspector = Fx.get(() -> new PromptInspector(model, Contexts.of(WindowTheme.LIGHT), () -> asked.add("open")));
    @RegisterExtension
    private final ShownView window = new ShownView(view, 980, 900);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private final class Asked implements AnomalyView.Acts {
        @Override
        public void chooseNormal() {
            asked.add("normal");
        }

        @Override
        public void chooseSuspect() {
            asked.add("suspect");
        }

        @Override
        public void editInjection() {
            asked.add("injection");
        }

        @Override
        public void runPrompts() {
            asked.add("run");
        }

        @Override
        public void export(Figure figure) {
            asked.add("export");
        }
    }

    @Test
    void withoutPromptsTheViewAsksForThem() {
        Fx.run(() -> ((Button) view.lookup(".empty-state .button")).fire());
        assertEquals(List.of("normal"), asked);
    }

    @Test
    void theCurveHasOneLineALensAndARingAtTheThreshold() {
        Fx.run(() -> model.findings().set(AnomalyExamples.findings()));
        Fx.until("painted", () -> view.focused().isPresent());
        ChartFigure roc = assertInstanceOf(ChartFigure.class, Fx.get(() -> view.focused().orElseThrow()));
        assertEquals(2, roc.series().stream().filter(series -> series.mark() == ChartSeries.Mark.STEPS).count());
        assertEquals(1, roc.series().stream().filter(series -> series.mark() == ChartSeries.Mark.RINGS).count());
        assertTrue(roc.subtitle().matches("AUROC [0-9.]+ \\([0-9.]+ to [0-9.]+\\) · dashed logit lens [0-9.]+"), roc.subtitle());
        assertTrue(model.throughLens().get(), "the model's own lens is looked through first");
    }

    @Test
    void altWritesTheNumbersIntoTheStrip() {
        Fx.run(() -> Event.fireEvent(view, key(KeyEvent.KEY_PRESSED)));
        assertTrue(model.showsNumbers().get());
        Fx.run(() -> Event.fireEvent(view, key(KeyEvent.KEY_RELEASED)));
        assertFalse(model.showsNumbers().get());
    }

    private static KeyEvent key(javafx.event.EventType<KeyEvent> type) {
        return new KeyEvent(type, "", "", KeyCode.ALT, false, false, type == KeyEvent.KEY_PRESSED, false);
    }

    @Test
    void theStripHasTheDepthOfEveryToken() {
        Findings findings = MadeUp.findings(Words.PROMPT);
        TokenStripFigure strip = AnomalyFigures.strip(findings, true);
        Trajectory trajectory = findings.trajectory();
        for (int position = 0; position < trajectory.positions(); position++) {
            assertEquals(trajectory.predictionDepth(position), strip.values()[position]);
        }
    }

    @Test
    void theInspectorFollowsTheAnswersWithAndWithoutTheInjection() {
        Fx.run(() -> {
            model.findings().set(AnomalyExamples.findings());
            model.selected().set(model.prompts().get().stream().filter(prompt -> prompt.tested().suspect()).findFirst().orElseThrow());
        });
        AnomalyFindings found = AnomalyExamples.findings();
        ScoredPrompt selected = java.util.Objects.requireNonNull(model.selected().get());
        ChartFigure answers = AnomalyFigures.answers(found.readings().getLast(), found.prompt(selected.tested()), model.options(selected.tested()).orElseThrow(),
                model.withoutInjection(selected.tested()), org.diopter.views.figure.Unit.NATS);
        assertEquals(List.of("", "yes", "", "no"), answers.series().stream().map(ChartSeries::name).toList());
        assertEquals(List.of(true, false, true, false), answers.series().stream().map(ChartSeries::dashed).toList());
        assertTrue(Fx.get(() -> inspector.getContent().isVisible()));
    }
}
