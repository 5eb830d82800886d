package org.diopter.views.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.diopter.engine.cache.less.LessTraining.Baselines;
import org.diopter.engine.cache.less.TrainingState.Epoch;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
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

class KernelViewTest {
    private final KernelModel model = new KernelModel();
    private final List<String> asked = new ArrayList<>();
    private final KernelView view =
            Fx.get(() -> new KernelView(model, Contexts.of(WindowTheme.LIGHT), new Label("pages"), new SimpleBooleanProperty(true), new Asked()));
    private final KernelPane pane = Fx.get(() -> new KernelPane(model, new Asked()));
    @RegisterExtension
    private final ShownView window = new ShownView(view, 980, 900);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private final class Asked implements KernelView.Acts {
        @Override
        public void pause() {
            asked.add("pause");
        }

        @Override
        public void stop() {
            asked.add("stop");
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
        public void use() {
            asked.add("use");
        }

        @Override
        public void look() {
            asked.add("look");
        }

        @Override
        public void export(Figure figure) {
            asked.add("export " + figure.title());
        }

        @Override
        public void chooseKernelText() {
            asked.add("text");
        }

        @Override
        public void takePolicy() {
            asked.add("policy");
        }

        @Override
        public void start() {
            asked.add("start");
        }
    }

    /// Blocks 0 and 1 of two: the first is better than Baseline+, the second between it and the policy alone.
    private void train() {
        Fx.run(() -> {
            model.begin("14:02", MadeUp.findings(Words.PROMPT).provenance().under("h2o:ratio=0.1, streaming"), KernelProgress.begin(0, 2, 3));
            model.advance(new KernelProgress(0, 0, 2, 2, 3, 0.5, 4, 0.4),
                    List.of(new BlockCurve(0, new Baselines(2, 1.5), List.of(new Epoch(1.9, 1.6), new Epoch(1.5, 1.2)))));
            model.advance(new KernelProgress(1, 1, 2, 1, 3, 0, 6, 0.6), List.of(new BlockCurve(1, new Baselines(4, 2), List.of(new Epoch(3.9, 3)))));
            view.layout();
        });
        Fx.until("painted", () -> view.focused().isPresent());
    }

    private ChartFigure chart() {
        return assertInstanceOf(ChartFigure.class, Fx.get(() -> view.focused().orElseThrow()));
    }

    private void click(String button) {
        Fx.run(() -> view.lookupAll(".button").stream().map(Button.class::cast).filter(b -> button.equals(b.getText()) && isShown(b)).findFirst().orElseThrow()
                .fire());
    }

    private static boolean isShown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void beforeTheFirstTrainingOneButtonStartsIt() {
        click("Train kernels");
        assertEquals(List.of("start"), asked);
    }

    @Test
    void everyBlockHasALineBesideThePolicyAlone() {
        train();
        ChartFigure chart = chart();
        assertEquals(List.of("0", "1"), chart.series().stream().map(ChartSeries::name).toList());
        assertEquals(0.6, chart.series().getFirst().y()[1], 1e-12);
        assertEquals(List.of(1.0), chart.rules().stream().map(ChartRule::at).toList());
    }

    @Test
    void oneBlockStandsBetweenThePolicyAloneAndBaselinePlus() {
        train();
        TableView<?> table = Fx.get(() -> (TableView<?>) view.lookup("#kernel-blocks"));
        Fx.run(() -> table.getSelectionModel().select(0));
        Fx.until("the block", () -> view.focused().filter(figure -> figure instanceof ChartFigure one && one.rules().size() == 2).isPresent());
        ChartFigure chart = chart();
        assertEquals(List.of("held out", "training"), chart.series().stream().map(ChartSeries::name).toList());
        assertEquals(List.of(2.0, 1.5), chart.rules().stream().map(ChartRule::at).toList());
        assertEquals(0, model.block().get());
    }

    @Test
    void theEyeGoesAlongWithTheTrainingUntilAnotherBlockIsChosen() {
        train();
        assertEquals(1, model.block().get());
        Fx.run(() -> {
            model.block().set(0);
            model.advance(new KernelProgress(1, 1, 2, 2, 3, 0, 7, 0.8), List.of());
        });
        assertEquals(0, model.block().get());
    }

    @Test
    void aRunningTrainingCanBePausedAndStoppedAndItsRecipeIsLocked() {
        assertFalse(Fx.get(() -> pane.getContent().lookup("#train-kernels").isDisabled()));
        train();
        assertTrue(Fx.get(() -> pane.getContent().lookup("#train-kernels").isDisabled()));
        click("Pause");
        click("Stop and keep the best");
        Fx.run(() -> model.pause(true));
        click("Go on");
        assertEquals(List.of("pause", "stop", "pause"), asked);
    }

    @Test
    void anEndedTrainingLeadsToWhatItsKernelsKeep() {
        train();
        Fx.run(() -> model.phase().set(new KernelPhase.Ended(Path.of("kernels", "mine"), 2, true, Optional.of(KernelPhase.Side.FIRST))));
        click("See what they keep");
        assertEquals(List.of("look"), asked);
        Fx.run(() -> model.advance(new KernelProgress(1, 1, 2, 2, 3, 0, 7, 0.8), List.of()));
        assertFalse(model.running().get(), "what comes after the end is dropped");
    }

    @Test
    void whatCouldNotBeTrainedSaysWhyAndOffersToTryAgain() {
        Fx.run(() -> model.phase().set(new KernelPhase.Failed("The text makes one sequence only.", "D-305", 0)));
        assertInstanceOf(ProblemBox.class, Fx.get(() -> view.lookup(".problem-box")));
        click("Try again");
        assertEquals(List.of("start"), asked);
    }

    @Test
    void blocksThatAreReadyAreOfferedAfterAFailureAndWhereThePolicyWasChangedMeanwhile() {
        Fx.run(() -> model.phase().set(new KernelPhase.Failed("The disk is full.", "D-501", 3)));
        click("Use the 3 blocks that are ready");
        Fx.run(() -> model.phase().set(new KernelPhase.Ended(Path.of("kernels", "mine"), 1, true, Optional.empty())));
        click("Use the block that is ready");
        assertEquals(List.of("use", "use"), asked);
    }

    @Test
    void theRecipeSaysAtOnceWhatTheOpenModelCannotTake() {
        Fx.run(() -> model.fit().set(new KernelForm.Fit(2, 128)));
        assertTrue(Fx.get(() -> pane.getContent().lookupAll(".err-text").stream().anyMatch(node -> node.isVisible() && node.toString().contains("longer than the 128"))));
    }

    @Test
    void aBrokenOffTrainingIsOffered() {
        Fx.run(() -> model.unfinished().set(KernelForm.INITIAL));
        click("Go on");
        click("Forget it");
        assertEquals(List.of("resume", "forget"), asked);
    }

    @Test
    void theTimeThatIsLeftGoesByTheWorkDoneHere() {
        assertEquals(9, new KernelProgress(1, 1, 2, 1, 2, 0, 9, 0.25).left(), 1e-12);
        assertTrue(Double.isNaN(KernelProgress.begin(0, 2, 3).left()));
    }

    @Test
    void theRecipePaneChangesNothingByBeingMade() {
        assertEquals(KernelForm.INITIAL, model.form().get());
    }

    @Test
    void aBlockIsJudgedByItsBestEpoch() {
        assertEquals(BlockCurve.State.BEYOND_BASELINE, curve(1.4, 3).state());
        assertEquals(1, curve(1.4, 3).bestEpoch());
        assertEquals(BlockCurve.State.BEYOND_POLICY, curve(1.7).state());
        assertEquals(BlockCurve.State.WORSE, curve(2.5).state());
        assertEquals(BlockCurve.State.WAITING, curve().state());
    }

    private static BlockCurve curve(double... heldOut) {
        List<Epoch> epochs = new ArrayList<>();
        for (double error : heldOut) {
            epochs.add(new Epoch(error, error));
        }
        return new BlockCurve(0, new Baselines(2, 1.5), epochs);
    }
}
