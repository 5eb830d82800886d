package org.diopter.engine.laser;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.SafetensorsWriter;

/// A new folder with a model: its weights, and beside them what belongs to the model that it was made from. It is there whole or not at all.
///
/// @param folder which must not be there yet
record ModelFolder(Path folder) {
    static final String CODE = "D-501";

    /// What belongs to a model beside its weights, where it is there.
    private static final List<String> BESIDE = List.of(
            "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
            "tokenizer.model", "chat_template.jinja");

    /// Writes weights.
    interface Weights {
        /// @param parts a folder that becomes the model's
        void write(Path parts) throws IOException;
    }

    /// @throws UnusableInputException D-501 if the folder is there
    void check() {
        if (Files.exists(folder)) {
            throw new UnusableInputException(CODE, "‘%s’ is there already. Choose another folder.".formatted(folder));
        }
    }

    /// @param of the model that this one was made from
    /// @throws UnusableInputException D-501 if the folder cannot be written
    void write(Checkpoint of, Weights weights) {
        Path parts = folder.toAbsolutePath().resolveSibling("." + folder.getFileName() + ".part");
        try {
            deleteAll(parts);
            Files.createDirectories(parts);
            weights.write(parts);
            Files.writeString(parts.resolve("config.json"), of.config().json());
            for (String name : BESIDE) {
                Path file = of.folder().resolve(name);
                if (Files.isRegularFile(file)) {
                    Files.copy(file, parts.resolve(name));
                }
            }
            Files.move(parts, folder.toAbsolutePath());
        } catch (IOException e) {
            discard(parts, e);
            throw new UnusableInputException(CODE, "‘%s’ could not be written: %s.".formatted(folder, UnusableInputException.reason(e)), e);
        } catch (RuntimeException e) {
            discard(parts, e);
            throw e;
        }
    }

    /// What is written of a model may be gigabytes.
    private static void discard(Path parts, Exception because) {
        try {
            deleteAll(parts);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /// @throws org.diopter.model.CancelledException if the user stopped it
    static void write(SafetensorsWriter writer, Path file, Progress progress) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new StoppableOutput(Files.newOutputStream(file), progress))) {
            writer.writeTo(out);
        }
    }

    /// Asks before each piece whether to go on.
    private static final class StoppableOutput extends FilterOutputStream {
        private final Progress progress;

        StoppableOutput(OutputStream out, Progress progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            progress.throwIfCancelled();
            out.write(bytes, offset, length);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
        Files.delete(folder);
    }
}
