package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.diopter.app.session.SessionFile;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.lens.files.LensWriter;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.edits.StudyHistory;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.prompt.Prompt;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.LensSwitch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Undo and redo over prompts and lenses.
class StudyTrailTest {
    @TempDir
    Path home;

    private final FakeWorkbench workbench = new FakeWorkbench();
    private final List<Path> chosen = new ArrayList<>();
    private MainWindow window;
    private PromptModel prompt;
    private StudyHistory history;
    private LensSwitch lenses;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void open() {
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 2, home), Optional.of(Path.of("models", "one")), Optional.of(Words.PROMPT), 42);
        window = Fx.get(() -> {
            MainWindow main = new MainWindow(new Stage(), options, new Engine(() -> workbench), new ChosenFiles(chosen));
            main.stage().show();
            main.begin();
            return main;
        });
        prompt = window.place().prompt();
        history = window.place().stack().history();
        lenses = window.place().trajectory().lenses();
        Fx.until("the grid", () -> window.place().trajectory().findings().get() != null && window.place().models().check().get() != null);
    }

    @AfterEach
    void close() throws InterruptedException {
        workbench.letGo();
        Fx.run(window.stage()::close);
        window.close();
    }

    private List<String> texts() {
        return prompt.prompts().stream().map(Prompt::text).toList();
    }

    private void lookThroughAFile(String name) {
        Path folder = home.resolve(name);
        LensWriter.folder(FakeLenses.lens(name, 1f / name.length()), folder);
        Fx.run(() -> window.place().lens().open(folder));
        Fx.until("looked through " + name, () -> name.equals(held()));
    }

    private String held() {
        HeldLens lens = lenses.held().get();
        return lens == null ? "" : lens.choice().name();
    }

    @Test
    void undoGoesBackToThePromptThatWasChosenAndLeavesTheOtherAsItIs() {
        Fx.run(() -> {
            prompt.text().set("first");
            prompt.add();
            prompt.text().set("second");
            prompt.choose(0);
            history.undo();
        });
        assertEquals(List.of("first", "second"), texts());
        assertEquals("second", prompt.text().get());
        Fx.run(history::redo);
        assertEquals(List.of("first", "second"), texts());
        assertEquals("first", prompt.text().get());
    }

    @Test
    void whatWasTypedJustBeforeAnotherPromptWasChosenComesBack() {
        Fx.run(() -> {
            prompt.add();
            prompt.text().set("typed in a hurry");
            prompt.choose(0);
            history.undo();
        });
        assertEquals("typed in a hurry", prompt.text().get());
        assertEquals(List.of(Words.PROMPT, "typed in a hurry"), texts());
    }

    @Test
    void aPromptThatWasTakenAwayComesBackWithItsName() {
        Fx.run(() -> {
            prompt.add();
            prompt.rename("Capitals");
            prompt.text().set("second");
            prompt.remove();
            prompt.add();
            history.undo();
            history.undo();
        });
        assertEquals("second", prompt.text().get());
        assertEquals("Capitals", prompt.prompts().get(prompt.current().get()).name());
        assertTrue(texts().contains(Words.PROMPT), texts()::toString);
    }

    @Test
    void tokensSetByHandComeBackWithTheirPrompt() {
        TokenSequence byHand = TokenSequence.of(1, 1);
        Fx.run(() -> {
            prompt.useTokens(byHand);
            history.settle();
            prompt.text().set("other");
        });
        assertNull(prompt.tokens().get());
        Fx.run(history::undo);
        assertEquals(byHand, prompt.tokens().get());
    }

    @Test
    void aSnapshotHasTheTokensThatWereSetByHand() {
        TokenSequence byHand = TokenSequence.of(1, 1);
        Fx.run(() -> prompt.useTokens(byHand));
        Fx.until("the grid of the tokens", () -> byHand.equals(window.place().trajectory().runs().baseline().get().study().tokens()));
        Path file = home.resolve("tokens.diopter");
        chosen.add(file);
        Fx.run(() -> {
            window.actions().get("edit.snapshot").fire();
            window.actions().get("file.save-as").fire();
        });
        Fx.until("saved", () -> file.equals(window.sessions().file().get()));
        assertEquals(List.of(1, 1), new SessionFile(file).open().session().snapshots().getFirst().study().input().tokens());
    }

    @Test
    void tokensSetByHandAreForgottenInAllPrompts() {
        Fx.run(() -> {
            prompt.useTokens(TokenSequence.of(1, 1));
            prompt.add();
            prompt.text().set("second");
            prompt.forgetTokens();
        });
        assertTrue(prompt.prompts().stream().allMatch(each -> each.tokens().isEmpty()));
    }

    @Test
    void undoingTheFirstLensLeavesNoneAndRedoOpensItAgain() {
        assertNull(lenses.held().get());
        lookThroughAFile("mine");
        int steps = history.steps().size();
        Fx.run(history::undo);
        assertNull(lenses.held().get());
        assertEquals(steps, history.steps().size());
        Fx.run(history::redo);
        Fx.until("again", () -> "mine".equals(held()));
        assertEquals(steps, history.steps().size());
    }

    @Test
    void undoingALensThatChangedTheModeTooKeepsTheWayForth() {
        lookThroughAFile("mine");
        Fx.run(() -> lenses.wanted().set(LensMode.LOGIT));
        lookThroughAFile("yours");
        assertEquals(LensMode.TUNED, lenses.mode().get());
        int steps = history.steps().size();
        Fx.run(history::undo);
        Fx.until("the one before", () -> "mine".equals(held()));
        assertEquals(LensMode.LOGIT, lenses.mode().get());
        assertEquals(steps, history.steps().size());
        assertTrue(history.redoable().get());
    }

    @Test
    void aLensThatIsGoneIsNotAskedForWithEveryStep() throws IOException {
        lookThroughAFile("mine");
        lookThroughAFile("yours");
        Files.delete(home.resolve("mine").resolve("params.pt"));
        Fx.run(history::undo);
        Fx.until("it is said", () -> window.dialogLayer().isVisible());
        Fx.run(() -> {
            window.dialogLayer().lookupAll(".button").stream().filter(node -> node instanceof Button each && each.getText().equals(WindowTexts.ALL.get("cancel")))
                    .findFirst().map(Button.class::cast).orElseThrow().fire();
            prompt.text().set("typed");
        });
        Fx.until("all has ended", () -> window.place().jobs().running().isEmpty());
        assertFalse(Fx.get(() -> window.dialogLayer().isVisible()));
        assertEquals("yours", held());
        assertEquals("yours", history.now().get().lens().name());
    }

    @Test
    void ofTwoLensesAskedForTheLastIsUsed() {
        lookThroughAFile("mine");
        lookThroughAFile("yours");
        Fx.run(() -> {
            history.undo();
            history.redo();
        });
        Fx.until("nothing is opened any more", () -> window.place().jobs().running().isEmpty());
        assertEquals("yours", held());
        assertNotNull(lenses.held().get());
    }
}
