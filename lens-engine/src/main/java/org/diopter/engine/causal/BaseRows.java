package org.diopter.engine.causal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;

/// The read-out of some states before anything is done to them: un-normalised logits y = W (γ ⊙ x) of x = C (T h + b), and probabilities p. They come from
/// the one product of all states with the vocabulary that an extraction needs.
///
/// Rows lie in native memory, filled up to whole chunks of [ChunkLoops#SIZE].
final class BaseRows implements AutoCloseable {
    /// What fills a row's last chunk up: below every logit.
    static final float FILL = -1e30f;

    private static final int SIZE = ChunkLoops.SIZE;
    private static final double GIB = 1L << 30;

    private final LayerHead head;
    private final float[] inputs;
    private final double[] squares;
    private final FloatTensor y;
    private final FloatTensor p;
    private final TensorMemory memory;
    private final float[] logNormalizers;
    private final double[] masses;
    private final float[] largest;
    private final float[] reach;
    private final double[] meanLogits;

    private BaseRows(LayerHead head, int rows, TensorMemory memory) {
        this.head = head;
        this.memory = memory;
        long padded = (long) head.head().matrix().chunks() * SIZE;
        this.inputs = new float[rows * head.width()];
        this.squares = new double[rows];
        this.y = memory.zeros(rows, padded);
        this.p = memory.zeros(rows, padded);
        this.logNormalizers = new float[rows];
        this.masses = new double[rows];
        this.largest = new float[rows];
        this.reach = new float[rows];
        this.meanLogits = new double[rows];
    }

    /// Reads states.
    ///
    /// @param budget bytes that their logits and probabilities may take
    /// @throws UnusableInputException if they take more, with both numbers and how many states fit
    static BaseRows of(LayerHead head, States states, long budget, Cancellation cancellation) {
        requireFitting(head.head().matrix(), states.count(), budget);
        TensorMemory memory = new TensorMemory();
        try {
            BaseRows rows = new BaseRows(head, states.count(), memory);
            rows.read(states, cancellation);
            return rows;
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static void requireFitting(HeadMatrix matrix, int states, long budget) {
        long each = 2L * matrix.chunks() * SIZE * Float.BYTES;
        // A tensor is addressed by an int.
        long most = Math.min(budget / each, Integer.MAX_VALUE / (each / 2));
        if (states > most) {
            throw new UnusableInputException("D-202", ("The logits and probabilities of %d states over %d tokens take %.1f GB, %.1f GB are allowed. "
                            + "Use at most %d states.").formatted(states, matrix.vocabulary(), states * each / GIB, most * each / GIB, most));
        }
    }

    private void read(States states, Cancellation cancellation) {
        ReadOutHead readOut = head.head();
        int width = head.width();
        float[][] scaled = new float[states.count()][];
        readOut.workers().run(states.count(), cancellation, (worker, row) -> {
            double[] x = head.normalInput(states.values(), row * width);
            for (int k = 0; k < width; k++) {
                inputs[row * width + k] = (float) x[k];
            }
            squares[row] = Vectors.dot(x, x) / width;
            scaled[row] = readOut.scaled(x);
        });
        readOut.matrix().multiply(scaled, y, cancellation);
        readOut.workers().run(states.count(), cancellation, (worker, row) -> normalize(row));
    }

    private void normalize(int row) {
        float[][] z = head.head().matrix().vector();
        float max = fillLogits(row, z);
        ChunkMath math = new ChunkMath();
        float[] e = new float[SIZE];
        float[] lanes = new float[SIZE];
        for (float[] chunk : z) {
            math.exp(chunk, max, e);
            ChunkLoops.add(e, lanes);
        }
        logNormalizers[row] = (float) (max + Math.log(ChunkMath.sum(lanes)));
        Arrays.fill(lanes, 0);
        float[] byLogit = new float[SIZE];
        float[] chunkOfY = new float[SIZE];
        for (int chunk = 0; chunk < z.length; chunk++) {
            math.exp(z[chunk], logNormalizers[row], e);
            ChunkLoops.add(e, lanes);
            load(y, row, chunk, chunkOfY);
            ChunkLoops.addProduct(e, chunkOfY, byLogit);
            MemorySegment.copy(e, 0, p.segment(), ValueLayout.JAVA_FLOAT, index(row, chunk) * Float.BYTES, SIZE);
        }
        masses[row] = ChunkMath.sum(lanes);
        meanLogits[row] = ChunkMath.sum(byLogit);
    }

    /// Fills z with the logits of a row and keeps the largest y and the largest |y|.
    ///
    /// @param z over the vocabulary. Modified.
    /// @return the largest logit
    private float fillLogits(int row, float[][] z) {
        float[][] constant = head.head().constant();
        Optional<SoftCap> cap = head.head().newSoftCap();
        float[] slope = new float[SIZE];
        float[] maxima = new float[SIZE];
        float[] maximaOfY = new float[SIZE];
        float[] minimaOfY = new float[SIZE];
        Arrays.fill(maxima, FILL);
        Arrays.fill(maximaOfY, FILL);
        for (int chunk = 0; chunk < z.length; chunk++) {
            load(y, row, chunk, z[chunk]);
            ChunkMath.max(z[chunk], maximaOfY);
            ChunkLoops.min(z[chunk], minimaOfY);
            logits(z[chunk], row, chunk, constant[chunk], cap, z[chunk], slope);
            ChunkMath.max(z[chunk], maxima);
        }
        largest[row] = ChunkLoops.max(maximaOfY);
        ChunkMath.scale(minimaOfY, -1);
        reach[row] = Math.max(largest[row], ChunkLoops.max(minimaOfY));
        return ChunkLoops.max(maxima);
    }

    /// z = cap(y / σ + k) of one chunk.
    ///
    /// @param z Modified.
    /// @param slope Modified where there is a cap.
    void logits(float[] chunkOfY, int row, int chunk, float[] constant, Optional<SoftCap> cap, float[] z, float[] slope) {
        ChunkLoops.combine(chunkOfY, (float) inverseSigma(row), chunkOfY, 0f, constant, z);
        cap.ifPresent(softCap -> softCap.apply(z, slope));
        fill(chunk, z);
    }

    /// Puts [#FILL] behind the vocabulary's end.
    ///
    /// @param z Modified.
    void fill(int chunk, float[] z) {
        int length = head.head().vocabulary() - chunk * SIZE;
        if (length < SIZE) {
            Arrays.fill(z, length, SIZE, FILL);
        }
    }

    LayerHead head() {
        return head;
    }

    int count() {
        return squares.length;
    }

    /// x of every row, [N, d]. Not to be modified.
    float[] inputs() {
        return inputs;
    }

    /// The mean square of x, without ε.
    double square(int row) {
        return squares[row];
    }

    /// 1 / σ.
    double inverseSigma(int row) {
        return 1 / Math.sqrt(squares[row] + head.head().epsilon());
    }

    /// log Σ exp z, as it was taken from z in float.
    float logNormalizer(int row) {
        return logNormalizers[row];
    }

    /// Σ p, which is 1 up to rounding.
    double mass(int row) {
        return masses[row];
    }

    /// The largest y of a row, or 0 where the filling of the last chunk is larger.
    float largest(int row) {
        return largest[row];
    }

    /// The largest |y| of a row.
    float reach(int row) {
        return reach[row];
    }

    /// Σ p y.
    double meanLogit(int row) {
        return meanLogits[row];
    }

    /// @param into Modified.
    void loadLogits(int row, int chunk, float[] into) {
        load(y, row, chunk, into);
    }

    /// @param into Modified.
    void loadProbabilities(int row, int chunk, float[] into) {
        load(p, row, chunk, into);
    }

    private void load(FloatTensor from, int row, int chunk, float[] into) {
        from.copyTo(index(row, chunk), into, 0, SIZE);
    }

    private long index(int row, int chunk) {
        return ((long) row * head.head().matrix().chunks() + chunk) * SIZE;
    }

    @Override
    public void close() {
        memory.close();
    }
}
