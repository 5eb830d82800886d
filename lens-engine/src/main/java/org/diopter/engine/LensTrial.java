package org.diopter.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.LensEvaluation.LayerScores;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// A short reading through a lens that has just been opened: whether it was made for this model, and whether it is nearer to the model's output than the
/// logit lens is. It only says so; what to make of it is the user's.
///
/// @param layers the lens beside the logit lens at every layer below the output; empty if there was nothing to read
public record LensTrial(Lens lens, ModelId model, List<LayerScores> layers) {
    /// Rounding, nats.
    private static final double SAME = 1e-4;

    private static final String TEXT = "The river rises in the hills north of the town and runs for forty miles to the sea. In winter its water is high, and the road"
            + " along the bank is closed. Most of the people who live there are farmers; their children go to school by boat.";

    public LensTrial {
        layers = List.copyOf(layers);
    }

    /// Tries a lens.
    ///
    /// @param lens fitted to the model
    /// @param prompt what to try it on; a text of its own, where the model has a tokenizer, if there is none
    /// @param progress cancels it
    public static LensTrial of(OpenModel model, Lens lens, Optional<TokenSequence> prompt, Progress progress) {
        Optional<TokenSequence> text = prompt.or(() -> model.tokenizer().map(tokenizer -> tokenizer.encode(TEXT).tokens()));
        List<LayerScores> layers = text.map(tokens -> tokens.prefix(Math.min(tokens.length(), model.card().context())))
                .map(tokens -> model.lenses().evaluate(lens, TrainingText.of(List.of(tokens)), progress))
                .map(LensEvaluation::layers)
                .orElse(List.of());
        return new LensTrial(lens, model.id(), layers);
    }

    /// Whether the user should be asked.
    public boolean isDoubtful() {
        return isOfAnotherModel() || !worse().isEmpty();
    }

    /// Whether its file names another model. Files write the owner before the name.
    public boolean isOfAnotherModel() {
        String base = lens.baseModel().replace('\\', '/');
        String name = base.substring(base.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return !name.isEmpty() && !name.equals(model.name().toLowerCase(Locale.ROOT));
    }

    /// The layers at which it is further from the output than the logit lens, or cannot be read.
    public List<Integer> worse() {
        return layers.stream().filter(layer -> !(layer.lens().kl() <= layer.logitLens().kl() + SAME)).map(LayerScores::layer).toList();
    }

    /// KL to the output through the lens, nats: the mean over positions and layers; NaN if nothing was read.
    public double kl() {
        return mean(layer -> layer.lens().kl());
    }

    /// The same through the logit lens.
    public double logitLensKl() {
        return mean(layer -> layer.logitLens().kl());
    }

    private double mean(ToDoubleFunction<LayerScores> score) {
        return layers.stream().mapToDouble(score).average().orElse(Double.NaN);
    }
}
