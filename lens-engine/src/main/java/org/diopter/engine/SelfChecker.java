package org.diopter.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.diopter.engine.SelfCheck.Check;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// Proves the chained blocks of one model, on a short and a longer prompt of random tokens: against the whole model in one graph, against their own
/// parts, and that what is changed has an effect where it should and none where it should not.
final class SelfChecker {
    private static final List<Integer> PROMPT_LENGTHS = List.of(10, 32);
    private static final long SEED = 20_261_125;
    /// The name of the proof that nothing depends on what comes later.
    static final String CAUSAL = "effect of the last token on earlier positions, relative";

    private static final double EFFECT_LIMIT = 1e-6;
    private static final Set<BlockOutput> UPDATES = Set.of(BlockOutput.ATTENTION_OUT, BlockOutput.MLP_OUT);
    private static final Set<BlockOutput> PARTS =
            Set.copyOf(EnumSet.of(BlockOutput.ATTENTION_OUT, BlockOutput.MLP_OUT, BlockOutput.PROBABILITIES));

    private final Limits limits;
    private final WholeModel whole;
    private final Blocks blocks;
    private final ModelShape shape;
    private final ForwardPass forward;
    private final ReadOut readOut;
    private final Cancellation cancellation;
    private final Progress progress;

    private final double[] layerErrors;
    private double logitError;
    private double largestLogit;
    private int agreeing;
    private int positions;
    private double sumError;
    private double futureError;
    private double injectionError;
    private double smallestEffect = Double.POSITIVE_INFINITY;
    private double probabilityError;

    /// What may be apart, relative to the largest number.
    ///
    /// @param relative numbers that are computed in two ways
    /// @param sum of a block's parts
    /// @param probability of a row's sum to 1
    /// @param differing positions with another top-1, as a share
    record Limits(double relative, double sum, double probability, double differing) {
        static final Limits FLOAT32 = new Limits(1e-5, 1e-6, 1e-5, 0);
        /// Numbers are rounded to 11 bits on the way, at other places in one graph than in several.
        static final Limits FLOAT16 = new Limits(5e-3, 5e-3, 1e-3, 0.05);
    }

    SelfChecker(Limits limits, WholeModel whole, Blocks blocks, ForwardPass forward, ReadOut readOut, Cancellation cancellation, Progress progress) {
        this.limits = limits;
        this.whole = whole;
        this.blocks = blocks;
        this.shape = blocks.shape();
        this.forward = forward;
        this.readOut = readOut;
        this.cancellation = cancellation;
        this.progress = progress;
        this.layerErrors = new double[shape.layers() + 1];
    }

    /// @throws org.diopter.model.CancelledException within one block, if its progress says so
    SelfCheck run(long estimatedBytes, long measuredBytes) {
        long start = System.nanoTime();
        Random random = new Random(SEED);
        int prompt = 0;
        for (int length : PROMPT_LENGTHS) {
            progress.items(prompt++, PROMPT_LENGTHS.size());
            prove(randomTokens(random, Math.min(length, shape.context())));
        }
        List<Double> errors = new ArrayList<>();
        double worst = 0;
        for (double error : layerErrors) {
            errors.add(error);
            worst = Math.max(worst, error);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        return new SelfCheck(
                logitError, logitError / largestLogit, largestLogit, agreeing, positions, errors, checks(worst), estimatedBytes, measuredBytes, millis);
    }

    /// The proofs that could be made: a graph that hides its blocks or what is inside them allows fewer.
    private List<Check> checks(double worst) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.atMost("residual stream against the whole model, relative", worst, limits.relative()));
        checks.add(Check.atMost("logits against the whole model, relative", logitError / largestLogit, limits.relative()));
        checks.add(Check.atMost("positions whose top-1 differs from the whole model's", positions - agreeing, Math.floor(limits.differing() * positions)));
        if (shape.layers() > 0) {
            checks.add(Check.atMost(CAUSAL, futureError, limits.relative()));
            checks.add(Check.atMost("logits after re-running from a recorded layer", injectionError, 0));
        }
        if (offered(UPDATES)) {
            checks.add(Check.atMost("block output against the sum of its parts, relative", sumError, limits.sum()));
            checks.add(Check.atLeast("effect of leaving one MLP out, relative", smallestEffect, EFFECT_LIMIT));
        }
        if (offered(Set.of(BlockOutput.PROBABILITIES))) {
            checks.add(Check.atMost("attention probabilities against 1 and the causal mask", probabilityError, limits.probability()));
        }
        return checks;
    }

    private boolean offered(Set<BlockOutput> outputs) {
        return shape.layers() > 0 && blocks.outputs(shape.layers() / 2).containsAll(outputs);
    }

    private TokenSequence randomTokens(Random random, int length) {
        return TokenSequence.of(random.ints(length, 0, shape.vocabulary()).toArray());
    }

    private void prove(TokenSequence tokens) {
        try (Residuals chained = run(tokens)) {
            FloatTensor logits = logits(chained);
            compareWithWhole(chained, logits, tokens);
            for (int block = 0; block < shape.layers(); block++) {
                progress.throwIfCancelled();
                compareParts(chained, block);
            }
            if (shape.layers() == 0) {
                return;
            }
            changeLastToken(chained, tokens);
            int middle = shape.layers() / 2;
            try (Residuals injected = forward.replace(chained, middle, chained.layer(middle), cancellation, stopIfAsked())) {
                injectionError = Math.max(injectionError, difference(logits, logits(injected)));
            }
            leaveMlpOut(chained, logits, middle);
        }
    }

    private Residuals run(TokenSequence tokens) {
        return forward.run(tokens, Optional.empty(), cancellation, stopIfAsked());
    }

    private ForwardPass.Listener stopIfAsked() {
        return (block, of) -> progress.throwIfCancelled();
    }

    private FloatTensor logits(Residuals residuals) {
        return readOut.logits(residuals.layer(residuals.lastLayer()), cancellation);
    }

    private void compareWithWhole(Residuals chained, FloatTensor logits, TokenSequence tokens) {
        try (TensorMemory memory = new TensorMemory()) {
            WholeModel.Output output = whole.run(tokens, memory, cancellation);
            for (int layer = 0; layer <= shape.layers(); layer++) {
                double relative = difference(chained.layer(layer), output.layers().get(layer)) / largest(output.layers().get(layer));
                layerErrors[layer] = Math.max(layerErrors[layer], relative);
            }
            logitError = Math.max(logitError, difference(logits, output.logits()));
            largestLogit = Math.max(largestLogit, largest(output.logits()));
            positions += tokens.length();
            for (int position = 0; position < tokens.length(); position++) {
                agreeing += agrees(logits, output.logits(), position, limits.relative()) ? 1 : 0;
            }
        }
    }

    private void compareParts(Residuals chained, int block) {
        FloatTensor before = chained.layer(block);
        FloatTensor after = chained.layer(block + 1);
        double scale = largest(after);
        try (TensorMemory memory = new TensorMemory()) {
            Set<BlockOutput> offered = EnumSet.copyOf(PARTS);
            offered.retainAll(blocks.outputs(block));
            BlockTensors inside = forward.inside(chained, block, offered, memory, cancellation);
            if (offered.containsAll(UPDATES) && blocks.adds(block)) {
                for (long i = 0; i < after.elements(); i++) {
                    double parts = (double) inside.get(BlockOutput.ATTENTION_OUT).get(i) + inside.get(BlockOutput.MLP_OUT).get(i);
                    sumError = Math.max(sumError, Math.abs(after.get(i) - before.get(i) - parts) / scale);
                }
            }
            if (offered.contains(BlockOutput.PROBABILITIES)) {
                checkProbabilities(inside.get(BlockOutput.PROBABILITIES));
            }
        }
    }

    private void checkProbabilities(FloatTensor probabilities) {
        int keys = (int) probabilities.size(2);
        long queries = probabilities.size(0) * probabilities.size(1);
        for (long row = 0; row < queries; row++) {
            long query = row % probabilities.size(1);
            double sum = 0;
            for (int key = 0; key < keys; key++) {
                float probability = probabilities.get(row * keys + key);
                sum += probability;
                double wrong = key > query ? Math.abs(probability) : Math.max(0, -probability);
                probabilityError = Math.max(probabilityError, wrong);
            }
            probabilityError = Math.max(probabilityError, Math.abs(sum - 1));
        }
    }

    private void changeLastToken(Residuals chained, TokenSequence tokens) {
        int[] ids = tokens.toArray();
        int last = ids.length - 1;
        ids[last] = (ids[last] + 1) % shape.vocabulary();
        try (Residuals changed = run(TokenSequence.of(ids))) {
            for (int layer = 0; layer <= shape.layers(); layer++) {
                FloatTensor before = chained.layer(layer).firstRows(last);
                FloatTensor after = changed.layer(layer).firstRows(last);
                futureError = Math.max(futureError, last == 0 ? 0 : difference(before, after) / largest(before));
            }
        }
    }

    private void leaveMlpOut(Residuals chained, FloatTensor logits, int block) {
        if (!blocks.outputs(block).contains(BlockOutput.MLP_OUT)) {
            return;
        }
        try (TensorMemory memory = new TensorMemory()) {
            FloatTensor mlp = forward.inside(chained, block, Set.of(BlockOutput.MLP_OUT), memory, cancellation).get(BlockOutput.MLP_OUT);
            FloatTensor rest = memory.zeros(mlp.shape());
            for (long i = 0; i < rest.elements(); i++) {
                rest.set(i, chained.layer(block + 1).get(i) - mlp.get(i));
            }
            try (Residuals without = forward.replace(chained, block + 1, rest, cancellation, stopIfAsked())) {
                smallestEffect = Math.min(smallestEffect, difference(logits, logits(without)) / largest(logits));
            }
        }
    }

    private static double difference(FloatTensor a, FloatTensor b) {
        double largest = 0;
        for (long i = 0; i < a.elements(); i++) {
            largest = Math.max(largest, Math.abs((double) a.get(i) - b.get(i)));
        }
        return largest;
    }

    private static double largest(FloatTensor tensor) {
        double largest = Float.MIN_NORMAL;
        for (long i = 0; i < tensor.elements(); i++) {
            largest = Math.max(largest, Math.abs(tensor.get(i)));
        }
        return largest;
    }

    /// Whether the chained blocks' top-1 is the whole model's too, or ties with it within the limit.
    private static boolean agrees(FloatTensor chained, FloatTensor whole, int position, double limit) {
        long row = position * whole.rowLength();
        double top = whole.get(row + best(whole, position));
        double chosen = whole.get(row + best(chained, position));
        return top - chosen <= limit * largest(whole);
    }

    private static long best(FloatTensor logits, int position) {
        long vocabulary = logits.rowLength();
        long best = 0;
        for (long id = 1; id < vocabulary; id++) {
            if (logits.get(position * vocabulary + id) > logits.get(position * vocabulary + best)) {
                best = id;
            }
        }
        return best;
    }
}
