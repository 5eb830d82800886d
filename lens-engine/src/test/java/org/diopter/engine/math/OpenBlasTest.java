package org.diopter.engine.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.diopter.engine.testing.Matrices;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenBlasTest {
    private final OpenBlas blas = Matrices.blas();

    @Test
    void productsAreThoseOfEjml() {
        FMatrixRMaj a = Matrices.gaussian(17, 5, 1);
        FMatrixRMaj b = Matrices.gaussian(5, 23, 2);
        FMatrixRMaj expected = new FMatrixRMaj(17, 23);
        CommonOps_FDRM.mult(a, b, expected);
        FMatrixRMaj c = new FMatrixRMaj(0, 0);
        blas.mult(a, b, c);
        assertTrue(Matrices.distance(expected, c) < 1e-5);
        blas.multTransA(Matrices.transposed(a), b, c);
        assertTrue(Matrices.distance(expected, c) < 1e-5);
        blas.multTransB(a, Matrices.transposed(b), c);
        assertTrue(Matrices.distance(expected, c) < 1e-5);
    }

    @Test
    void matricesThatDoNotFitAreRefusedBeforeNativeCode() {
        FMatrixRMaj a = Matrices.gaussian(3, 4, 1);
        FMatrixRMaj c = new FMatrixRMaj(0, 0);
        assertThrows(IllegalArgumentException.class, () -> blas.mult(a, a, c));
        assertThrows(IllegalArgumentException.class, () -> blas.multTransA(a, Matrices.gaussian(4, 3, 1), c));
        assertThrows(IllegalArgumentException.class, () -> blas.multTransB(a, Matrices.gaussian(4, 3, 1), c));
        assertThrows(IllegalArgumentException.class, () -> blas.addGramOfRows(new DMatrixRMaj(3, 4), new DMatrixRMaj(4, 4)));
        assertThrows(IllegalArgumentException.class, () -> blas.orthonormalise(a));
    }

    @Test
    void aProductOverNothingIsZero() {
        FMatrixRMaj c = Matrices.gaussian(2, 3, 1);
        blas.mult(new FMatrixRMaj(2, 0), new FMatrixRMaj(0, 3), c);
        assertEquals(0, Matrices.norm(c));
    }

    @Test
    void eigenvectorsOfASymmetricMatrixAreKnown() {
        DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{2, 1}, {1, 2}});
        DMatrixRMaj vectors = new DMatrixRMaj(1, 1);
        double[] values = blas.symmetricEigen(matrix, vectors, Progress.NONE);
        assertArrayEquals(new double[] {1, 3}, values, 1e-14);
        assertEquals(Math.sqrt(0.5), Math.abs(vectors.get(1, 0)), 1e-14);
        assertEquals(vectors.get(1, 0), vectors.get(1, 1), 1e-14);
        assertEquals(vectors.get(0, 0), -vectors.get(0, 1), 1e-14);
    }

    @Test
    void orthonormalColumnsSpanWhatTheColumnsSpanned() {
        FMatrixRMaj a = Matrices.gaussian(40, 6, 3);
        FMatrixRMaj q = a.copy();
        blas.orthonormalise(q);
        FMatrixRMaj unit = new FMatrixRMaj(0, 0);
        blas.multTransA(q, q, unit);
        assertTrue(Matrices.distance(CommonOps_FDRM.identity(6), unit) < 1e-5);
        FMatrixRMaj coordinates = new FMatrixRMaj(0, 0);
        FMatrixRMaj again = new FMatrixRMaj(0, 0);
        blas.multTransA(q, a, coordinates);
        blas.mult(q, coordinates, again);
        assertTrue(Matrices.distance(a, again) < 1e-5);
    }

    @Test
    void theNumberOfThreadsCanBeChanged() {
        blas.threads(1);
        assertEquals(1, blas.threads());
        blas.threads(2);
        assertEquals(2, blas.threads());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> OpenBlas.start(file.resolve("natives"), 1));
        assertTrue(problem.sentence().contains(file.toString()), problem.sentence());
    }

    @Test
    void theLibraryIsUnpackedIntoTheFolderItWasGiven() throws Exception {
        Path folder = Path.of(System.getProperty("org.bytedeco.javacpp.cachedir"));
        try (Stream<Path> entries = Files.list(folder)) {
            assertTrue(entries.anyMatch(entry -> String.valueOf(entry.getFileName()).startsWith("openblas")), folder.toString());
        }
    }
}
