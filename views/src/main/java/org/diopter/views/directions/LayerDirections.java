package org.diopter.views.directions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.DirectionMeaning.TokenEffect;
import org.diopter.engine.causal.Fidelity;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.edits.EditWords;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenLabels;

/// What is known of one layer's directions.
///
/// @param fidelity their influence on lens and model; nothing while it is not measured
/// @param meanings one a direction; empty while they are not read
/// @param labels how the tokens of the meanings are written
/// @param provenance where the numbers come from
public record LayerDirections(
        FoundBasis found, Optional<Fidelity> fidelity, List<DirectionMeaning> meanings, Map<Integer, TokenLabel> labels, Provenance provenance) {
    public LayerDirections {
        meanings = List.copyOf(meanings);
        labels = Map.copyOf(labels);
    }

    /// @param tokenizer without one, tokens are written as their numbers
    public static LayerDirections of(
            FoundBasis found, Optional<Fidelity> fidelity, List<DirectionMeaning> meanings, Optional<Tokenizer> tokenizer, Provenance provenance) {
        Map<Integer, TokenLabel> labels = new HashMap<>();
        for (DirectionMeaning meaning : meanings) {
            for (List<TokenEffect> end : List.of(meaning.promoted(), meaning.suppressed())) {
                end.forEach(effect -> labels.computeIfAbsent(effect.id(), id -> TokenLabels.label(id, tokenizer)));
            }
        }
        return new LayerDirections(found, fidelity, meanings, labels, provenance);
    }

    /// What a direction is called, as edits name it.
    public static String name(int direction) {
        return EditWords.direction(direction);
    }

    public CausalBasis basis() {
        return found.basis();
    }

    public int layer() {
        return basis().source().layer();
    }

    /// How many directions there are.
    public int count() {
        return basis().directions().size();
    }

    /// How strongly the lens hangs on a direction, nats.
    public double onLens(int direction) {
        return basis().directions().get(direction).influence();
    }

    /// How strongly the model hangs on a direction, nats; NaN while that is not known.
    public double onModel(int direction) {
        return fidelity.map(measured -> measured.directions().get(direction).model()).orElse(Double.NaN);
    }

    /// What a direction stands for, once that is known.
    public Optional<DirectionMeaning> meaning(int direction) {
        return direction < meanings.size() ? Optional.of(meanings.get(direction)) : Optional.empty();
    }

    /// How a token of a meaning is written.
    TokenLabel label(int id) {
        TokenLabel label = labels.get(id);
        return label == null ? TokenLabel.of(Integer.toString(id)) : label;
    }
}
