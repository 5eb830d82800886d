package org.diopter.engine.causal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;

/// An unembedding matrix W, [V, d], laid out in tiles of [ChunkLoops#SIZE] tokens, each [d, tokens]: a product with a vector and one with the transposed
/// matrix both read it once, from front to back, and both are vectorised. The last tile is filled up with zeros.
///
/// Such products take as long as memory takes to deliver the matrix, so it is kept in 16 bits: a row of a tile is integers times a scale of its own, none
/// further from the weight than 2⁻¹⁶ of the largest of its 1,024 neighbours. Those errors are random and average out; energies and gradients agree with those of
/// the weights themselves to about 10⁻⁵.
///
/// A vector over the vocabulary is a `float[tiles][SIZE]` here.
final class HeadMatrix implements AutoCloseable {
    private static final int SIZE = ChunkLoops.SIZE;
    /// Rows of a tile that are multiplied at a time.
    private static final int ROWS = 4;
    private static final long ALIGNMENT = 64;
    private static final float LARGEST = Short.MAX_VALUE;

    private final int vocabulary;
    private final int width;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment[] tiles;
    private final float[][] scales;
    private final Workers workers;
    private final Scratch[] scratches;
    private final LongAdder operations = new LongAdder();

    private HeadMatrix(int vocabulary, int width, Workers workers) {
        this.vocabulary = vocabulary;
        this.width = width;
        this.workers = workers;
        this.tiles = new MemorySegment[Math.ceilDiv(vocabulary, SIZE)];
        Arrays.setAll(tiles, tile -> arena.allocate((long) width * SIZE * Short.BYTES, ALIGNMENT));
        this.scales = new float[tiles.length][width];
        this.scratches = new Scratch[workers.threads()];
        Arrays.setAll(scratches, worker -> new Scratch());
    }

    /// What one thread works in.
    private static final class Scratch {
        private final short[] integers = new short[SIZE];
        private final float[][] rows = new float[ROWS][SIZE];
        private final float[] products = new float[SIZE];
    }

    /// Reads numbers of the matrix, from any thread.
    @FunctionalInterface
    interface Source {
        /// @param element index of the first
        /// @param into is filled whole
        void read(long element, float[] into);
    }

    /// Copies the matrix of a model, in whatever type it is stored.
    static HeadMatrix of(Linear head, StoredNumbers numbers, Workers workers, Cancellation cancellation) {
        Source source = (element, into) -> numbers.read(head.weight(), element, into);
        return of(Math.toIntExact(head.outputs()), Math.toIntExact(head.inputs()), head.outputFirst(), source, workers, cancellation);
    }

    /// @param tokenFirst whether the source is [V, d]; else it is [d, V]
    static HeadMatrix of(int vocabulary, int width, boolean tokenFirst, Source source, Workers workers, Cancellation cancellation) {
        HeadMatrix matrix = new HeadMatrix(vocabulary, width, workers);
        try {
            workers.run(matrix.tiles.length, cancellation, (worker, tile) -> {
                if (tokenFirst) {
                    matrix.transposeInto(tile, source, matrix.scratches[worker]);
                } else {
                    matrix.copyInto(tile, source, matrix.scratches[worker]);
                }
            });
            return matrix;
        } catch (RuntimeException e) {
            matrix.close();
            throw e;
        }
    }

    private void transposeInto(int tile, Source source, Scratch scratch) {
        int tokens = tokens(tile);
        float[] rows = new float[tokens * width];
        source.read((long) tile * SIZE * width, rows);
        float[] row = new float[tokens];
        for (int k = 0; k < width; k++) {
            for (int token = 0; token < tokens; token++) {
                row[token] = rows[token * width + k];
            }
            store(row, tile, k, scratch);
        }
    }

    private void copyInto(int tile, Source source, Scratch scratch) {
        float[] row = new float[tokens(tile)];
        for (int k = 0; k < width; k++) {
            source.read((long) k * vocabulary + (long) tile * SIZE, row);
            store(row, tile, k, scratch);
        }
    }

    private void store(float[] row, int tile, int k, Scratch scratch) {
        float largest = 0;
        for (float value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        float toInteger = largest == 0 ? 0 : LARGEST / largest;
        for (int token = 0; token < row.length; token++) {
            scratch.integers[token] = (short) Math.rint(row[token] * toInteger);
        }
        scales[tile][k] = largest / LARGEST;
        MemorySegment.copy(scratch.integers, 0, tiles[tile], ValueLayout.JAVA_SHORT, offset(k), row.length);
    }

    /// Loads a row of a tile without its scale.
    private void load(int tile, int k, Scratch scratch, float[] into) {
        MemorySegment.copy(tiles[tile], ValueLayout.JAVA_SHORT, offset(k), scratch.integers, 0, SIZE);
        ChunkLoops.widen(scratch.integers, into);
    }

    private static long offset(int k) {
        return (long) k * SIZE * Short.BYTES;
    }

    private int tokens(int tile) {
        return Math.min(SIZE, vocabulary - tile * SIZE);
    }

    int vocabulary() {
        return vocabulary;
    }

    int width() {
        return width;
    }

    /// How many tiles there are: chunks of a vector over the vocabulary.
    int chunks() {
        return tiles.length;
    }

    /// Additions and multiplications done so far.
    long operations() {
        return operations.sum();
    }

    /// A vector of zeros over the vocabulary.
    float[][] vector() {
        return new float[tiles.length][SIZE];
    }

    /// u = W x.
    ///
    /// @param u Modified.
    void multiply(float[] x, float[][] u, Cancellation cancellation) {
        workers.run(tiles.length, cancellation, (worker, tile) -> {
            Arrays.fill(u[tile], 0);
            multiply(tile, new float[][] {x}, new float[][] {u[tile]}, scratches[worker]);
        });
    }

    /// Y = X Wᵀ.
    ///
    /// @param x rows, [rows, d]
    /// @param y [rows, tiles · SIZE]. Modified.
    void multiply(float[][] x, FloatTensor y, Cancellation cancellation) {
        workers.run(tiles.length, cancellation, (worker, tile) -> {
            float[][] sums = new float[x.length][SIZE];
            multiply(tile, x, sums, scratches[worker]);
            for (int row = 0; row < x.length; row++) {
                long offset = ((long) row * tiles.length + tile) * SIZE * Float.BYTES;
                MemorySegment.copy(sums[row], 0, y.segment(), ValueLayout.JAVA_FLOAT, offset, SIZE);
            }
        });
    }

    /// sums += X Wᵀ for the tokens of one tile.
    private void multiply(int tile, float[][] x, float[][] sums, Scratch scratch) {
        float[] scale = scales[tile];
        int k = 0;
        for (; k + ROWS <= width; k += ROWS) {
            for (int r = 0; r < ROWS; r++) {
                load(tile, k + r, scratch, scratch.rows[r]);
            }
            for (int i = 0; i < x.length; i++) {
                float[] f = x[i];
                ChunkLoops.addFour(
                        scratch.rows, f[k] * scale[k], f[k + 1] * scale[k + 1], f[k + 2] * scale[k + 2], f[k + 3] * scale[k + 3], sums[i]);
            }
        }
        for (; k < width; k++) {
            load(tile, k, scratch, scratch.rows[0]);
            for (int i = 0; i < x.length; i++) {
                ChunkLoops.add(scratch.rows[0], x[i][k] * scale[k], sums[i]);
            }
        }
        operations.add(2L * width * SIZE * x.length);
    }

    /// What a tile's part of a vector over the vocabulary is.
    @FunctionalInterface
    interface Part {
        /// @param into Modified: SIZE numbers.
        void write(int tile, float[] into);
    }

    /// g = Wᵀ w.
    ///
    /// @return [d]
    double[] multiplyTransposed(Part w, Cancellation cancellation) {
        float[][] parts = new float[tiles.length][width];
        workers.run(tiles.length, cancellation, (worker, tile) -> {
            Scratch scratch = scratches[worker];
            float[] part = new float[SIZE];
            w.write(tile, part);
            dots(tile, part, parts[tile], scratch);
        });
        return sum(parts);
    }

    /// Q ↦ Wᵀ W Q for several vectors in one pass over the matrix.
    ///
    /// @param vectors [count, d]
    /// @return [count, d]
    double[][] multiplySquared(float[][] vectors, Cancellation cancellation) {
        float[][][] parts = new float[vectors.length][tiles.length][width];
        workers.run(tiles.length, cancellation, (worker, tile) -> {
            float[][] u = new float[vectors.length][SIZE];
            multiply(tile, vectors, u, scratches[worker]);
            for (int i = 0; i < vectors.length; i++) {
                dots(tile, u[i], parts[i][tile], scratches[worker]);
            }
        });
        return Arrays.stream(parts).map(HeadMatrix::sum).toArray(double[][]::new);
    }

    private void dots(int tile, float[] w, float[] into, Scratch scratch) {
        for (int k = 0; k < width; k++) {
            load(tile, k, scratch, scratch.rows[0]);
            into[k] = scales[tile][k] * ChunkLoops.dot(scratch.rows[0], w, scratch.products);
        }
        operations.add(2L * width * SIZE);
    }

    private static double[] sum(float[][] parts) {
        double[] sum = new double[parts[0].length];
        for (float[] part : parts) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += part[k];
            }
        }
        return sum;
    }

    @Override
    public void close() {
        arena.close();
    }
}
