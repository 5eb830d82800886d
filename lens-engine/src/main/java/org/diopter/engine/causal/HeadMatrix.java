package org.diopter.engine.causal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.checkpoint.Checkpoint;

/// An unembedding matrix W, [V, d], in native float32 memory, laid out in tiles of [ChunkLoops#SIZE] tokens, each [d, tokens]: a product with a vector and one
/// with the transposed matrix both read it once, from front to back, and both are vectorised. The last tile is filled up with zeros.
///
/// A vector over the vocabulary is a `float[tiles][SIZE]` here.
final class HeadMatrix implements AutoCloseable {
    private static final int SIZE = ChunkLoops.SIZE;
    /// Rows of a tile that are multiplied at a time.
    private static final int ROWS = 4;

    private final int vocabulary;
    private final int width;
    private final FloatTensor[] tiles;
    private final TensorMemory memory;
    private final Workers workers;
    private final Scratch[] scratches;
    private final LongAdder operations = new LongAdder();

    private HeadMatrix(int vocabulary, int width, TensorMemory memory, Workers workers) {
        this.vocabulary = vocabulary;
        this.width = width;
        this.memory = memory;
        this.workers = workers;
        this.tiles = new FloatTensor[Math.ceilDiv(vocabulary, SIZE)];
        Arrays.setAll(tiles, tile -> memory.zeros(width, SIZE));
        this.scratches = new Scratch[workers.threads()];
        Arrays.setAll(scratches, worker -> new Scratch());
    }

    /// What one thread works in.
    private static final class Scratch {
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
    static HeadMatrix of(Linear head, Checkpoint checkpoint, Workers workers, Cancellation cancellation) {
        Source source = (element, into) -> checkpoint.read(head.weight(), element, into);
        return of(Math.toIntExact(head.outputs()), Math.toIntExact(head.inputs()), head.outputFirst(), source, workers, cancellation);
    }

    /// @param tokenFirst whether the source is [V, d]; else it is [d, V]
    static HeadMatrix of(int vocabulary, int width, boolean tokenFirst, Source source, Workers workers, Cancellation cancellation) {
        TensorMemory memory = new TensorMemory();
        try {
            HeadMatrix matrix = new HeadMatrix(vocabulary, width, memory, workers);
            workers.run(matrix.tiles.length, cancellation, (worker, tile) -> {
                if (tokenFirst) {
                    matrix.transposeInto(tile, source);
                } else {
                    matrix.copyInto(tile, source);
                }
            });
            return matrix;
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private void transposeInto(int tile, Source source) {
        int tokens = tokens(tile);
        float[] rows = new float[tokens * width];
        source.read((long) tile * SIZE * width, rows);
        float[] column = new float[SIZE];
        for (int k = 0; k < width; k++) {
            for (int token = 0; token < tokens; token++) {
                column[token] = rows[token * width + k];
            }
            put(column, tokens, tiles[tile], (long) k * SIZE);
        }
    }

    private void copyInto(int tile, Source source) {
        float[] part = new float[tokens(tile)];
        for (int k = 0; k < width; k++) {
            source.read((long) k * vocabulary + (long) tile * SIZE, part);
            put(part, part.length, tiles[tile], (long) k * SIZE);
        }
    }

    private static void put(float[] from, int length, FloatTensor into, long index) {
        MemorySegment.copy(from, 0, into.segment(), ValueLayout.JAVA_FLOAT, index * Float.BYTES, length);
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
                put(sums[row], SIZE, y, ((long) row * tiles.length + tile) * SIZE);
            }
        });
    }

    /// sums += X Wᵀ for the tokens of one tile.
    private void multiply(int tile, float[][] x, float[][] sums, Scratch scratch) {
        for (int k = 0; k < width; k += ROWS) {
            int rows = Math.min(ROWS, width - k);
            for (int r = 0; r < rows; r++) {
                tiles[tile].copyTo((long) (k + r) * SIZE, scratch.rows[r], 0, SIZE);
            }
            for (int row = 0; row < x.length; row++) {
                if (rows == ROWS) {
                    ChunkLoops.addFour(scratch.rows, x[row][k], x[row][k + 1], x[row][k + 2], x[row][k + 3], sums[row]);
                } else {
                    for (int r = 0; r < rows; r++) {
                        ChunkLoops.add(scratch.rows[r], x[row][k + r], sums[row]);
                    }
                }
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
            tiles[tile].copyTo((long) k * SIZE, scratch.rows[0], 0, SIZE);
            into[k] = ChunkLoops.dot(scratch.rows[0], w, scratch.products);
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
        memory.close();
    }
}
