package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.diopter.app.session.SessionFile;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.compare.CompareModel;
import org.diopter.views.figure.Quantity;
import org.diopter.views.prompt.Prompt;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions as the window saves, opens and restores them.
class SessionWindowTest {
    @TempDir
    Path home;

    private FakeWorkbench workbench = new FakeWorkbench();
    private final List<Path> chosen = new ArrayList<>();
    private MainWindow window;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void open() {
        window = start();
    }

    private MainWindow start() {
        return start("");
    }

    /// @param sha256 of the made-up model; empty for the usual one
    private MainWindow start(String sha256) {
        workbench = new FakeWorkbench();
        workbench.sha256 = sha256;
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 2, home), Optional.of(Path.of("models", "one")),
                Optional.of(Words.PROMPT), 42);
        MainWindow made = Fx.get(() -> {
            MainWindow main = new MainWindow(new Stage(), options, new Engine(() -> workbench), new ChosenFiles(chosen));
            main.stage().show();
            main.begin();
            return main;
        });
        Fx.until("the grid", () -> made.place().trajectory().findings().get() != null && made.place().models().check().get() != null);
        return made;
    }

    @AfterEach
    void close() throws InterruptedException {
        workbench.letGo();
        Fx.run(window.stage()::close);
        window.close();
    }

    private void fire(String action) {
        Fx.run(() -> window.actions().get(action).fire());
    }

    private void saveTo(Path file) {
        chosen.clear();
        chosen.add(file);
        fire("file.save-as");
        Fx.until("saved", () -> file.equals(window.sessions().file().get()) && !window.sessions().unsaved().get());
    }

    /// A session with an edit, of a window that has been closed.
    private Path savedWithAnEdit() throws InterruptedException {
        Path file = home.resolve("a.diopter");
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        saveTo(file);
        close();
        return file;
    }

    private void press(String button) {
        Fx.run(() -> window.dialogLayer().lookupAll(".button").stream().filter(node -> node instanceof Button each && each.getText().equals(button)).findFirst()
                .map(Button.class::cast).orElseThrow().fire());
    }

    @Test
    void whatWasSavedIsThereAgainInAnotherWindow() throws InterruptedException {
        Path file = home.resolve("capitals.diopter");
        Fx.run(() -> {
            int card = window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP));
            window.place().stack().add(new SkipPart(2, SkipPart.Part.BOTH));
            window.place().stack().toggleMuted(card);
            window.place().trajectory().change(look -> look.withQuantity(new Quantity.OfCell(Statistic.ENTROPY)).withStride(2));
        });
        fire("edit.snapshot");
        saveTo(file);
        close();
        window = start();
        Fx.run(() -> window.opening().open(file));
        Fx.until("the session", () -> file.equals(window.sessions().file().get()) && !window.sessions().unsaved().get());
        assertEquals(2, window.place().stack().cards().get().all().size());
        assertTrue(window.place().stack().cards().get().all().getFirst().muted());
        assertEquals(List.of(new SkipPart(2, SkipPart.Part.BOTH)), window.place().stack().active().get().edits());
        assertEquals(Statistic.ENTROPY.name(), ((Quantity.OfCell) window.place().trajectory().look().get().quantity()).statistic().name());
        assertEquals(1, new SessionFile(file).open().session().snapshots().size());
        assertEquals("capitals.diopter · Diopter", window.stage().getTitle());
    }

    @Test
    void aChangeIsUnsavedUntilItIsUndone() {
        saveTo(home.resolve("a.diopter"));
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        Fx.until("unsaved", () -> window.sessions().unsaved().get());
        fire("edit.undo");
        Fx.until("as it was saved", () -> !window.sessions().unsaved().get());
    }

    @Test
    void promptAndLensGoBackWithTheEdits() {
        Fx.run(() -> {
            window.place().prompt().text().set("another prompt");
            window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP));
        });
        fire("edit.undo");
        assertEquals("another prompt", Fx.get(() -> window.place().prompt().text().get()));
        fire("edit.undo");
        assertEquals(Words.PROMPT, Fx.get(() -> window.place().prompt().text().get()));
    }

    @Test
    void workThatWouldBeLostIsAskedAbout() {
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        Fx.until("unsaved", () -> window.sessions().unsaved().get());
        fire("file.new-session");
        assertTrue(Fx.get(() -> window.dialogLayer().isVisible()));
        press(WindowTexts.ALL.get("cancel"));
        assertEquals(1, window.place().stack().cards().get().all().size());
        fire("file.new-session");
        press(WindowTexts.ALL.get("session.discard"));
        assertTrue(Fx.get(() -> window.place().stack().cards().get().isEmpty()));
    }

    @Test
    void whatACrashHasLeftIsRestored() throws IOException, InterruptedException {
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        Path folder = home.resolve("sessions");
        Path mine = folder.resolve("unsaved-" + ProcessHandle.current().pid() + ".diopter");
        Fx.until("autosaved", () -> Files.exists(mine));
        Files.copy(mine, folder.resolve("unsaved-999999999999.diopter"));
        close();
        assertFalse(Files.exists(mine), "a clean end leaves nothing");
        window = start();
        Fx.until("the question", () -> window.dialogLayer().isVisible());
        press(WindowTexts.ALL.get("session.restore.yes"));
        Fx.until("restored", () -> window.place().stack().cards().get().all().size() == 1 && window.sessions().unsaved().get());
        Fx.until("what was left is dropped", () -> !Files.exists(folder.resolve("unsaved-999999999999.diopter")));
    }

    @Test
    void aRestoredSessionThatHadAFileIsUnsaved() throws IOException, InterruptedException {
        saveTo(home.resolve("a.diopter"));
        Fx.run(() -> window.place().prompt().text().set("changed since"));
        Path folder = home.resolve("sessions");
        Path mine = folder.resolve("unsaved-" + ProcessHandle.current().pid() + ".diopter");
        Fx.until("autosaved", () -> Files.exists(mine));
        Files.copy(mine, folder.resolve("unsaved-999999999999.diopter"));
        close();
        window = start();
        Fx.until("the question", () -> window.dialogLayer().isVisible());
        press(WindowTexts.ALL.get("session.restore.yes"));
        Fx.until("restored", () -> "changed since".equals(window.place().prompt().text().get()) && window.sessions().file().get() != null);
        Fx.until("unsaved", () -> window.sessions().unsaved().get());
    }

    @Test
    void aPromptAloneIsAutosavedAndNobodyIsAskedAboutIt() throws IOException, InterruptedException {
        Fx.run(() -> window.place().prompt().text().set("another prompt"));
        Path folder = home.resolve("sessions");
        Path mine = folder.resolve("unsaved-" + ProcessHandle.current().pid() + ".diopter");
        Fx.until("autosaved", () -> Files.exists(mine));
        assertFalse(Fx.get(() -> window.sessions().unsaved().get()));
        Files.copy(mine, folder.resolve("unsaved-999999999999.diopter"));
        close();
        window = start();
        Fx.until("the question", () -> window.dialogLayer().isVisible());
        press(WindowTexts.ALL.get("session.restore.yes"));
        Fx.until("restored", () -> window.place().prompt().text().get().equals("another prompt"));
    }

    @Test
    void allPromptsAreThereAgain() throws InterruptedException {
        Path file = home.resolve("prompts.diopter");
        fire("run.add-prompt");
        Fx.run(() -> {
            window.place().prompt().text().set("another prompt");
            window.place().prompt().rename("other");
            window.place().prompt().choose(0);
        });
        List<Prompt> before = List.copyOf(window.place().prompt().prompts());
        saveTo(file);
        close();
        window = start();
        Fx.run(() -> window.opening().open(file));
        Fx.until("the session", () -> file.equals(window.sessions().file().get()));
        assertEquals(before, List.copyOf(window.place().prompt().prompts()));
        assertEquals(0, window.place().prompt().current().get());
    }

    @Test
    void aSessionThatIsDroppedIsOpened() throws InterruptedException {
        Path file = savedWithAnEdit();
        window = start();
        DropTarget target = (DropTarget) window.stage().getScene().lookup(".drop-target");
        assertTrue(Fx.get(() -> target.dropped(List.of(file))));
        Fx.until("the session", () -> file.equals(window.sessions().file().get()) && window.place().stack().cards().get().all().size() == 1);
    }

    @Test
    void aTextThatIsDroppedIsAPromptOfItsOwn() throws IOException {
        Path text = Files.writeString(home.resolve("norway.txt"), "Oslo is\nthe capital of Norway\n");
        DropTarget target = (DropTarget) window.stage().getScene().lookup(".drop-target");
        assertTrue(Fx.get(() -> target.dropped(List.of(text))));
        Fx.until("the prompt", () -> window.place().prompt().text().get().equals("Oslo is\nthe capital of Norway"));
        assertEquals(List.of("norway.txt"), window.place().prompt().prompts().stream().map(Prompt::name).skip(1).toList());
    }

    @Test
    void snapshotsCanBeCompared() throws InterruptedException {
        Path file = home.resolve("a.diopter");
        fire("edit.snapshot");
        CompareModel compared = window.desks().get(CompareDesk.class).model();
        assertEquals(1, Fx.get(() -> compared.pinned().size()));
        saveTo(file);
        close();
        window = start();
        Fx.run(() -> window.opening().open(file));
        CompareModel again = window.desks().get(CompareDesk.class).model();
        Fx.until("the snapshot", () -> again.pinned().size() == 1);
        assertEquals(Objects.requireNonNull(window.place().models().model().get()).id(), again.pinned().getFirst().study().model());
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndTheWorkStays() throws IOException {
        Path inTheWay = Files.writeString(home.resolve("in-the-way"), "");
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        chosen.clear();
        chosen.add(inTheWay.resolve("a.diopter"));
        fire("file.save-as");
        Fx.until("said", () -> window.dialogLayer().isVisible());
        assertEquals(1, window.place().stack().cards().get().all().size());
        assertTrue(window.sessions().unsaved().get());
    }

    @Test
    void aFullDiskIsSaidAndTheWorkAndTheSavedFileStay() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no device that is always full");
        Path file = home.resolve("a.diopter");
        saveTo(file);
        byte[] before = Files.readAllBytes(file);
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        Fx.until("unsaved", () -> window.sessions().unsaved().get());
        Files.createSymbolicLink(home.resolve(".a.diopter.new"), full);
        fire("file.save");
        Fx.until("said", () -> window.dialogLayer().isVisible());
        assertTrue(Fx.get(() -> window.dialogLayer().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().contains("could not be written: No space left on device"))));
        press(WindowTexts.ALL.get("close"));
        assertTrue(window.sessions().unsaved().get());
        assertArrayEquals(before, Files.readAllBytes(file));
        fire("file.save");
        Fx.until("saved where there is room", () -> !window.sessions().unsaved().get());
        assertEquals(1, new SessionFile(file).open().session().state().cards().size());
    }

    @Test
    void aSessionWithoutItsModelCanBeOpenedWithout() throws InterruptedException {
        Path file = savedWithAnEdit();
        window = start("77");
        Fx.run(() -> window.opening().open(file));
        Fx.until("D-601", () -> window.dialogLayer().isVisible());
        press(WindowTexts.ALL.get("session.without"));
        assertEquals(1, Fx.get(() -> Objects.requireNonNull(window.place().stack().cards().get()).all().size()));
    }

    @Test
    void whatIsChangedBeforeASessionIsSeenIsUnsaved() throws InterruptedException {
        Path file = savedWithAnEdit();
        window = start();
        workbench.hold();
        Fx.run(() -> window.opening().open(file));
        Fx.until("the session", () -> file.equals(window.sessions().file().get()));
        Fx.run(() -> {});
        assertFalse(Fx.get(() -> window.sessions().unsaved().get()));
        Fx.run(() -> window.place().stack().add(new SkipPart(2, SkipPart.Part.MLP)));
        Fx.until("unsaved", () -> window.sessions().unsaved().get());
        workbench.letGo();
        Fx.until("seen", () -> window.place().jobs().running().isEmpty());
        assertTrue(Fx.get(() -> window.sessions().unsaved().get()));
    }

    @Test
    void whatIsSavedWhileItIsBeingSavedIsSavedOnceMore() throws IOException {
        Path file = home.resolve("a.diopter");
        saveTo(file);
        long atOnce = Fx.get(() -> {
            for (int i = 0; i < 5; i++) {
                window.place().stack().add(new SkipPart(i, SkipPart.Part.MLP));
                window.actions().get("file.save").fire();
            }
            return window.place().jobs().running().stream().filter(job -> job.name().equals(WindowTexts.ALL.get("job.session-save", new SessionFile(file).name()))).count();
        });
        assertTrue(atOnce <= 1, () -> atOnce + " at once");
        Fx.until("saved", () -> !window.sessions().unsaved().get() && window.place().jobs().running().isEmpty());
        assertEquals(5, new SessionFile(file).open().session().state().cards().size());
        assertFalse(Fx.get(() -> window.dialogLayer().isVisible()));
    }

    @Test
    void aSessionIsAskedAboutAgainIfItsModelCannotBeOpened() throws InterruptedException {
        Path file = savedWithAnEdit();
        window = start("77");
        Fx.run(() -> window.opening().open(file));
        Fx.until("D-601", () -> window.dialogLayer().isVisible());
        chosen.clear();
        chosen.add(home.resolve("bad-model"));
        press(WindowTexts.ALL.get("session.locate"));
        Fx.until("why", () -> window.dialogLayer().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().contains("No model found in ‘bad-model’")));
        press(WindowTexts.ALL.get("session.without"));
        assertEquals(1, Fx.get(() -> Objects.requireNonNull(window.place().stack().cards().get()).all().size()));
    }

    @Test
    void anOpeningThatIsCancelledIsNotWaitedFor() {
        ModelSession models = window.place().models();
        CountDownLatch held = new CountDownLatch(1);
        Fx.run(() -> models.open("slow", progress -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            progress.throwIfCancelled();
            return Path.of("slow");
        }));
        Fx.run(() -> Objects.requireNonNull(models.opening().get()).cancel());
        held.countDown();
        Fx.until("nothing is opened", () -> models.opening().get() == null);
    }
}
