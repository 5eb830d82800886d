package org.diopter.engine.arch;

import java.util.Optional;
import org.diopter.model.checkpoint.TensorInfo;

/// How token ids become the stream that enters block 0: norm(projection(token) · scale + position).
///
/// @param tokens [vocabulary, e]; e is the width where nothing projects
/// @param projection from e to the width (OPT-350m)
/// @param scale of the token's row: √width in Gemma, not rounded, as transformers has it in float32
/// @param positions added; absent where positions enter by rotation or in the scores
/// @param norm of the sum (BLOOM)
public record Embedding(TensorInfo tokens, Optional<Linear> projection, double scale, Optional<Positions> positions, Optional<Norm> norm) {
    /// Learned positions.
    ///
    /// @param table [context + offset, width]
    /// @param offset the row of position 0 (2 in OPT)
    public record Positions(TensorInfo table, int offset) {}

    /// Rows of a table and nothing else.
    static Embedding of(TensorInfo tokens) {
        return scaled(tokens, 1);
    }

    static Embedding scaled(TensorInfo tokens, double scale) {
        return new Embedding(tokens, Optional.empty(), scale, Optional.empty(), Optional.empty());
    }

    static Embedding projected(TensorInfo tokens, Optional<Linear> projection) {
        return new Embedding(tokens, projection, 1, Optional.empty(), Optional.empty());
    }

    Embedding with(Positions positions) {
        return new Embedding(tokens, projection, scale, Optional.of(positions), norm);
    }
}
