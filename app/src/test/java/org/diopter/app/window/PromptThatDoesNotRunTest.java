package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.diopter.app.settings.RecentModel;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model is open, and its prompt does not run as it stands.
class PromptThatDoesNotRunTest {
    @TempDir
    Path home;

    private final FakeWorkbench workbench = new FakeWorkbench();
    private @Nullable MainWindow window;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void openWithAPromptThatIsTooLong() {
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 2, home), Optional.of(Path.of("models", "one")), Optional.of(Words.PROMPT.repeat(200)), 42);
        window = Fx.get(() -> {
            MainWindow main = new MainWindow(new Stage(), options, new Engine(() -> workbench), new ChosenFiles(List.of()));
            main.stage().show();
            main.begin();
            return main;
        });
        Fx.until("trouble", () -> window().place().prompt().trouble().get() != null);
    }

    @AfterEach
    void close() throws InterruptedException {
        Fx.run(window().stage()::close);
        window().close();
    }

    private MainWindow window() {
        return Objects.requireNonNull(window);
    }

    private List<Node> inCentre(String selector) {
        return Fx.get(() -> window().stage().getScene().lookup(".centre-state").lookupAll(selector).stream().toList());
    }

    private boolean isCovered() {
        return Fx.get(() -> window().stage().getScene().lookup(".centre-state").isVisible());
    }

    @Test
    void theCentreSaysWhyAndOffersTheStep() {
        assertTrue(isCovered());
        assertTrue(inCentre(".label").stream().anyMatch(label -> ((Labeled) label).getText().contains("would be cut")));
        Button step = (Button) inCentre(".button").getFirst();
        assertEquals(WindowTexts.ALL.get("prompt.cut"), step.getText());
        Fx.run(step::fire);
        Fx.until("the grid", () -> window().place().trajectory().findings().get() != null);
        assertFalse(isCovered());
    }

    @Test
    void onAFirstStartThePromptIsFound() {
        Fx.run(() -> window().welcome().set(true));
        Fx.run(() -> window().actions().get("run.prompt").fire());
        assertInstanceOf(TextArea.class, Fx.get(() -> window().stage().getScene().getFocusOwner()));
    }

    @Test
    void viewsThatNeedNoRunAreThere() {
        for (Desk desk : window().desks().all()) {
            Fx.run(() -> window().place().show(desk.name()));
            assertEquals(desk.needsRun(), isCovered(), desk.name());
        }
        assertFalse(window().desks().get(RankDesk.class).needsRun());
        assertFalse(window().desks().get(LensDesk.class).needsRun());
        assertFalse(window().desks().get(AnomalyDesk.class).needsRun());
    }

    @Test
    void theGridComesWithTheFirstRun() {
        Fx.run(() -> window().place().prompt().text().set(Words.PROMPT));
        Fx.until("the grid", () -> window().place().trajectory().findings().get() != null);
        assertFalse(isCovered());
    }

    @Test
    void aWindowDoesNotBeginWithAnEmptyPromptOfLastTime() {
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 2, home), Optional.empty(), Optional.empty(), 42);
        assertEquals(Examples.all().getFirst().text(), new Beginning(options, List.<RecentModel>of(), " ").prompt());
    }
}
