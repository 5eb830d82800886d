package org.diopter.engine.edit;

/// How the components of a matrix are found. Kept parts of a matrix depend on it, so an edit names it.
public sealed interface SvdMethod {
    /// All components, to the accuracy of the numbers.
    SvdMethod EXACT = new Exact();

    /// All components, to the accuracy of the numbers.
    record Exact() implements SvdMethod {}

    /// As many components as are kept, by a random projection without oversampling and two subspace iterations, as the LASER paper's code has it: near to the
    /// exact ones, and dependent on a seed.
    record Randomised(long seed) implements SvdMethod {}

    /// For people and for keys: `exact`, or `randomised, seed 0`.
    default String text() {
        return switch (this) {
            case Exact _ -> "exact";
            case Randomised(long seed) -> "randomised, seed " + seed;
        };
    }
}
