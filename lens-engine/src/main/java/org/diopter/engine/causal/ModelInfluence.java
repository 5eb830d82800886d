package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;

/// The influence of a direction on the model itself: the state of every position but the first of some texts is ablated along it, the blocks above run on, and
/// the model's output is compared, KL(model ‖ ablated model), nats, a mean over positions. Extraction and this ablate the same state in the same way.
///
/// Source: arXiv 2303.08112 §4.2.
public final class ModelInfluence implements AutoCloseable {
    private static final double GIB = 1L << 30;

    private final ForwardPass forward;
    private final ReadOut readOut;
    private final Workers workers;
    private final List<Residuals> texts;
    private final int layer;
    private final float[] displacements;
    private final Cancellation cancellation;
    private final TensorMemory memory = new TensorMemory();
    private final List<FloatTensor> logits = new ArrayList<>();

    private ModelInfluence(
            ForwardPass forward,
            ReadOut readOut,
            Workers workers,
            List<Residuals> texts,
            int layer,
            float[] displacements,
            Cancellation cancellation) {
        this.forward = forward;
        this.readOut = readOut;
        this.workers = workers;
        this.texts = List.copyOf(texts);
        this.layer = layer;
        this.displacements = displacements;
        this.cancellation = cancellation;
    }

    /// Reads the model's output on some texts.
    ///
    /// @param texts finished passes; as long as this is used
    /// @param layer from 0 to L
    /// @param donors as in [Influence#of], of the states of [States#withoutFirst]
    /// @param budget bytes that the logits of all positions may take
    /// @throws UnusableInputException if they take more, with both numbers
    public static ModelInfluence of(
            ForwardPass forward,
            ReadOut readOut,
            Workers workers,
            List<Residuals> texts,
            int layer,
            Ablation ablation,
            int[] donors,
            long budget,
            Cancellation cancellation) {
        States states = States.withoutFirst(texts.stream().map(text -> text.layer(layer)).toList());
        float[] displacements = ablation.displacements(states, donors);
        ModelInfluence influence = new ModelInfluence(forward, readOut, workers, texts, layer, displacements, cancellation);
        try {
            influence.readBase(states.count(), budget);
            return influence;
        } catch (RuntimeException e) {
            influence.close();
            throw e;
        }
    }

    private void readBase(int positions, long budget) {
        for (Residuals text : texts) {
            FloatTensor read = readOut.logits(text.layer(text.lastLayer()), memory, cancellation);
            long needed = (long) positions * read.rowLength() * Float.BYTES;
            if (needed > budget) {
                throw new UnusableInputException("D-202", "The model's logits at %d positions take %.1f GB, %.1f GB are allowed. Use a shorter text."
                        .formatted(positions, needed / GIB, budget / GIB));
            }
            logits.add(read);
        }
    }

    /// The influence of a direction, nats.
    ///
    /// @param v [d], of unit length
    public double of(float[] v) {
        double sum = 0;
        int from = 0;
        for (int text = 0; text < texts.size(); text++) {
            sum += divergence(text, ablated(texts.get(text).layer(layer), from, v));
            from += Math.toIntExact(texts.get(text).layer(layer).size(0)) - 1;
        }
        return sum / from;
    }

    /// @param from which of the states without first positions is at position 1
    private FloatTensor ablated(FloatTensor stream, int from, float[] v) {
        FloatTensor changed = stream.copy();
        int width = v.length;
        for (int position = 1; position < stream.size(0); position++) {
            int at = (from + position - 1) * width;
            double c = 0;
            for (int k = 0; k < width; k++) {
                c += (double) displacements[at + k] * v[k];
            }
            for (int k = 0; k < width; k++) {
                long index = (long) position * width + k;
                changed.set(index, (float) (stream.get(index) + c * v[k]));
            }
        }
        return changed;
    }

    /// Σ KL over the positions of a text but the first.
    private double divergence(int text, FloatTensor replacement) {
        try (Residuals changed = forward.replace(texts.get(text), layer, replacement, cancellation, ForwardPass.Listener.NONE);
                TensorMemory scratch = new TensorMemory()) {
            FloatTensor ablated = readOut.logits(changed.layer(changed.lastLayer()), scratch, cancellation);
            FloatTensor base = logits.get(text);
            double[] divergences = new double[Math.toIntExact(base.size(0))];
            workers.run(divergences.length - 1, cancellation, (worker, row) ->
                    divergences[row] = LogProbabilities.divergence(LogProbabilities.of(base, row + 1), LogProbabilities.of(ablated, row + 1)));
            double sum = 0;
            for (double divergence : divergences) {
                sum += divergence;
            }
            return sum;
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
