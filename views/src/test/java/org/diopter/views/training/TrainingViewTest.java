package org.diopter.views.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.ProblemBox;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainingViewTest {
    private final TrainingModel model = new TrainingModel();
    private final List<String> asked = new ArrayList<>();
    private final TrainingView view = Fx.get(() -> new TrainingView(model, Contexts.of(WindowTheme.LIGHT), new SimpleBooleanProperty(true),
            new SimpleBooleanProperty(true), new SimpleStringProperty("tuned lens mine"), new Asked()));
    private final RecipePane recipe = Fx.get(() -> new RecipePane(model, new Asked()));
    @RegisterExtension
    private final ShownView window = new ShownView(view, 980, 900);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private final class Asked implements TrainingView.Acts {
        @Override
        public void openLens() {
            asked.add("open");
        }

        @Override
        public void exportLens() {
            asked.add("write");
        }

        @Override
        public void judge() {
            asked.add("judge");
        }

        @Override
        public void pause() {
            asked.add("pause");
        }

        @Override
        public void stop() {
            asked.add("stop");
        }

        @Override
        public void restartAtHalfTheRate() {
            asked.add("half");
        }

        @Override
        public void keep() {
            asked.add("keep");
        }

        @Override
        public void resume() {
            asked.add("resume");
        }

        @Override
        public void forget() {
            asked.add("forget");
        }

        @Override
        public void export(Figure figure) {
            asked.add("export");
        }

        @Override
        public void chooseText() {
            asked.add("text");
        }

        @Override
        public void start() {
            asked.add("start");
        }
    }

    private void train() {
        Fx.run(() -> {
            model.begin("14:02", MadeUp.findings(Words.PROMPT).provenance());
            for (int step = 0; step <= 3; step++) {
                int now = step;
                model.advance(Optional.of(new TrainingProgress(step, step, 10, step * 100L, 100, 10 - step, 1)),
                        List.of(0, 1, 2).stream().map(layer -> new CurvePoint(now, now * 100L, layer, (4 - layer) / (1.0 + now), 5)).toList());
            }
            view.layout();
        });
    }

    private List<String> buttons() {
        return Fx.get(() -> view.lookupAll(".button").stream().filter(node -> node.isVisible() && isShown(node)).map(node -> ((Labeled) node).getText()).toList());
    }

    private static boolean isShown(javafx.scene.Node node) {
        for (javafx.scene.Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private void click(String button) {
        Fx.run(() -> view.lookupAll(".button").stream().map(Button.class::cast).filter(b -> button.equals(b.getText()) && isShown(b)).findFirst().orElseThrow()
                .fire());
    }

    @Test
    void beforeTheFirstTrainingOneButtonStartsIt() {
        click("Start training");
        assertEquals(List.of("start"), asked);
    }

    @Test
    void theCurvesHaveALineALayerAndTheTableARow() {
        train();
        Fx.until("painted", () -> view.focused().isPresent());
        ChartFigure chart = assertInstanceOf(ChartFigure.class, Fx.get(() -> view.focused().orElseThrow()));
        assertEquals(List.of("emb", "1", "2"), chart.series().stream().map(ChartSeries::name).toList());
        assertEquals(3, chart.series().getFirst().x()[3], 1e-9);
        TableView<?> table = Fx.get(() -> (TableView<?>) view.lookupAll(".table-view").stream().filter(TrainingViewTest::isShown).findFirst().orElseThrow());
        assertEquals(3, Fx.get(() -> table.getItems().size()));
    }

    @Test
    void aRunningTrainingCanBePausedAndStopped() {
        train();
        click("Pause");
        click("Stop and keep the best");
        assertEquals(List.of("pause", "stop"), asked);
        Fx.run(() -> model.pause(true));
        assertTrue(buttons().contains("Go on"));
    }

    @Test
    void theRecipeIsLockedWhileItRuns() {
        assertFalse(Fx.get(() -> recipe.getContent().lookup(".primary").isDisabled()));
        train();
        assertTrue(Fx.get(() -> recipe.getContent().lookup(".primary").isDisabled()));
    }

    @Test
    void aDivergenceOffersHalfTheRateAndTheLastGoodStep() {
        train();
        Fx.run(() -> model.phase().set(new TrainingPhase.Ended(new TrainedLens.End.Diverged(87, 2, 80), "mine", false)));
        assertNotNull(Fx.get(() -> view.lookup(".problem-box")));
        assertInstanceOf(ProblemBox.class, Fx.get(() -> view.lookup(".problem-box")));
        click("Restart at half the rate");
        click("Use step 80");
        assertEquals(List.of("half", "keep"), asked);
    }

    @Test
    void aBrokenOffTrainingIsOffered() {
        assertFalse(buttons().contains("Go on"));
        Fx.run(() -> model.unfinished().set(TrainingForm.INITIAL));
        click("Go on");
        click("Forget it");
        assertEquals(List.of("resume", "forget"), asked);
    }

    @Test
    void whatComesAfterTheEndIsDropped() {
        train();
        Fx.run(() -> {
            model.phase().set(new TrainingPhase.Ended(new TrainedLens.End.Stopped(3), "mine", true));
            model.advance(Optional.of(new TrainingProgress(9, 9, 10, 900, 100, 1, 1)), List.of());
        });
        assertFalse(model.running().get());
    }

    @Test
    void theRecipePaneChangesNothingByBeingMade() {
        assertEquals(TrainingForm.INITIAL, model.form().get());
    }
}
