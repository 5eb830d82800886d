package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.LensEvaluation.LayerScores;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.Numbers;

/// A short reading through a lens that has just been opened: whether it was made for this model, and whether it is nearer to the model's output than the
/// logit lens is. It only says so; what to make of it is the user's.
record LensTrial(OpenModel model, Lens lens) {
    /// Rounding, nats.
    private static final double SAME = 1e-4;

    private static final String TEXT = "The river rises in the hills north of the town and runs for forty miles to the sea. In winter its water is high, and the road"
            + " along the bank is closed. Most of the people who live there are farmers; their children go to school by boat.";

    /// What is doubtful, a sentence each; nothing said if nothing is.
    List<String> doubts(Progress progress) {
        List<LayerScores> layers = scores(progress);
        List<String> doubts = new ArrayList<>();
        if (isOfAnotherModel()) {
            String divergence = layers.isEmpty() ? "" : " Mean KL on a short text: %s nats (logit lens %s).".formatted(
                    Numbers.divergence(layers.stream().mapToDouble(layer -> layer.lens().kl()).average().orElse(0)),
                    Numbers.divergence(layers.stream().mapToDouble(layer -> layer.logitLens().kl()).average().orElse(0)));
            doubts.add("D-302: This lens was trained for ‘%s’. It is used with the norm and vocabulary of ‘%s’.%s"
                    .formatted(lens.baseModel(), model.id().name(), divergence));
        }
        List<LayerScores> worse = layers.stream().filter(layer -> !(layer.lens().kl() <= layer.logitLens().kl() + SAME)).toList();
        if (!worse.isEmpty()) {
            doubts.add("On a short text the lens ‘%s’ is further from the model's output than the logit lens at %d of %d layers (%s). Is it of this model?"
                    .formatted(lens.name(), worse.size(), layers.size(),
                            worse.stream().map(layer -> Integer.toString(layer.layer())).collect(Collectors.joining(", "))));
        }
        return doubts;
    }

    /// Empty if the model has no tokenizer to read a text with.
    private List<LayerScores> scores(Progress progress) {
        if (model.tokenizer().isEmpty()) {
            return List.of();
        }
        int[] tokens = model.tokenizer().get().encode(TEXT).tokens().toArray();
        TokenSequence text = TokenSequence.of(tokens).prefix(Math.min(tokens.length, model.card().context()));
        progress.stage("Try the lens", 1, 1);
        LensEvaluation evaluation = model.lenses().evaluate(lens, TrainingText.of(List.of(text)), progress);
        return evaluation.layers().stream().filter(layer -> layer.layer() < model.card().layers()).toList();
    }

    /// Whether its file names another model. Files write the owner before the name.
    private boolean isOfAnotherModel() {
        String base = lens.baseModel().replace('\\', '/');
        String name = base.substring(base.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return !name.isEmpty() && !name.equals(model.id().name().toLowerCase(Locale.ROOT));
    }
}
