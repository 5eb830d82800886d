package org.diopter.engine.lens.judging;

import java.util.List;
import java.util.OptionalDouble;

/// A lens beside the logit lens, layer by layer, over one text.
///
/// @param layers in ascending order
/// @param output what the model itself says: layer L
/// @param positions how many were read
/// @param predicted how many of them have a next token
/// @param bitsPerByte what turns nats a token into bits a byte of text, predicted tokens / their UTF-8 bytes / log 2; nothing where bytes are not known
public record LensEvaluation(List<LayerScores> layers, Scores output, long positions, long predicted, OptionalDouble bitsPerByte) {
    public LensEvaluation {
        layers = List.copyOf(layers);
    }

    /// One layer through the lens, and as the logit lens reads it.
    public record LayerScores(int layer, Scores lens, Scores logitLens) {}
}
