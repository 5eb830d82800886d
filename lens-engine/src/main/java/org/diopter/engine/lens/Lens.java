package org.diopter.engine.lens;

import java.util.List;

/// How the stream of a model is read at each layer: through a translator, then the model's own final norm and unembedding. The output, layer L, is
/// always read as the model does.
///
/// @param kind where its translators come from
/// @param name for people: the folder or file it came from
/// @param baseModel the model it was made for, as its file says; empty if it does not
/// @param translators of layers 0 … L − 1, in order
public record Lens(Kind kind, String name, String baseModel, List<Translator> translators) {
    public Lens {
        translators = List.copyOf(translators);
    }

    /// What a lens's translators are.
    public enum Kind {
        /// Trained to minimise KL(final ‖ lens), arXiv 2303.08112.
        TUNED,
        /// The averaged Jacobian of the output with respect to the layer, without a bias.
        JACOBIAN
    }

    /// L, the layers that are read through a translator.
    public int layers() {
        return translators.size();
    }
}
