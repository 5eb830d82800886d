package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.cache.less.BlockKernel;
import org.diopter.engine.cache.less.HeadKernel;
import org.diopter.engine.cache.less.KernelFile;
import org.diopter.engine.cache.less.LessCompensation;
import org.diopter.engine.cache.less.LowRankState;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.Matrices;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.model.tokenizer.TokenSequence;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LESS against references in float64.
class LessOracleTest {
    private static final String FOLDER = "oracles/methods/less/";
    private static final List<String> WEIGHTS = List.of("Wq1", "Wq2", "Wk1", "Wk2", "Wk3", "s1", "s2");
    private static final int TOKENS = 24;
    private static final int HEADS = 2;
    private static final int WIDTH = 16;
    private static final int RANK = 8;

    private final OpenBlas blas = Matrices.blas();

    @Test
    void kernelsGiveTheReferencesFeatures() {
        Reference numbers = Reference.read(Shared.file(FOLDER + "synthetic.safetensors"));
        BlockKernel kernel = kernel(numbers);
        for (int head = 0; head < HEADS; head++) {
            close(part(numbers, "phi", head, TOKENS * RANK), kernel.heads().get(head).phi(rows(numbers, "q", head), blas).data, "phi");
            close(part(numbers, "psi", head, TOKENS * RANK), kernel.heads().get(head).psi(rows(numbers, "k", head), blas).data, "psi");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void weightsOfKeptAndEvictedKeysAreTheReferences(int prompt) {
        Reference inputs = Reference.read(Shared.file(FOLDER + "synthetic.safetensors"));
        Reference expected = prompt == 0 ? inputs : Reference.read(Shared.file(FOLDER + "synthetic-prefill.safetensors"));
        SplitBlocks.Between between = between(inputs);
        Compensation.Rows given = new LessCompensation(Map.of(0, kernel(inputs)), blas).of(0, 0, between);
        BlockCaches caches = new BlockCaches(
                ScorePolicy.of(0, 4, 4, 1, Grouping.NONE), 0, HEADS, HEADS, TOKENS, new Timing(prompt), false);
        double[] attention = expected.numbers("attention");
        double[] output = expected.numbers("output");
        for (int head = 0; head < HEADS; head++) {
            FMatrixRMaj values = rows(inputs, "v", head);
            float[][] row = new float[1][TOKENS];
            int[] visible = new int[TOKENS];
            for (int query = 0; query < TOKENS; query++) {
                RowSoftmax softmax = new RowSoftmax();
                int at = head * TOKENS + query;
                softmax.read(between.scores(), (long) at * TOKENS, query + 1, row[0]);
                int count = caches.row(head, query, row, visible);
                float[] weights = new RowWeights(TOKENS).compensated(row[0], softmax, query, visible, count, given, head);
                for (int key = 0; key < TOKENS; key++) {
                    assertEquals(attention[at * TOKENS + key], weights[key], 1e-5, "row " + at + " key " + key);
                }
                for (int j = 0; j < WIDTH; j++) {
                    double sum = 0;
                    for (int key = 0; key < TOKENS; key++) {
                        sum += weights[key] * values.get(key, j);
                    }
                    assertEquals(output[at * WIDTH + j], sum, 1e-5, "output " + at);
                }
            }
        }
    }

    @Test
    void theStateIsWhatTheReferenceHoldsAndReadsTheSame() {
        Reference numbers = Reference.read(Shared.file(FOLDER + "synthetic.safetensors"));
        BlockKernel kernel = kernel(numbers);
        double[] evicted = numbers.numbers("evicted_after");
        double[] output = numbers.numbers("output");
        for (int head = 0; head < HEADS; head++) {
            FMatrixRMaj phi = kernel.heads().get(head).phi(rows(numbers, "q", head), blas);
            FMatrixRMaj psi = kernel.heads().get(head).psi(rows(numbers, "k", head), blas);
            FMatrixRMaj values = rows(numbers, "v", head);
            FMatrixRMaj queries = rows(numbers, "q", head);
            FMatrixRMaj keys = rows(numbers, "k", head);
            LowRankState state = new LowRankState(RANK, WIDTH);
            for (int query = 0; query < TOKENS; query++) {
                for (int key = 0; key < query; key++) {
                    if (evicted[head * TOKENS + key] == query - 1) {
                        state.add(psi, key, row(values, key));
                    }
                }
                close(slice(numbers.numbers("H"), (query * HEADS + head) * RANK * WIDTH, RANK * WIDTH), state.values(), "H");
                close(slice(numbers.numbers("z"), (query * HEADS + head) * RANK, RANK), state.sums(), "z");
                List<Integer> kept = new ArrayList<>();
                for (int key = 0; key <= query; key++) {
                    if (evicted[head * TOKENS + key] < 0 || query <= evicted[head * TOKENS + key]) {
                        kept.add(key);
                    }
                }
                float[] logits = new float[kept.size()];
                FMatrixRMaj keptValues = new FMatrixRMaj(kept.size(), WIDTH);
                for (int i = 0; i < logits.length; i++) {
                    double product = 0;
                    for (int j = 0; j < WIDTH; j++) {
                        product += (double) queries.get(query, j) * keys.get(kept.get(i), j);
                    }
                    logits[i] = (float) (product / Math.sqrt(WIDTH));
                    System.arraycopy(row(values, kept.get(i)), 0, keptValues.data, i * WIDTH, WIDTH);
                }
                close(slice(output, (head * TOKENS + query) * WIDTH, WIDTH), state.read(row(phi, query), logits, keptValues), "output");
            }
        }
    }

    @Test
    void handSizedNumbersComeOut() {
        HeadKernel kernel = new HeadKernel(
                matrix(2, 2, 1, 0, 0, 1), matrix(2, 1, 1, 1), matrix(2, 2, 1, 0, 0, 1), matrix(2, 1, 1, 1), matrix(1, 1, 2), matrix(1, 1, .5f), matrix(1, 1, .1f));
        assertEquals(2.275578, kernel.phi(matrix(1, 2, .5f, 2), blas).data[0], 1e-6);
        assertEquals(0.308275, kernel.psi(matrix(1, 2, 1, -1), blas).data[0], 1e-6);
        LowRankState state = new LowRankState(2, 2);
        float[] none = state.read(new float[] {1, 2}, new float[] {0, (float) Math.log(2)}, matrix(2, 2, 1, 0, 1, 1));
        assertEquals(1, none[0], 1e-6);
        assertEquals(2.0 / 3, none[1], 1e-6);
        state.add(matrix(1, 2, .5f, .25f), 0, new float[] {0, 1});
        float[] some = state.read(new float[] {1, 2}, new float[] {0, (float) Math.log(2)}, matrix(2, 2, 1, 0, 1, 1));
        assertEquals(.75, some[0], 1e-6);
        assertEquals(.75, some[1], 1e-6);
        assertEquals(2 * 3 * Float.BYTES, state.bytes());
    }

    @Test
    void aTrainedKernelGivesTheReferencesOutputInsideItsModel() {
        Reference expected = Reference.read(Shared.file(FOLDER + "trained-check.safetensors"));
        TokenSequence tokens = expected.tokens("input_ids");
        int block = 2;
        try (PolicyModel model = PolicyModel.open(Shared.file("models/stories260K-hf"));
                TensorMemory memory = new TensorMemory();
                CacheRun full = model.run(tokens, new FullCache(), Timing.STREAMING)) {
            ModelShape shape = model.split().shape();
            BlockKernel kernel = KernelFile.read(Shared.file(FOLDER + "trained-kernel.safetensors"), shape);
            FloatTensor stream = full.residuals().layer(block);
            SplitBlocks.Rows rows = model.split().rows(tokens, 0, tokens.length(), memory);
            SplitBlocks.Between between =
                    rows.scores(block, BlockEdits.NONE, stream, model.split().empty(), memory, new Cancellation());
            close(exactPhi(kernel, between.query()), all(kernel, between, true), "phi");
            close(expected.numbers("psi"), all(kernel, between, false), "psi");
            for (boolean compensated : new boolean[] {false, true}) {
                FloatTensor weights = memory.zeros(between.scores().shape());
                weights.copyFrom(between.scores(), 0, 0, weights.elements());
                weigh(weights, shape, tokens.length(), compensated ? new LessCompensation(Map.of(block, kernel), blas).of(block, 0, between) : null);
                FloatTensor out = rows.rest(block, BlockEdits.NONE, stream, weights, between.values(), BlockOutput.ATTENTION_OUT, memory, new Cancellation());
                close(expected.numbers(compensated ? "o_proj_less" : "o_proj_sparse"), out.toArray(), "output, " + compensated);
            }
        }
    }

    /// φ in float64 on the very queries that the model gives. The reference's φ stands on float64 queries, and this kernel's slope makes 1.6e-5 of the last
    /// digit of one of 6,144 of them; so the kernel is held to its own queries here, and the reference's output, below, to what φ is for.
    private static double[] exactPhi(BlockKernel kernel, FloatTensor query) {
        int rows = (int) query.size(1);
        int width = (int) query.size(2);
        double[] phi = new double[kernel.heads().size() * rows * kernel.rank()];
        for (int head = 0; head < kernel.heads().size(); head++) {
            HeadKernel own = kernel.heads().get(head);
            for (int row = 0; row < rows; row++) {
                float[] q = new float[width];
                query.copyTo(((long) head * rows + row) * width, q, 0, width);
                for (int feature = 0; feature < kernel.rank(); feature++) {
                    double sum = 0;
                    for (int j = 0; j < own.queryIn().numCols; j++) {
                        double hidden = 0;
                        for (int i = 0; i < width; i++) {
                            hidden += (double) q[i] * own.queryIn().get(i, j);
                        }
                        sum += exactGelu(hidden) * own.queryOut().get(j, feature);
                    }
                    phi[(head * rows + row) * kernel.rank() + feature] = Math.abs(exactGelu(sum));
                }
            }
        }
        return phi;
    }

    private static double exactGelu(double x) {
        return x / 2 * (1 + exactErf(x / Math.sqrt(2)));
    }

    /// By its series, which has enough digits up to where erf is 1 in float64.
    private static double exactErf(double x) {
        if (Math.abs(x) > 5) {
            return Math.signum(x);
        }
        double sum = 0;
        double term = x;
        for (int n = 0; n < 150; n++) {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private float[] all(BlockKernel kernel, SplitBlocks.Between between, boolean queries) {
        int heads = kernel.heads().size();
        FloatTensor source = queries ? between.query() : between.keys();
        int group = heads / (int) source.size(0);
        int rows = (int) source.size(1);
        int width = (int) source.size(2);
        float[] all = new float[heads * rows * kernel.rank()];
        for (int head = 0; head < heads; head++) {
            FMatrixRMaj matrix = new FMatrixRMaj(rows, width);
            source.copyTo((long) head / group * rows * width, matrix.data, 0, rows * width);
            HeadKernel own = kernel.heads().get(head);
            FMatrixRMaj features = queries ? own.phi(matrix, blas) : own.psi(matrix, blas);
            System.arraycopy(features.data, 0, all, head * rows * kernel.rank(), rows * kernel.rank());
        }
        return all;
    }

    /// h = r = 12, every query head by itself, as the reference was made.
    private static void weigh(FloatTensor scores, ModelShape shape, int tokens, Compensation.@Nullable Rows given) {
        CachePolicy policy = new ScorePolicy(ScorePolicy.Kind.H2O, new Counts(0, 12, 12), BigDecimal.ONE, Grouping.NONE);
        BlockCaches caches = new BlockCaches(policy, 0, shape.heads(), shape.kvHeads(), tokens, Timing.STREAMING, false);
        float[][] row = new float[1][tokens];
        int[] visible = new int[tokens];
        for (int head = 0; head < shape.heads(); head++) {
            for (int query = 0; query < tokens; query++) {
                RowSoftmax softmax = new RowSoftmax();
                long index = ((long) head * tokens + query) * tokens;
                softmax.read(scores, index, query + 1, row[0]);
                int count = caches.row(head, query, row, visible);
                RowWeights weights = new RowWeights(tokens);
                scores.copyFrom(given == null
                        ? weights.sparse(row[0], softmax, query, visible, count)
                        : weights.compensated(row[0], softmax, query, visible, count, given, head), index);
            }
        }
    }

    private static SplitBlocks.Between between(Reference numbers) {
        float[] scores = new float[HEADS * TOKENS * TOKENS];
        for (int head = 0; head < HEADS; head++) {
            FMatrixRMaj queries = rows(numbers, "q", head);
            FMatrixRMaj keys = rows(numbers, "k", head);
            for (int query = 0; query < TOKENS; query++) {
                for (int key = 0; key < TOKENS; key++) {
                    double product = 0;
                    for (int j = 0; j < WIDTH; j++) {
                        product += (double) queries.get(query, j) * keys.get(key, j);
                    }
                    scores[(head * TOKENS + query) * TOKENS + key] =
                            key > query ? Float.NEGATIVE_INFINITY : (float) (product / Math.sqrt(WIDTH));
                }
            }
        }
        return new SplitBlocks.Between(
                FloatTensor.of(scores, HEADS, TOKENS, TOKENS),
                FloatTensor.of(floats(numbers.numbers("q")), HEADS, TOKENS, WIDTH),
                FloatTensor.of(floats(numbers.numbers("k")), HEADS, TOKENS, WIDTH),
                FloatTensor.of(floats(numbers.numbers("v")), HEADS, TOKENS, WIDTH));
    }

    private static BlockKernel kernel(Reference numbers) {
        int hidden = 32;
        int[][] sizes = {{WIDTH, hidden}, {hidden, RANK}, {WIDTH, hidden}, {hidden, RANK}, {RANK, RANK}, {1, RANK}, {1, RANK}};
        List<HeadKernel> heads = new ArrayList<>();
        for (int head = 0; head < HEADS; head++) {
            List<FMatrixRMaj> all = new ArrayList<>();
            for (int i = 0; i < WEIGHTS.size(); i++) {
                int length = sizes[i][0] * sizes[i][1];
                FMatrixRMaj matrix = new FMatrixRMaj(sizes[i][0], sizes[i][1]);
                System.arraycopy(floats(part(numbers, WEIGHTS.get(i), head, length)), 0, matrix.data, 0, length);
                all.add(matrix);
            }
            heads.add(new HeadKernel(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5), all.get(6)));
        }
        return new BlockKernel(heads);
    }

    private static FMatrixRMaj rows(Reference numbers, String name, int head) {
        FMatrixRMaj matrix = new FMatrixRMaj(TOKENS, WIDTH);
        System.arraycopy(floats(part(numbers, name, head, TOKENS * WIDTH)), 0, matrix.data, 0, TOKENS * WIDTH);
        return matrix;
    }

    private static double[] part(Reference numbers, String name, int index, int length) {
        return slice(numbers.numbers(name), index * length, length);
    }

    private static double[] slice(double[] all, int from, int length) {
        return Arrays.copyOfRange(all, from, from + length);
    }

    private static float[] row(FMatrixRMaj matrix, int row) {
        return Arrays.copyOfRange(matrix.data, row * matrix.numCols, (row + 1) * matrix.numCols);
    }

    private static FMatrixRMaj matrix(int rows, int columns, float... values) {
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        System.arraycopy(values, 0, matrix.data, 0, values.length);
        return matrix;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static void close(double[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * Math.max(1, Math.abs(expected[i])), what + " at " + i);
        }
    }
}
