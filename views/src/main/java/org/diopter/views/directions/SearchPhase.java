package org.diopter.views.directions;

/// Where a search for directions is.
public sealed interface SearchPhase {
    SearchPhase IDLE = new Idle();

    /// None runs.
    record Idle() implements SearchPhase {}

    /// It runs.
    ///
    /// @param layer that is searched
    /// @param done layers before it
    /// @param layers in all
    /// @param found directions of this layer, of `wanted`
    /// @param ending whether it has been told to stop
    record Running(int layer, int done, int layers, int found, int wanted, boolean ending) implements SearchPhase {
        /// How much is done, 0 to 1.
        double share() {
            return (done + (wanted == 0 ? 0 : (double) found / wanted)) / layers;
        }
    }

    /// It could not be done, or not to its end.
    record Failed(String sentence, String code) implements SearchPhase {}
}
