package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.diopter.engine.edit.SkipPart;
import org.diopter.views.edits.Runs;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A newcomer lets the bundled model go on, as it is and with a part left out.
class WritingJobTest {
    private static final String PROMPT = "The capital of France";

    @TempDir
    static Path home;

    private MainWindow window;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void open() {
        window = RealWindow.open(home, PROMPT);
        Fx.until("A", () -> runs().baseline().get() != null);
        Fx.run(() -> window.welcome().set(false));
    }

    @AfterEach
    void close() throws InterruptedException {
        RealWindow.close(window);
    }

    private Runs runs() {
        return window.place().trajectory().runs();
    }

    private Optional<Label> written(String side) {
        return Optional.ofNullable((Label) window.stage().getScene().lookup("#written-" + side)).filter(label -> !label.getText().isEmpty());
    }

    @Test
    void bothGoOnAndTheGridGrows() {
        Fx.run(() -> window.place().stack().add(new SkipPart(6, SkipPart.Part.MLP)));
        Fx.until("B", () -> runs().edited().get() != null);
        int before = Objects.requireNonNull(runs().baseline().get()).study().tokens().length();
        Fx.run(window.actions().get("run.write")::fire);
        Fx.until("A and B", () -> written("A").isPresent() && written("B").isPresent());
        Fx.until("the end", () -> "Write".equals(((Button) window.stage().getScene().lookup("#prompt-write")).getText()));
        Fx.until("the grid", () -> Objects.requireNonNull(runs().baseline().get()).study().tokens().length() > before
                && Objects.requireNonNull(runs().baseline().get()).provenance().prompt().equals(window.place().prompt().text().get()));
        assertTrue(written("A").orElseThrow().getText().startsWith(" is Paris"), written("A").orElseThrow().getText());
        assertEquals(PROMPT + written("B").orElseThrow().getText(), window.place().prompt().text().get());
    }
}
