package org.diopter.engine.lens.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.lens.Lens;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LensWriterTest {
    @TempDir
    Path temporary;

    @Test
    void aFolderIsReadBackExactly() throws IOException {
        Lens lens = Lenses.random(3, 5);
        Path folder = temporary.resolve("new").resolve("lens");
        LensWriter.folder(lens, folder);
        LensFile read = LensFiles.open(folder);
        Lenses.assertSameNumbers(lens, read.lens());
        assertEquals("tiny-model", read.lens().baseModel());
        assertEquals(List.of(), read.notes());
        assertEquals(LensIdentity.sha256(lens), read.sha256());
        assertEquals(List.of("config.json", "params.pt"), files(folder));
        assertEquals("""
                {"base_model_name_or_path":"tiny-model","d_model":5,"num_hidden_layers":3,"bias":true,"base_model_revision":null,\
                "unembed_hash":null,"lens_type":"linear_tuned_lens"}""", Files.readString(folder.resolve("config.json")));
    }

    @Test
    void anotherLensReplacesTheOneThatWasThere() throws IOException {
        LensWriter.folder(Lenses.random(3, 5), temporary);
        Lens wider = Lenses.random(2, 7);
        LensWriter.folder(wider, temporary);
        Lenses.assertSameNumbers(wider, LensFiles.open(temporary).lens());
        assertEquals(List.of("config.json", "params.pt"), files(temporary));
    }

    @Test
    void safetensorsKeepTheKindAndTheBaseModel() {
        Lens tuned = Lenses.random(3, 5);
        Lens jacobian = new Lens(Lens.Kind.JACOBIAN, "j", "tiny-model", tuned.translators());
        for (Lens lens : List.of(tuned, jacobian)) {
            Path file = temporary.resolve("lens.safetensors");
            LensWriter.safetensors(lens, file);
            Lens read = LensFiles.open(file).lens();
            Lenses.assertSameNumbers(lens, read);
            assertEquals(lens.kind(), read.kind());
            assertEquals("tiny-model", read.baseModel());
            assertEquals("lens.safetensors", read.name());
        }
    }

    @Test
    void theContentDecidesAndNotTheName() throws IOException {
        Lens lens = Lenses.random(2, 4);
        LensWriter.safetensors(lens, temporary.resolve("a.pt"));
        Lenses.assertSameNumbers(lens, LensFiles.open(temporary.resolve("a.pt")).lens());
        LensWriter.folder(lens, temporary.resolve("folder"));
        Files.move(temporary.resolve("folder/params.pt"), temporary.resolve("b.safetensors"));
        Lenses.assertSameNumbers(lens, LensFiles.open(temporary.resolve("b.safetensors")).lens());
    }

    @Test
    void theSameLensGivesTheSameBytes() throws IOException {
        LensWriter.folder(Lenses.random(2, 4), temporary.resolve("a"));
        LensWriter.folder(Lenses.random(2, 4), temporary.resolve("b"));
        assertArrayEquals(Files.readAllBytes(temporary.resolve("a/params.pt")), Files.readAllBytes(temporary.resolve("b/params.pt")));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("in-the-way"), "");
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> LensWriter.folder(Lenses.random(1, 2), file));
        assertEquals("D-501", refusal.code());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
