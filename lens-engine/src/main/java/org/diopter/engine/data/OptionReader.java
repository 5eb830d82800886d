package org.diopter.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/// Runs prompts with each of their options behind them and reads from every layer how likely the option is.
///
/// What two runs after each other have in common at their start, few-shot examples above all, runs once. One reading at a time.
public final class OptionReader implements AutoCloseable {
    /// Rows of logits at once, unless one layer has more: up to about so many, a product takes as long as reading the unembedding from memory.
    private static final int ROWS = 64;

    private final ForwardPass forward;
    private final ReadOut readOut;
    private final Tokenizer tokenizer;
    private final Optional<OpenLens> lens;
    private final LogNormalizer normalizer = new LogNormalizer();
    private @Nullable Residuals last;

    /// @param lens how layers below the output are read, one translator for each; empty for the logit lens
    public OptionReader(ForwardPass forward, ReadOut readOut, Tokenizer tokenizer, Optional<OpenLens> lens) {
        this.forward = forward;
        this.readOut = readOut;
        this.tokenizer = tokenizer;
        this.lens = lens;
    }

    /// Reads one prompt.
    ///
    /// @throws UnusableInputException if it is too long for the model, or the model gives numbers that are none
    public OptionTrajectory read(OptionPrompt prompt, Cancellation cancellation) {
        List<double[]> byOption = new ArrayList<>();
        double[] finalState = new double[0];
        for (String option : prompt.options()) {
            OptionTokens tokens = OptionTokens.of(tokenizer, prompt.text(), option);
            Residuals residuals = run(tokens, cancellation);
            byOption.add(logProbabilities(residuals, tokens, cancellation));
            finalState = state(residuals, tokens.first() - 1);
        }
        return new OptionTrajectory(byLayer(byOption), finalState);
    }

    /// Reads some prompts.
    ///
    /// @param progress gets prompts, of one stage that the caller has begun
    public List<OptionTrajectory> readAll(List<OptionPrompt> prompts, Progress progress, Cancellation cancellation) {
        List<OptionTrajectory> trajectories = new ArrayList<>();
        for (OptionPrompt prompt : prompts) {
            progress.throwIfCancelled();
            trajectories.add(read(prompt, cancellation));
            progress.items(trajectories.size(), prompts.size());
        }
        return trajectories;
    }

    private Residuals run(OptionTokens tokens, Cancellation cancellation) {
        Residuals before = last;
        if (before != null && before.tokens().equals(tokens.tokens())) {
            return before;
        }
        Residuals now = forward.run(tokens.tokens(), Optional.ofNullable(before), cancellation, ForwardPass.Listener.NONE);
        if (before != null) {
            before.close();
        }
        last = now;
        return now;
    }

    /// Of one option, per layer: Σ log q(token | what stands before it) over its tokens.
    private double[] logProbabilities(Residuals residuals, OptionTokens option, Cancellation cancellation) {
        int count = option.tokens().length() - option.first();
        double[] sums = new double[residuals.lastLayer() + 1];
        int atOnce = Math.max(1, ROWS / count);
        for (int layer = 0; layer < sums.length; layer += atOnce) {
            add(residuals, option, layer, Math.min(layer + atOnce, sums.length), sums, cancellation);
        }
        return sums;
    }

    /// @param sums Modified: layers from `from` to `to`.
    private void add(Residuals residuals, OptionTokens option, int from, int to, double[] sums, Cancellation cancellation) {
        int count = option.tokens().length() - option.first();
        int rows = (to - from) * count;
        try (TensorMemory memory = new TensorMemory()) {
            FloatTensor stream = memory.zeros(rows, residuals.layer(0).rowLength());
            for (int layer = from; layer < to; layer++) {
                fill(stream, (layer - from) * count, residuals, layer, option.first() - 1, count, memory, cancellation);
            }
            FloatTensor logits = readOut.logits(stream, memory, cancellation);
            int vocabulary = Math.toIntExact(logits.rowLength());
            for (int row = 0; row < rows; row++) {
                int id = option.tokens().id(option.first() + row % count);
                long start = (long) row * vocabulary;
                double logNormalizer = normalizer.of(logits.segment(), start * Float.BYTES, vocabulary);
                sums[from + row / count] += logits.get(start + id) - logNormalizer;
            }
        }
    }

    /// Puts some positions of a layer, through its translator, behind each other.
    ///
    /// @param into Modified: its rows from `row` on.
    private void fill(
            FloatTensor into, int row, Residuals residuals, int layer, int first, int count, TensorMemory memory, Cancellation cancellation) {
        long width = into.rowLength();
        if (lens.isEmpty() || layer == residuals.lastLayer()) {
            into.copyFrom(residuals.layer(layer), first * width, row * width, count * width);
            return;
        }
        FloatTensor states = memory.zeros(count, width);
        FloatTensor translated = memory.zeros(count, width);
        states.copyFrom(residuals.layer(layer), first * width, 0, count * width);
        readOut.translated(lens.get(), layer, states, translated, cancellation);
        into.copyFrom(translated, 0, row * width, count * width);
    }

    private static double[] state(Residuals residuals, int position) {
        FloatTensor layer = residuals.layer(residuals.lastLayer());
        double[] state = new double[Math.toIntExact(layer.rowLength())];
        for (int i = 0; i < state.length; i++) {
            state[i] = layer.get((long) position * state.length + i);
        }
        return state;
    }

    private static double[][] byLayer(List<double[]> byOption) {
        double[][] byLayer = new double[byOption.getFirst().length][byOption.size()];
        for (int layer = 0; layer < byLayer.length; layer++) {
            for (int option = 0; option < byOption.size(); option++) {
                byLayer[layer][option] = byOption.get(option)[layer];
            }
        }
        return byLayer;
    }

    @Override
    public void close() {
        if (last != null) {
            last.close();
            last = null;
        }
    }
}
