package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.TextKeys;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PiecesTest {
    @Test
    void optionsComeBackFromTheirArguments() {
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 3, Path.of("/home/x")), Optional.of(Path.of("/models/a b")),
                Optional.of("A prompt = text"), 7);
        Map<String, String> named = new HashMap<>();
        for (String argument : options.toArguments()) {
            String[] parts = argument.substring(2).split("=", 2);
            named.put(parts[0], parts[1]);
        }
        assertEquals(options, WindowOptions.of(named));
    }

    @Test
    void aNumberThatIsNoneIsRefusedBySentence() {
        assertThrows(UnusableInputException.class, () -> WindowOptions.of(Map.of("threads", "many")));
    }

    @Test
    void aFolderWithAConfigurationCanBeDropped(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        DropTarget.Verdict verdict = DropTarget.judge(List.of(folder));
        assertEquals(new DropTarget.Verdict(DropTarget.Kind.MODEL, folder, "Open " + folder.getFileName()), verdict);
    }

    @Test
    void aFileOfAModelStandsForItsFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        assertEquals(folder, DropTarget.judge(List.of(folder.resolve("config.json"))).path());
    }

    @Test
    void whatIsNoModelIsSaidBeforeItIsDropped(@TempDir Path folder) {
        DropTarget.Verdict verdict = DropTarget.judge(List.of(folder));
        assertEquals(DropTarget.Kind.NOTHING, verdict.kind());
        assertTrue(verdict.sentence().startsWith("Neither a model nor a lens in ‘" + folder.getFileName()));
        assertEquals(DropTarget.Kind.NOTHING, DropTarget.judge(List.of(folder, folder)).kind());
    }

    @Test
    void aDropOpensTheFolder(@TempDir Path folder) throws IOException {
        Fx.start();
        Files.writeString(folder.resolve("config.json"), "{}");
        List<Path> opened = new ArrayList<>();
        DropTarget target = Fx.get(() -> new DropTarget(opened::add, _ -> {}));
        assertTrue(Fx.get(() -> target.dropped(List.of(folder))));
        assertEquals(List.of(folder), opened);
    }

    @Test
    void aDroppedLensIsOpenedAsOne(@TempDir Path folder) throws IOException {
        Fx.start();
        Path file = Files.writeString(folder.resolve("params.pt"), "");
        Path alone = Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("lens.safetensors"), "");
        Files.writeString(folder.resolve("config.json"), "{}");
        List<Path> opened = new ArrayList<>();
        DropTarget target = Fx.get(() -> new DropTarget(_ -> {}, opened::add));
        for (Path dropped : List.of(folder, file, alone)) {
            assertTrue(Fx.get(() -> target.dropped(List.of(dropped))));
        }
        assertEquals(List.of(folder, file, alone), opened);
    }

    @Test
    void weightsOfAModelAreNoLens(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        Path weights = Files.writeString(folder.resolve("model.safetensors"), "");
        assertEquals(DropTarget.Kind.MODEL, DropTarget.judge(List.of(weights)).kind());
    }

    @Test
    void daysAreSaidAsPeopleSayThem() {
        LocalDate today = LocalDate.of(2026, 11, 25);
        assertEquals("today", RecentList.day("2026-11-25", today));
        assertEquals("yesterday", RecentList.day("2026-11-24", today));
        assertEquals("16 Nov", RecentList.day("2026-11-16", today));
        assertEquals("", RecentList.day("some day", today));
    }

    @Test
    void ofSeveralPartialResultsTheLatestIsHandedOut() {
        RunMailbox mailbox = new RunMailbox(Progress.NONE);
        var tokens = new Words().encode(Words.PROMPT).tokens();
        var first = MadeUp.trajectory(tokens, 0);
        var second = MadeUp.trajectory(tokens, 0);
        mailbox.columnsRead(first);
        mailbox.columnsRead(second);
        assertEquals(Optional.of(second), mailbox.next());
        mailbox.done(first);
        assertEquals(Optional.of(first), mailbox.next());
        assertEquals(Optional.empty(), mailbox.next());
    }

    @Test
    void aCancelledRunEndsTheWaiting() {
        RunMailbox mailbox = new RunMailbox(Progress.NONE);
        mailbox.cancelled();
        assertThrows(CancelledException.class, mailbox::next);
    }

    @Test
    void aFailedRunSaysWhy() {
        RunMailbox mailbox = new RunMailbox(Progress.NONE);
        mailbox.failed(new UnusableInputException("D-204", "Layer 5 gives NaN."));
        assertEquals("D-204", assertThrows(UnusableInputException.class, mailbox::next).code());
    }

    @Test
    void everyTextThatIsThereIsAskedFor() {
        TextKeys.check(Path.of("src/main/java/org/diopter/app"), Path.of("src/main/resources/org/diopter/app"));
    }
}
