package org.diopter.engine.math;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dormtr;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dstedc;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsytrd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgeqrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sorgqr;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/// The only door to OpenBLAS: products and decompositions of EJML's row-major matrices on all cores.
///
/// The library has one pool of threads a process; it is safe to be called by several threads, who then share it. Sizes that do not fit are the caller's
/// mistake and end in an [IllegalArgumentException], never in native code.
public final class OpenBlas {
    private static final String FOLDER = "org.bytedeco.javacpp.cachedir";
    private static final byte LOWER = 'L';
    private static final byte FROM_LEFT = 'L';
    private static final byte AS_IT_IS = 'N';
    private static final byte FROM_IDENTITY = 'I';

    private OpenBlas() {}

    /// Loads the library.
    ///
    /// @param natives a folder of the program's own, where the library is unpacked by the first call in this process
    /// @param threads how many the library may use, at least 1
    /// @throws UnusableInputException if there is no library for this machine, or the folder cannot be written
    public static OpenBlas start(Path natives, int threads) {
        setUnlessSet(FOLDER, natives.toString());
        // Nothing here is owned by JavaCPP's pointers: no collector is needed for them, and no limit, which would count mapped weights as used.
        setUnlessSet("org.bytedeco.javacpp.nopointergc", "true");
        setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", "0");
        try {
            Files.createDirectories(natives);
            // The library stays where the first call of this process unpacked it, and looks for that folder again and again.
            Files.createDirectories(Path.of(System.getProperty(FOLDER, natives.toString())));
            blas_set_num_threads(threads);
            return new OpenBlas();
        } catch (IOException e) {
            throw new UnusableInputException("D-206", "The library for matrices cannot be unpacked into %s: %s. Choose another folder with DIOPTER_HOME."
                    .formatted(natives, UnusableInputException.reason(e)), e);
        } catch (LinkageError e) {
            throw new UnusableInputException("D-206", "The library for matrices does not run here (%s, %s). It is there for Linux, macOS and Windows on 64-bit processors."
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch")), e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /// How many threads the library uses.
    public int threads() {
        return blas_get_num_threads();
    }

    /// Changes the number of threads, for the whole process.
    public void threads(int threads) {
        blas_set_num_threads(threads);
    }

    /// c = a b.
    ///
    /// @param a [m, k]. Not modified.
    /// @param b [k, n]. Not modified.
    /// @param c brought to [m, n]. Modified.
    public void mult(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        require(a.numCols == b.numRows, a, b);
        c.reshape(a.numRows, b.numCols);
        product(CblasNoTrans, CblasNoTrans, a, b, a.numCols, c);
    }

    /// c = aᵀ b.
    ///
    /// @param a [k, m]. Not modified.
    /// @param b [k, n]. Not modified.
    /// @param c brought to [m, n]. Modified.
    public void multTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        require(a.numRows == b.numRows, a, b);
        c.reshape(a.numCols, b.numCols);
        product(CblasTrans, CblasNoTrans, a, b, a.numRows, c);
    }

    /// c = a bᵀ.
    ///
    /// @param a [m, k]. Not modified.
    /// @param b [n, k]. Not modified.
    /// @param c brought to [m, n]. Modified.
    public void multTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        require(a.numCols == b.numCols, a, b);
        c.reshape(a.numRows, b.numRows);
        product(CblasNoTrans, CblasTrans, a, b, a.numCols, c);
    }

    private static void require(boolean fits, FMatrixRMaj a, FMatrixRMaj b) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "a product of [%d, %d] and [%d, %d]".formatted(a.numRows, a.numCols, b.numRows, b.numCols));
        }
    }

    private static void product(int transposeA, int transposeB, FMatrixRMaj a, FMatrixRMaj b, int inner, FMatrixRMaj c) {
        if (c.getNumElements() == 0 || inner == 0) {
            c.zero();
            return;
        }
        cblas_sgemm(CblasRowMajor, transposeA, transposeB, c.numRows, c.numCols, inner, 1, a.data, a.numCols, b.data, b.numCols, 0, c.data, c.numCols);
    }

    /// gram += a aᵀ, the upper triangle only.
    ///
    /// @param a [n, k]. Not modified.
    /// @param gram [n, n]. Modified.
    public void addGramOfRows(DMatrixRMaj a, DMatrixRMaj gram) {
        addGram(CblasNoTrans, a.numRows, a.numCols, a, gram);
    }

    /// gram += aᵀ a, the upper triangle only.
    ///
    /// @param a [k, n]. Not modified.
    /// @param gram [n, n]. Modified.
    public void addGramOfColumns(DMatrixRMaj a, DMatrixRMaj gram) {
        addGram(CblasTrans, a.numCols, a.numRows, a, gram);
    }

    private static void addGram(int transpose, int n, int k, DMatrixRMaj a, DMatrixRMaj gram) {
        if (gram.numRows != n || gram.numCols != n) {
            throw new IllegalArgumentException("a Gram matrix of %d rows in [%d, %d]".formatted(n, gram.numRows, gram.numCols));
        }
        cblas_dsyrk(CblasRowMajor, CblasUpper, transpose, n, k, 1, a.data, a.numCols, 1, gram.data, gram.numCols);
    }

    /// Eigenvalues, ascending, and eigenvectors of a symmetric matrix, in three stages (tridiagonal form, divide and conquer, transformation back).
    ///
    /// @param matrix [n, n], of which the upper triangle is read; afterwards its contents mean nothing. Modified.
    /// @param vectors brought to [n, n]; row i becomes the unit vector of eigenvalue i. Modified.
    /// @param progress is asked between the stages whether to stop
    /// @return the n eigenvalues
    public double[] symmetricEigen(DMatrixRMaj matrix, DMatrixRMaj vectors, Progress progress) {
        int n = matrix.numRows;
        double[] values = new double[n];
        double[] offDiagonal = new double[Math.max(1, n - 1)];
        double[] reflections = new double[Math.max(1, n - 1)];
        vectors.reshape(n, n);
        // The upper triangle by rows is the lower one by columns; eigenvectors by columns are rows here.
        done("dsytrd", LAPACKE_dsytrd(LAPACK_COL_MAJOR, LOWER, n, matrix.data, n, values, offDiagonal, reflections));
        progress.throwIfCancelled();
        done("dstedc", LAPACKE_dstedc(LAPACK_COL_MAJOR, FROM_IDENTITY, n, values, offDiagonal, vectors.data, n));
        progress.throwIfCancelled();
        done("dormtr", LAPACKE_dormtr(LAPACK_COL_MAJOR, FROM_LEFT, LOWER, AS_IT_IS, n, n, matrix.data, n, reflections, vectors.data, n));
        return values;
    }

    /// Replaces the columns of a matrix by orthonormal ones that span the same.
    ///
    /// @param a [m, n], m ≥ n. Modified.
    public void orthonormalise(FMatrixRMaj a) {
        if (a.numRows < a.numCols) {
            throw new IllegalArgumentException("%d columns of length %d cannot be orthogonal".formatted(a.numCols, a.numRows));
        }
        float[] reflections = new float[a.numCols];
        done("sgeqrf", LAPACKE_sgeqrf(LAPACK_ROW_MAJOR, a.numRows, a.numCols, a.data, a.numCols, reflections));
        done("sorgqr", LAPACKE_sorgqr(LAPACK_ROW_MAJOR, a.numRows, a.numCols, a.numCols, a.data, a.numCols, reflections));
    }

    /// @param info what the routine gave back: 0 if all is well
    private static void done(String routine, int info) {
        if (info != 0) {
            throw new IllegalStateException("%s gave up (%d)".formatted(routine, info));
        }
    }
}
