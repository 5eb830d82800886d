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
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path folder;

    /// The user stops once the first pieces of the weights are written.
    private static final class StopsLater implements Progress {
        private int asked;

        @Override
        public void stage(String name, int number, int of) {}

        @Override
        public void items(long done, long total) {}

        @Override
        public boolean cancelled() {
            return ++asked > 2;
        }
    }

    @Test
    void writingThatIsStoppedLeavesNothing() throws IOException {
        SafetensorsWriter weights = new SafetensorsWriter().add("x", TensorType.F32, List.of(1L << 18), MemorySegment.ofArray(new float[1 << 18]));
        try (TinyModel model = TinyModel.family("llama")) {
            assertThrows(CancelledException.class, () -> new ModelFolder(folder.resolve("model"))
                    .write(model.checkpoint(), parts -> ModelFolder.write(weights, parts.resolve("model.safetensors"), new StopsLater())));
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
