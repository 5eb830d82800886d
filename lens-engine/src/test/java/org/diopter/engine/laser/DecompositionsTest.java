package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.math.Decomposition;
import org.diopter.engine.math.RandomisedDecomposer;
import org.diopter.engine.testing.Matrices;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecompositionsTest {
    private static final MatrixId ID = new MatrixId(1, MatrixKind.MLP_IN);

    @TempDir
    Path folder;

    /// Hears whether something is computed.
    private static final class Stages implements Progress {
        private final List<String> names = new ArrayList<>();

        @Override
        public void stage(String name, int number, int of) {
            names.add(name);
        }

        @Override
        public void items(long done, long total) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    private Decompositions decompositions() {
        return new Decompositions(new ArtefactStore(folder, 1 << 30), Matrices.blas());
    }

    private static WeightReader reader(TinyModel model) {
        return new WeightReader(model.checkpoint(), new WeightMatrices(model.architecture()));
    }

    @Test
    void aDecompositionIsComputedOnceAndThenReadTheSame() {
        try (TinyModel model = TinyModel.family("gpt2")) {
            Stages first = new Stages();
            Decomposition computed = decompositions().exact(reader(model), ID, first);
            Stages second = new Stages();
            Decomposition kept = decompositions().exact(reader(model), ID, second);
            assertEquals(3, first.names.size());
            assertEquals(List.of(), second.names);
            assertArrayEquals(computed.values(), kept.values());
            assertArrayEquals(computed.left().data, kept.left().data);
            assertArrayEquals(computed.right().data, kept.right().data);
            assertEquals(computed.rows(), kept.rows());
            assertEquals(computed.columns(), kept.columns());
        }
    }

    @Test
    void anotherFormIsAnotherEntry() {
        try (TinyModel model = TinyModel.family("gpt2")) {
            Decompositions decompositions = decompositions();
            decompositions.exact(reader(model), ID, Progress.NONE);
            Decomposition two = decompositions.randomised(reader(model), ID, 2, RandomisedDecomposer.Settings.ofLaser(1), Progress.NONE);
            Decomposition three = decompositions.randomised(reader(model), ID, 3, RandomisedDecomposer.Settings.ofLaser(1), Progress.NONE);
            Decomposition other = decompositions.randomised(reader(model), ID, 3, RandomisedDecomposer.Settings.ofLaser(2), Progress.NONE);
            assertEquals(2, two.components());
            assertEquals(3, three.components());
            assertTrue(Matrices.distance(three.left(), other.left()) > 1e-4);
        }
    }

    @Test
    void aDamagedEntryIsComputedAgain() throws IOException {
        try (TinyModel model = TinyModel.family("llama")) {
            Decomposition computed = decompositions().exact(reader(model), ID, Progress.NONE);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length - 1] ^= 1;
                    Files.write(file, bytes);
                }
            }
            Stages stages = new Stages();
            assertArrayEquals(computed.right().data, decompositions().exact(reader(model), ID, stages).right().data);
            assertEquals(3, stages.names.size());
        }
    }

    @Test
    void aMatrixThatTheModelLacksIsRefused() {
        try (TinyModel model = TinyModel.family("gpt2")) {
            assertThrows(UnusableInputException.class,
                    () -> decompositions().exact(reader(model), new MatrixId(0, MatrixKind.MLP_UP), Progress.NONE));
        }
    }
}
