package org.diopter.engine;

import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.CausalBasis;

/// A basis with the file in the store that holds it, by which edits name it.
///
/// @param wanted how many directions were looked for: the basis has fewer if the search was cancelled
public record FoundBasis(CausalBasis basis, BasisReference reference, int wanted) {
    /// Whether all directions were found.
    public boolean isComplete() {
        return basis.directions().size() == wanted;
    }
}
