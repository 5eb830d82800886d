package org.diopter.engine.cache.less;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.math.Seeds;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.UnusableInputException;
import org.ejml.data.FMatrixRMaj;

/// Trains the kernels of one block, by itself: explicit gradients, Adam, and the epoch that is best on held-out texts is kept.
///
/// What is random in an epoch depends on the seed and the epoch alone, so a training that is resumed goes on as if it had not stopped.
public final class LessTraining {
    private static final long MOST_EXAMPLE_BYTES = 384L << 20;

    private final SplitBlocks blocks;
    private final OpenBlas blas;
    private final OutputLoss loss;
    private final LessPlan plan;
    private final Map<BlockText, BlockExample> examples = new HashMap<>();
    private long exampleBytes;

    /// @param projection [d, H · D], of the block's attention
    public LessTraining(SplitBlocks blocks, FMatrixRMaj projection, LessPlan plan, OpenBlas blas) {
        this.blocks = blocks;
        this.blas = blas;
        this.plan = plan;
        this.loss = new OutputLoss(projection, blas);
    }

    /// Hears of epochs.
    @FunctionalInterface
    public interface Listener {
        Listener NONE = state -> {};

        /// Before the first epoch: what the held-out error is without kernels.
        default void measured(Baselines baselines) {}

        /// Before each batch of an epoch. It may hold the training for as long as it likes.
        ///
        /// @param done batches of the epoch
        /// @param of batches an epoch
        default void stepped(int done, int of) {}

        /// @param state after the epoch: all that is needed to go on from here
        void epochDone(TrainingState state);
    }

    /// What the held-out error is without kernels.
    ///
    /// @param sparse with the policy alone
    /// @param baselinePlus with the state's memory spent on more keys
    public record Baselines(double sparse, double baselinePlus) {}

    /// @param texts all, of which the last are held out
    public Baselines baselines(List<BlockText> texts, Cancellation cancellation) {
        List<BlockText> held = texts.subList(trained(texts), texts.size());
        double sparse = 0;
        double plus = 0;
        for (BlockText text : held) {
            BlockExample example = example(text, cancellation);
            sparse += sparse(example) / held.size();
            BlockExample more = BlockExample.of(
                    blocks, plan.block(), text, plan.baselinePlus(text.tokens().length()), blas, cancellation);
            plus += sparse(new BlockExample(more.heads(), example.from())) / held.size();
        }
        return new Baselines(sparse, plus);
    }

    private double sparse(BlockExample example) {
        List<FMatrixRMaj> outputs = new ArrayList<>();
        for (HeadExample head : example.heads()) {
            FMatrixRMaj output = new FMatrixRMaj(0, 0);
            blas.mult(normalised(head.kept()), head.values(), output);
            outputs.add(output);
        }
        return loss.of(example, outputs).loss();
    }

    private static FMatrixRMaj normalised(FMatrixRMaj kept) {
        FMatrixRMaj weights = kept.copy();
        for (int row = 0; row < weights.numRows; row++) {
            double sum = 0;
            for (int i = row * weights.numCols; i < (row + 1) * weights.numCols; i++) {
                sum += weights.data[i];
            }
            for (int i = row * weights.numCols; i < (row + 1) * weights.numCols; i++) {
                weights.data[i] /= (float) sum;
            }
        }
        return weights;
    }

    /// Trains from the beginning.
    ///
    /// @return the state after the last epoch
    public TrainingState train(List<BlockText> texts, Cancellation cancellation, Listener listener) {
        return resume(first(), texts, cancellation, listener);
    }

    /// Where training begins.
    public TrainingState first() {
        return TrainingState.first(BlockKernel.initial(blocks.shape(), plan.hidden(), plan.rank(), plan.seed()));
    }

    /// Goes on from a state.
    ///
    /// @param state of the same plan and texts. Not modified.
    /// @return the state after the last epoch
    /// @throws UnusableInputException D-303 if the error of an epoch is no number any more; the listener does not hear of that epoch
    public TrainingState resume(TrainingState state, List<BlockText> texts, Cancellation cancellation, Listener listener) {
        TrainingState current = state;
        while (current.epoch() < plan.epochs()) {
            current = epoch(current, texts, cancellation, listener);
            requireFinite(current);
            listener.epochDone(current);
        }
        return current;
    }

    private void requireFinite(TrainingState state) {
        if (!state.curve().getLast().isFinite()) {
            throw new UnusableInputException("D-303", "The training of block %d diverged: its error in epoch %d is not finite. Train with a rate below %s."
                    .formatted(plan.block(), state.epoch(), plan.rate()));
        }
    }

    private int trained(List<BlockText> texts) {
        int held = Math.clamp(Math.round(plan.heldOut() * texts.size()), 1, texts.size() - 1);
        return texts.size() - held;
    }

    private TrainingState epoch(TrainingState before, List<BlockText> texts, Cancellation cancellation, Listener listener) {
        SplittableRandom random = new SplittableRandom(Seeds.of(plan.seed(), before.epoch()));
        Adam adam = before.adam().copy();
        BlockKernel kernel = before.kernel().copy();
        int[] order = order(trained(texts), random);
        double mean = 0;
        for (int from = 0; from < order.length; from += plan.batch()) {
            int to = Math.min(order.length, from + plan.batch());
            listener.stepped(from / plan.batch(), Math.ceilDiv(order.length, plan.batch()));
            BlockKernel gradient = kernel.zeros();
            for (int i = from; i < to; i++) {
                cancellation.throwIfCancelled();
                mean += step(kernel, example(texts.get(order[i]), cancellation), gradient, random, to - from) / order.length;
            }
            adam.step(kernel, gradient, plan.rateAt(before.epoch()));
        }
        double held = heldOut(kernel, texts, cancellation);
        return before.next(kernel, adam, new TrainingState.Epoch(mean, held));
    }

    private static int[] order(int count, RandomGenerator random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /// @param gradient Modified: the text's share of the batch's mean is added.
    /// @return the text's loss
    private double step(BlockKernel kernel, BlockExample example, BlockKernel gradient, SplittableRandom random, int batch) {
        List<HeadExample.Attempt> attempts = new ArrayList<>();
        for (int head = 0; head < example.heads().size(); head++) {
            Optional<RandomGenerator> dropout = plan.dropout() > 0 ? Optional.of(random.split()) : Optional.empty();
            HeadExample own = example.heads().get(head);
            attempts.add(own.new Attempt(kernel.heads().get(head), blas, plan.dropout(), dropout));
        }
        OutputLoss.Value value = loss.of(example, attempts.stream().map(HeadExample.Attempt::output).toList());
        for (int head = 0; head < attempts.size(); head++) {
            FMatrixRMaj own = value.gradients().get(head);
            for (int i = 0; i < own.getNumElements(); i++) {
                own.data[i] /= batch;
            }
            attempts.get(head).backward(own, gradient.heads().get(head));
        }
        return value.loss();
    }

    /// The mean error on held-out texts.
    double heldOut(BlockKernel kernel, List<BlockText> texts, Cancellation cancellation) {
        List<BlockText> held = texts.subList(trained(texts), texts.size());
        double sum = 0;
        for (BlockText text : held) {
            sum += loss(kernel, example(text, cancellation));
        }
        return sum / held.size();
    }

    double loss(BlockKernel kernel, BlockExample example) {
        List<FMatrixRMaj> outputs = new ArrayList<>();
        for (int head = 0; head < example.heads().size(); head++) {
            outputs.add(example.heads().get(head).new Attempt(kernel.heads().get(head), blas, 0, Optional.empty()).output());
        }
        return loss.of(example, outputs).loss();
    }

    /// The gradient on one text without dropout.
    BlockKernel gradient(BlockKernel kernel, BlockExample example) {
        BlockKernel gradient = kernel.zeros();
        List<HeadExample.Attempt> attempts = new ArrayList<>();
        for (int head = 0; head < example.heads().size(); head++) {
            attempts.add(example.heads().get(head).new Attempt(kernel.heads().get(head), blas, 0, Optional.empty()));
        }
        List<FMatrixRMaj> gradients = loss.of(example, attempts.stream().map(HeadExample.Attempt::output).toList()).gradients();
        for (int head = 0; head < attempts.size(); head++) {
            attempts.get(head).backward(gradients.get(head), gradient.heads().get(head));
        }
        return gradient;
    }

    /// Texts come once an epoch; what fits is made only once.
    BlockExample example(BlockText text, Cancellation cancellation) {
        BlockExample known = examples.get(text);
        if (known != null) {
            return known;
        }
        BlockExample made = BlockExample.of(blocks, plan.block(), text, plan.policy(), blas, cancellation);
        if (exampleBytes + made.bytes() <= MOST_EXAMPLE_BYTES) {
            exampleBytes += made.bytes();
            examples.put(text, made);
        }
        return made;
    }
}
