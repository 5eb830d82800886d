package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.causal.Alignment.Sample;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.TokensApart;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;

/// Measures stimulus–response alignment: one token's state is changed, the lens says at once what follows, the model runs on and says it too; compared is how the
/// logits of both change, weighted by the model's probabilities before and after. Position 0 is left out.
///
/// Source: arXiv 2303.08112 §4.3.
public final class StimulusResponse {
    private final TokensApart forward;
    private final ReadOut readOut;
    private final Workers workers;
    private final List<Residuals> texts;
    private final int[] donors;
    private final Cancellation cancellation;

    /// @param texts finished passes, at least two; each token's change comes from another text's token at the same position
    /// @param donors for each text, which one that is; see [Ablation#donors]
    /// @throws UnusableInputException if there is one text only
    public StimulusResponse(
            TokensApart forward, ReadOut readOut, Workers workers, List<Residuals> texts, int[] donors, Cancellation cancellation) {
        if (texts.size() < 2) {
            throw new UnusableInputException("D-306", "Alignment compares a text with another at the same position and needs at least 2; there is %d. "
                    .formatted(texts.size()) + "Choose a longer text, or several.");
        }
        this.forward = forward;
        this.readOut = readOut;
        this.workers = workers;
        this.texts = List.copyOf(texts);
        this.donors = donors.clone();
        this.cancellation = cancellation;
    }

    /// How a state is changed.
    public sealed interface Treatment {
        /// Which state, from 0 to L.
        int layer();

        /// The update of a block is replaced with that of another text: changed is the state that leaves it.
        record BlockUpdate(int block) implements Treatment {
            @Override
            public int layer() {
                return block + 1;
            }
        }

        /// The component in the span of some directions is replaced with that of another text.
        ///
        /// @param directions orthonormal, [d] each
        record Subspace(int layer, List<float[]> directions) implements Treatment {
            public Subspace {
                directions = List.copyOf(directions);
            }
        }
    }

    /// Measures one layer.
    ///
    /// @param translator of the treated layer, or nothing for the logit lens and for the output
    public Alignment measure(Treatment treatment, Optional<Translator> translator) {
        List<Sample> samples = new ArrayList<>();
        for (int text = 0; text < texts.size(); text++) {
            samples.addAll(measure(text, treatment, translator));
        }
        if (samples.size() < 2) {
            throw new UnusableInputException("D-306", "The texts share %d positions after the first; alignment needs at least 2. Choose longer texts."
                    .formatted(samples.size()));
        }
        return new Alignment(treatment.layer(), samples);
    }

    private List<Sample> measure(int text, Treatment treatment, Optional<Translator> translator) {
        Residuals base = texts.get(text);
        Residuals donor = texts.get(donors[text]);
        int positions = Math.min(base.tokens().length(), donor.tokens().length());
        FloatTensor control = base.layer(treatment.layer());
        FloatTensor treated = treated(base, donor, positions, treatment);
        try (TensorMemory memory = new TensorMemory()) {
            FloatTensor output = forward.run(base, treatment.layer(), treated, memory, cancellation);
            Answers answers = new Answers(
                    logits(AffineMap.rows(translator, control)),
                    logits(AffineMap.rows(translator, treated)),
                    logits(base.layer(base.lastLayer())),
                    logits(output));
            Sample[] samples = new Sample[Math.max(0, positions - 1)];
            workers.run(samples.length, cancellation, (worker, i) -> samples[i] = answers.sample(text, i + 1));
            return Arrays.asList(samples);
        }
    }

    private FloatTensor logits(FloatTensor rows) {
        return readOut.logits(rows, cancellation);
    }

    /// The state of every token as if it alone had been changed; tokens at 0, and those past the donor's end, as they are.
    private static FloatTensor treated(Residuals base, Residuals donor, int positions, Treatment treatment) {
        FloatTensor treated = base.layer(treatment.layer()).copy();
        int width = Math.toIntExact(treated.size(1));
        for (int position = 1; position < positions; position++) {
            long from = (long) position * width;
            double[] change = switch (treatment) {
                case Treatment.BlockUpdate update -> updateChange(base, donor, update.block(), from, width);
                case Treatment.Subspace subspace -> subspaceChange(base, donor, subspace, from, width);
            };
            for (int k = 0; k < width; k++) {
                treated.set(from + k, (float) (treated.get(from + k) + change[k]));
            }
        }
        return treated;
    }

    private static double[] updateChange(Residuals base, Residuals donor, int block, long from, int width) {
        double[] change = difference(donor.layer(block + 1), donor.layer(block), from, width);
        Vectors.add(-1, difference(base.layer(block + 1), base.layer(block), from, width), change);
        return change;
    }

    private static double[] subspaceChange(Residuals base, Residuals donor, Treatment.Subspace subspace, long from, int width) {
        double[] difference = difference(donor.layer(subspace.layer()), base.layer(subspace.layer()), from, width);
        double[] change = new double[width];
        for (float[] v : subspace.directions()) {
            Vectors.add(Vectors.dot(v, 0, difference), v, 0, change);
        }
        return change;
    }

    private static double[] difference(FloatTensor a, FloatTensor b, long from, int width) {
        double[] difference = new double[width];
        for (int k = 0; k < width; k++) {
            difference[k] = (double) a.get(from + k) - b.get(from + k);
        }
        return difference;
    }

    /// Logits of lens and model before and after, [T, V] each.
    private record Answers(FloatTensor lens, FloatTensor treatedLens, FloatTensor model, FloatTensor treatedModel) {
        Sample sample(int sequence, int position) {
            double[] lensBefore = LogProbabilities.of(lens, position);
            double[] lensAfter = LogProbabilities.of(treatedLens, position);
            double[] modelBefore = LogProbabilities.of(model, position);
            double[] modelAfter = LogProbabilities.of(treatedModel, position);
            double[] weights = new double[modelBefore.length];
            for (int j = 0; j < weights.length; j++) {
                weights[j] = 0.5 * (Math.exp(modelBefore[j]) + Math.exp(modelAfter[j]));
            }
            double[] stimulus = lensAfter.clone();
            Vectors.add(-1, lensBefore, stimulus);
            double[] response = modelAfter.clone();
            Vectors.add(-1, modelBefore, response);
            return new Sample(
                    sequence,
                    position,
                    Alignment.similarity(stimulus, response, weights),
                    LogProbabilities.divergence(lensBefore, lensAfter),
                    LogProbabilities.divergence(modelBefore, modelAfter),
                    LogProbabilities.divergence(modelAfter, lensAfter));
        }
    }
}
