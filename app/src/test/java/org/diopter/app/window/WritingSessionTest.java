package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import javafx.application.Platform;
import org.diopter.engine.edit.SkipPart;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.Runs;
import org.diopter.views.edits.Show;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.prompt.WritingModel;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.TrajectoryModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingSessionTest {
    private final RunningStudy running = new RunningStudy();
    private final PromptModel prompt = running.prompt;
    private final TrajectoryModel view = running.view;
    private final Runs runs = running.runs;
    private final EditStackModel stack = running.stack;
    private final WritingModel model = new WritingModel();
    private final WritingSession writing = Fx.get(() -> new WritingSession(
            running.engine, running.jobs, running.models, prompt, runs, running.study, model, Platform::runLater, running::failed));

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void openAndRun() {
        running.openAndRun();
    }

    @AfterEach
    void close() throws InterruptedException {
        running.close();
    }

    private int shownTokens() {
        return Objects.requireNonNull(runs.baseline().get()).study().tokens().length();
    }

    private void write() {
        Fx.run(writing::toggle);
        Fx.until("written", () -> !model.running().get() && !model.baseline().get().isEmpty());
    }

    @Test
    void theTextIsShownAndThePromptAndTheGridGrowByIt() {
        int before = shownTokens();
        Fx.run(() -> model.tokens().set(5));
        write();
        Fx.until("the grid", () -> shownTokens() == before + 5);
        assertEquals(Words.PROMPT + model.baseline().get(), prompt.text().get());
        assertFalse(view.look().get().stale());
        assertFalse(model.compared().get());
    }

    @Test
    void theEditedModelWritesBesideTheOtherAndTheGridFollowsWhatIsLookedAt() {
        Fx.run(() -> stack.add(new SkipPart(2, SkipPart.Part.MLP)));
        Fx.until("B", () -> runs.edited().get() != null);
        Fx.run(() -> runs.wanted().set(Show.EDITED));
        write();
        assertTrue(model.compared().get());
        assertNotEquals(model.baseline().get(), model.edited().get());
        Fx.until("the prompt, which grows when nothing runs", () -> prompt.text().get().length() == Words.PROMPT.length() + model.edited().get().length());
        assertEquals(Words.PROMPT + model.edited().get(), prompt.text().get());
    }

    @Test
    void whatWasWrittenCanBeTakenBack() {
        write();
        Fx.until("grown", () -> !prompt.text().get().equals(Words.PROMPT));
        Fx.run(writing::takeBack);
        assertEquals(Words.PROMPT, prompt.text().get());
        assertEquals("", model.baseline().get());
        assertFalse(model.grown().get());
    }

    @Test
    void whoTypesOnEndsIt() {
        write();
        Fx.run(() -> prompt.text().set("Another"));
        assertEquals("", model.baseline().get());
        assertEquals("Another", prompt.text().get());
    }

    @Test
    void theEndOfWhatTheModelTakesIsSaid() {
        Fx.run(() -> model.tokens().set(500));
        write();
        assertEquals("The model takes no more tokens.", model.remark().get());
    }

    @Test
    void aStopKeepsWhatWasWritten() {
        Fx.run(() -> {
            writing.toggle();
            writing.toggle();
        });
        assertFalse(model.running().get());
        assertTrue(running.heard.isEmpty(), running.heard.toString());
    }
}
