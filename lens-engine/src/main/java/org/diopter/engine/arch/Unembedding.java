package org.diopter.engine.arch;

import java.util.Optional;
import java.util.OptionalDouble;

/// How the stream that leaves the last block becomes logits; every lens applies the same: cap(head(projection(norm(x))) · multiplier).
///
/// @param norm the final norm; OPT-350m has none
/// @param projection from the width to e (OPT-350m)
/// @param head [vocabulary, e], with a bias in some families; e is the width where nothing projects
/// @param multiplier of the logits (1 / `logits_scaling` in Granite)
/// @param softcap c of c tanh(x/c); absent where logits are not capped
/// @param tied whether the head's matrix is the embedding's
public record Unembedding(
        Optional<Norm> norm, Optional<Linear> projection, Linear head, double multiplier, OptionalDouble softcap, boolean tied) {
    /// A norm and a matrix.
    static Unembedding of(Norm norm, Linear head, boolean tied) {
        return projected(Optional.of(norm), Optional.empty(), head, tied);
    }

    static Unembedding projected(Optional<Norm> norm, Optional<Linear> projection, Linear head, boolean tied) {
        return new Unembedding(norm, projection, head, 1, OptionalDouble.empty(), tied);
    }

    Unembedding multiplied(double multiplier) {
        return new Unembedding(norm, projection, head, multiplier, softcap, tied);
    }

    Unembedding capped(OptionalDouble softcap) {
        return new Unembedding(norm, projection, head, multiplier, softcap, tied);
    }
}
