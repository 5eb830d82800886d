package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorInfo;

/// The tables at both ends of a model, [vocabulary, e] each. Tied, they are one, stored under either name (TinyStories-656K has only
/// `lm_head.weight`).
record TiedPair(TensorInfo embedding, TensorInfo head, boolean tied) {
    /// @param embedding the embedding's name, under the weights' prefix
    /// @param heads names the head may have, without a prefix
    static TiedPair read(Weights weights, String embedding, List<String> heads, boolean tied, Size vocabulary, Size width) {
        Checkpoint checkpoint = weights.checkpoint();
        Optional<TensorInfo> first = checkpoint.find(weights.prefix() + embedding);
        Optional<TensorInfo> last = heads.stream().flatMap(name -> checkpoint.find(name).stream()).findFirst();
        if (tied) {
            TensorInfo both = first.or(() -> last).orElseThrow(() -> missing(embedding + " and no " + heads.getFirst(), true));
            weights.fitting(both, vocabulary, width);
            return new TiedPair(both, both, true);
        }
        TensorInfo table = first.orElseThrow(() -> missing(embedding, false));
        TensorInfo head = last.orElseThrow(() -> missing(heads.getFirst(), false));
        Stream.of(table, head).forEach(tensor -> weights.fitting(tensor, vocabulary, width));
        return new TiedPair(table, head, false);
    }

    /// The head as a matrix without a bias.
    Linear plainHead() {
        return new Linear(head, true, Optional.empty());
    }

    private static UnusableInputException missing(String what, boolean tied) {
        return new UnusableInputException("D-102", "The weights have no " + what + ", and config.json says tie_word_embeddings " + tied
                + ". The files do not belong together or are incomplete.");
    }
}
