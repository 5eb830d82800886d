package org.diopter.engine.imported;

/// What a graph consists of, as far as it shows without running it.
///
/// @param regular the graph
/// @param flow through it
/// @param spine its residual stream
record Structure(ImportedGraph regular, Flow flow, Spine spine) {

    /// @throws org.diopter.model.UnusableInputException if the file is damaged or cannot be run
    /// @throws UnclearGraph if it can be run but not be taken apart
    static Structure of(OnnxFile file) {
        ImportedGraph regular = ImportedGraph.of(file);
        Flow flow = Flow.of(regular.graph());
        if (!flow.carries(regular.logits())) {
            throw new UnclearGraph("The logits do not depend on the tokens.");
        }
        Spine spine = new SpineFinder(regular.graph(), flow).find(regular.logits());
        if (regular.pastKeys() > 0 && regular.pastKeys() != spine.layers()) {
            throw new UnclearGraph("The graph takes cached keys of %d layers, but %d blocks were found in it.".formatted(regular.pastKeys(), spine.layers()));
        }
        return new Structure(regular, flow, spine);
    }

    Graph graph() {
        return regular.graph();
    }
}
