package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;
import org.diopter.model.testing.StopsAfter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path folder;

    @Test
    void writingThatIsStoppedLeavesNothing() throws IOException {
        SafetensorsWriter weights = new SafetensorsWriter().add("x", TensorType.F32, List.of(1L << 18), MemorySegment.ofArray(new float[1 << 18]));
        try (TinyModel model = TinyModel.family("llama")) {
            assertThrows(CancelledException.class, () -> new ModelFolder(folder.resolve("model"))
                    .write(model.checkpoint(), parts -> ModelFolder.write(weights, parts.resolve("model.safetensors"), new StopsAfter(2))));
        }
        assertEmpty();
    }

    @Test
    void writingThatFailsLeavesNothing() throws IOException {
        try (TinyModel model = TinyModel.family("llama")) {
            assertThrows(UnusableInputException.class, () -> new ModelFolder(folder.resolve("model")).write(model.checkpoint(), parts -> {
                Files.writeString(parts.resolve("half"), "half");
                throw new IOException("disk full");
            }));
        }
        assertEmpty();
    }

    private void assertEmpty() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
