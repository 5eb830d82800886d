package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.diopter.app.settings.RecentModel;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;
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
    void aDropSaysWhatItWouldOpen(@TempDir Path folder) throws IOException {
        Path model = model(folder.resolve("small"), "llama");
        assertEquals(new DropVerdict(DropVerdict.Kind.MODEL, model, "Open small (HF folder, 24 kB)"), DropVerdict.of(List.of(model)));
        Path export = Files.write(folder.resolve("small.onnx"), new byte[1_500_000]);
        assertEquals(new DropVerdict(DropVerdict.Kind.MODEL, export, "Open small.onnx (ONNX export, 2 MB)"), DropVerdict.of(List.of(export)));
    }

    @Test
    void aFileOfAModelStandsForItsFolder(@TempDir Path folder) throws IOException {
        Path model = model(folder.resolve("small"), "llama");
        for (String file : List.of("config.json", "model.safetensors")) {
            DropVerdict verdict = DropVerdict.of(List.of(model.resolve(file)));
            assertEquals(DropVerdict.Kind.MODEL, verdict.kind());
            assertEquals(model, verdict.path());
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhyBeforeItIsDropped(@TempDir Path folder) throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.gguf"), "no model");
        Path unknown = model(folder.resolve("other"), "mamba");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path text = Files.writeString(folder.resolve("notes.pdf"), "notes");
        assertRefused("damaged.gguf", damaged);
        assertRefused("The layout ‘mamba’ is not known", unknown);
        assertRefused("Expected config.json with *.safetensors, a .gguf file or an .onnx file", empty);
        assertRefused("No model found in", text);
        assertRefused("Drop one model, lens, session or text at a time.", empty, text);
    }

    private static void assertRefused(String reason, Path... files) {
        DropVerdict verdict = DropVerdict.of(List.of(files));
        assertEquals(DropVerdict.Kind.NOTHING, verdict.kind());
        assertTrue(verdict.sentence().contains(reason), verdict.sentence());
    }

    @Test
    void whatIsDraggedIsLookedAtBesideTheWindow(@TempDir Path folder) throws IOException {
        Fx.start();
        Path model = model(folder.resolve("small"), "llama");
        List<Runnable> waiting = new ArrayList<>();
        DropTarget target = Fx.get(() -> new DropTarget(_ -> {}, _ -> {}, _ -> {}, waiting::add));
        Fx.run(() -> target.show(List.of(model)));
        assertEquals("Looking at small …", Fx.get(target::sentence));
        waiting.removeFirst().run();
        assertEquals("Open small (HF folder, 24 kB)", Fx.get(target::sentence));
        Fx.run(() -> target.show(List.of(model)));
        assertTrue(waiting.isEmpty(), "the same files were looked at again");
    }

    @Test
    void aDropOpensTheModel(@TempDir Path folder) throws IOException {
        Fx.start();
        Path model = model(folder.resolve("small"), "llama");
        List<Path> opened = new ArrayList<>();
        DropTarget target = Fx.get(() -> new DropTarget(opened::add, _ -> {}, _ -> {}, Runnable::run));
        assertTrue(Fx.get(() -> target.dropped(List.of(model))));
        Fx.run(() -> {});
        assertEquals(List.of(model), opened);
    }

    @Test
    void whatIsDroppedAtOnceIsLookedAtBesideTheWindowToo(@TempDir Path folder) throws IOException {
        Fx.start();
        Path model = model(folder.resolve("small"), "llama");
        List<Path> opened = new ArrayList<>();
        List<Runnable> waiting = new ArrayList<>();
        DropTarget target = Fx.get(() -> new DropTarget(opened::add, _ -> {}, _ -> {}, waiting::add));
        assertTrue(Fx.get(() -> target.dropped(List.of(model))));
        assertEquals(List.of(), opened);
        waiting.removeFirst().run();
        Fx.run(() -> {});
        assertEquals(List.of(model), opened);
    }

    @Test
    void aModelThatIsLocatedIsLookedAtBesideTheWindow(@TempDir Path folder) throws IOException {
        Fx.start();
        Path model = model(folder.resolve("small"), "llama");
        Path gone = folder.resolve("gone");
        List<Path> opened = new ArrayList<>();
        List<Runnable> waiting = new ArrayList<>();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Settings settings = new SettingsFile(folder.resolve("home"), timer).open();
        settings.opened(new RecentModel("gone", gone, "", "2026-11-25"));
        RecentList list = Fx.get(() -> new RecentList(settings, waiting::add, new ChosenFiles(new ArrayList<>(List.of(model))), opened::add));
        waiting.clear();
        Fx.run(() -> list.locate(gone));
        assertEquals(List.of(), opened);
        assertEquals(1, settings.recent().size());
        waiting.removeFirst().run();
        Fx.run(() -> {});
        assertEquals(List.of(model), opened);
        assertEquals(List.of(), List.copyOf(settings.recent()));
        timer.shutdownNow();
    }

    @Test
    void aDroppedLensIsOpenedAsOne(@TempDir Path folder) throws IOException {
        Fx.start();
        Path file = Files.writeString(folder.resolve("params.pt"), "");
        Path alone = Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("lens.safetensors"), "");
        Files.writeString(folder.resolve("config.json"), "{}");
        List<Path> opened = new ArrayList<>();
        DropTarget target = Fx.get(() -> new DropTarget(_ -> {}, opened::add, _ -> {}, Runnable::run));
        for (Path dropped : List.of(folder, file, alone)) {
            assertTrue(Fx.get(() -> target.dropped(List.of(dropped))));
        }
        Fx.run(() -> {});
        assertEquals(List.of(folder, file, alone), opened);
    }

    @Test
    void aDroppedTextIsReadAsAPrompt(@TempDir Path folder) throws IOException {
        Fx.start();
        Path text = Files.writeString(folder.resolve("notes.txt"), "The capital of Norway is");
        assertEquals(new DropVerdict(DropVerdict.Kind.TEXT, text, "Read notes.txt as a new prompt"), DropVerdict.of(List.of(text)));
        List<Path> read = new ArrayList<>();
        DropTarget target = Fx.get(() -> new DropTarget(_ -> {}, _ -> {}, read::add, Runnable::run));
        assertTrue(Fx.get(() -> target.dropped(List.of(text))));
        Fx.run(() -> {});
        assertEquals(List.of(text), read);
    }

    /// A folder whose headers are a model's.
    private static Path model(Path folder, String family) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"%s\"}".formatted(family));
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            SafetensorsWriter weights = new SafetensorsWriter();
            weights.add("weight", TensorType.F32, List.of(100L, 60L), to -> to.write(new byte[24_000]));
            weights.writeTo(out);
        }
        return folder;
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
