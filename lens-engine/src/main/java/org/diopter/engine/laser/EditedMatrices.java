package org.diopter.engine.laser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.BlockEdit;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixEdit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.edit.ZeroMatrix;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.StreamEdit;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.BlockVariant.Form;
import org.diopter.engine.graph.BlockVariant.Replaced;
import org.diopter.engine.math.Decomposition;
import org.diopter.engine.math.ExactDecomposer;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.math.RandomisedDecomposer;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.ejml.data.FMatrixRMaj;

/// Turns edits into what blocks run with. A matrix that only loses components runs in factors, of which nothing but the mask changes from edit to edit; any
/// other is computed and runs dense.
public final class EditedMatrices implements AutoCloseable {
    private final WeightReader weights;
    private final Decompositions decompositions;
    private final OpenBlas blas;
    private final FactorCache factors;
    private final Function<AblateDirections, StreamEdit> ablations;

    /// @param ablations makes edits of the stream ready
    /// @param maxFactorBytes what the factors of matrices edited before may hold in native memory
    public EditedMatrices(WeightReader weights, Decompositions decompositions, OpenBlas blas, Function<AblateDirections, StreamEdit> ablations, long maxFactorBytes) {
        this.weights = weights;
        this.decompositions = decompositions;
        this.blas = blas;
        this.ablations = ablations;
        this.factors = new FactorCache(maxFactorBytes);
    }

    /// Makes edits ready to run.
    ///
    /// @param progress hears of decompositions that are computed
    /// @return the caller's to close, after the last run with it
    /// @throws org.diopter.model.UnusableInputException if an edit does not fit the model: no such block or matrix, too many components, rank 0 not meant,
    ///     directions of another model or layer
    public CompiledEdits compile(EditStack stack, Progress progress) {
        List<TensorMemory> memory = new ArrayList<>();
        memory.add(new TensorMemory());
        try {
            Map<Integer, BlockEdits> blocks = new HashMap<>();
            for (Edit edit : stack.edits()) {
                switch (edit) {
                    case BlockEdit inBlock -> {
                        if (!blocks.containsKey(inBlock.block())) {
                            blocks.put(inBlock.block(), block(stack, inBlock.block(), memory, progress));
                        }
                    }
                    case AblateDirections _ -> {} // acts between blocks
                }
            }
            return new CompiledEdits(blocks, CompiledEdits.streams(stack, ablations), memory);
        } catch (RuntimeException e) {
            memory.forEach(TensorMemory::close);
            throw e;
        }
    }

    private BlockEdits block(EditStack stack, int block, List<TensorMemory> memory, Progress progress) {
        Map<String, Tensor> inputs = new HashMap<>();
        List<Replaced> replaced = new ArrayList<>();
        byMatrix(stack, block).forEach((id, edits) -> {
            progress.throwIfCancelled();
            replaced.add(haveFactors(edits) ? factored(id, reductions(edits), inputs, memory, progress) : dense(id, edits, inputs, memory, progress));
        });
        List<SkipPart> skipped = stack.skipped(block);
        if (!skipped.isEmpty()) {
            weights.matrices().requireBlock(block);
            inputs.put(BlockVariant.ATTENTION_GAIN, gain(skipped.stream().filter(SkipPart::skipsAttention)));
            inputs.put(BlockVariant.MLP_GAIN, gain(skipped.stream().filter(SkipPart::skipsMlp)));
        }
        return new BlockEdits(new BlockVariant(replaced, !skipped.isEmpty(), false), inputs);
    }

    /// The edits of a block by matrix, under the names of the model's own layout; in the order of names, so that equal edits have equal graphs.
    private SortedMap<MatrixId, List<MatrixEdit>> byMatrix(EditStack stack, int block) {
        SortedMap<MatrixId, List<MatrixEdit>> byMatrix = new TreeMap<>();
        for (MatrixEdit edit : stack.matrices(block)) {
            byMatrix.computeIfAbsent(weights.matrices().canonical(edit.matrix()), id -> new ArrayList<>()).add(edit);
        }
        return byMatrix;
    }

    /// What several edits leave of a part, each of what the one before left.
    private static FloatTensor gain(Stream<SkipPart> skipped) {
        return FloatTensor.of(new float[] {(float) skipped.mapToDouble(edit -> 1 - edit.strength().doubleValue()).reduce(1, (a, b) -> a * b)});
    }

    private Replaced replaced(MatrixId id, Form form) {
        Matrix place = weights.matrices().place(id);
        return new Replaced(place.name(), place.stored(), place.outputs(), form);
    }

    /// Whether what edits leave is a weight for each component of the stored matrix: one reduction, or several of the exact components.
    private static boolean haveFactors(List<MatrixEdit> edits) {
        return edits.stream().allMatch(edit -> edit instanceof ReduceRank reduction && reduction.hasFactors())
                && (edits.size() == 1 || reductions(edits).stream().allMatch(edit -> edit.method() instanceof SvdMethod.Exact));
    }

    private static List<ReduceRank> reductions(List<MatrixEdit> edits) {
        return edits.stream().map(ReduceRank.class::cast).toList();
    }

    private Replaced factored(
            MatrixId id, List<ReduceRank> edits, Map<String, Tensor> inputs, List<TensorMemory> memory, Progress progress) {
        float[] left = left(id, edits, progress);
        SvdMethod method = edits.getFirst().method();
        int needed = method instanceof SvdMethod.Exact ? weights.matrices().components(id) : used(left);
        FactorCache.Factors all = factors.get(new FactorCache.Key(id, method, needed), () -> decomposed(id, method, needed, progress));
        memory.add(all.memory());
        int used = used(left);
        float[] mask = Arrays.copyOf(left, used);
        Replaced replaced = replaced(id, Form.FACTORED);
        inputs.put(replaced.left(), all.left().firstRows(used));
        inputs.put(replaced.right(), all.right().firstRows(used));
        inputs.put(replaced.mask(), FloatTensor.of(mask, used));
        return replaced;
    }

    private Replaced dense(MatrixId id, List<MatrixEdit> edits, Map<String, Tensor> inputs, List<TensorMemory> memory, Progress progress) {
        Replaced replaced = replaced(id, Form.DENSE);
        inputs.put(replaced.dense(), FactorCache.tensor(matrix(id, edits, progress), memory.getFirst()));
        return replaced;
    }

    private BitSet kept(MatrixId id, ReduceRank edit) {
        return edit.kept().kept(weights.matrices().components(id));
    }

    /// How much of each component of the stored matrix reductions leave, each applied to the matrix that the one before left. Of the stored matrix the singular
    /// values are asked for only where a component may be left in part and others are chosen after it.
    private float[] left(MatrixId id, List<ReduceRank> edits, Progress progress) {
        ComponentWeights left = new ComponentWeights(weights.matrices().components(id), () -> decompositions.exact(weights, id, progress).values());
        edits.forEach(left::reduce);
        return left.toArray();
    }

    /// How many components are needed, the first one at least.
    private static int used(float[] left) {
        int used = left.length;
        while (used > 1 && left[used - 1] == 0) {
            used--;
        }
        return used;
    }

    /// The first components of a matrix as it is stored.
    ///
    /// @param components how many are needed; the exact method has all
    Decomposition decomposed(MatrixId id, SvdMethod method, int components, Progress progress) {
        return switch (method) {
            case SvdMethod.Exact _ -> decompositions.exact(weights, id, progress);
            case SvdMethod.Randomised(long seed) ->
                decompositions.randomised(weights, id, components, RandomisedDecomposer.Settings.ofLaser(seed), progress);
        };
    }

    /// The singular values of what a reduction keeps, as its method finds them: descending for one that keeps the largest.
    ///
    /// @throws UnusableInputException if the reduction does not fit the model
    public double[] keptValues(ReduceRank edit, Progress progress) {
        MatrixId id = weights.matrices().canonical(edit.matrix());
        BitSet kept = kept(id, edit);
        double[] values = decomposed(id, edit.method(), Math.max(1, kept.length()), progress).values();
        return kept.stream().mapToDouble(i -> values[i]).toArray();
    }

    /// The factors of what reductions leave of a matrix, in turn.
    ///
    /// @throws UnusableInputException if they follow each other and one is of a random projection: what is left then has no factors
    FactoredCheckpoint.Factors factors(MatrixId id, List<ReduceRank> edits, Progress progress) {
        if (!haveFactors(List.copyOf(edits))) {
            throw new UnusableInputException(ModelFolder.CODE, "%s is reduced twice, and not by exact components: it has no factors. Save it dense.".formatted(id));
        }
        float[] weight = left(id, edits, progress);
        Decomposition all = decomposed(id, edits.getFirst().method(), used(weight), progress);
        int[] kept = IntStream.range(0, weight.length).filter(i -> weight[i] != 0).toArray();
        int rank = kept.length;
        float[] left = new float[all.rows() * rank];
        float[] right = new float[rank * all.columns()];
        int at = 0;
        for (int i : kept) {
            for (int row = 0; row < all.rows(); row++) {
                left[row * rank + at] = all.left().data[row * all.components() + i] * weight[i];
            }
            System.arraycopy(all.right().data, i * all.columns(), right, at * all.columns(), all.columns());
            at++;
        }
        return new FactoredCheckpoint.Factors(left, right, all.rows(), rank, all.columns());
    }

    /// A matrix after some edits of it, in turn.
    ///
    /// @return [out, in]
    FMatrixRMaj matrix(MatrixId id, List<MatrixEdit> edits, Progress progress) {
        FMatrixRMaj matrix = weights.read(id);
        boolean asStored = true;
        for (MatrixEdit edit : edits) {
            FMatrixRMaj before = matrix;
            FMatrixRMaj whole = switch (edit) {
                case ZeroMatrix _ -> new FMatrixRMaj(matrix.numRows, matrix.numCols);
                case PruneMagnitude prune -> ReducedMatrix.withoutSmallest(matrix, prune.drop());
                case ReduceRank reduce -> reduced(id, matrix, reduce, asStored, progress);
            };
            matrix = ReducedMatrix.between(before, whole, edit.strength().floatValue());
            asStored = false;
        }
        return matrix;
    }

    private FMatrixRMaj reduced(MatrixId id, FMatrixRMaj matrix, ReduceRank edit, boolean asStored, Progress progress) {
        BitSet kept = kept(id, edit);
        int needed = Math.max(1, kept.length());
        if (asStored) {
            return ReducedMatrix.of(decomposed(id, edit.method(), needed, progress), kept, blas);
        }
        return ReducedMatrix.of(switch (edit.method()) {
            case SvdMethod.Exact _ -> new ExactDecomposer(blas).decompose(matrix, progress);
            case SvdMethod.Randomised(long seed) ->
                new RandomisedDecomposer(blas).decompose(matrix, needed, RandomisedDecomposer.Settings.ofLaser(seed), progress);
        }, kept, blas);
    }

    @Override
    public void close() {
        factors.close();
    }
}
