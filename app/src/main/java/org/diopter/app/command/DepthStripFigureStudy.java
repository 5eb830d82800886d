package org.diopter.app.command;

/// A text by the depth of each prediction.
///
/// @param values whether each token's depth stands after it
record DepthStripFigureStudy(ModelReference model, Input input, LensReference lens, boolean values, Paper paper, EngineChoice engine)
        implements PassFigureStudy {
    @Override
    public DepthStripFigureStudy with(EngineChoice other) {
        return new DepthStripFigureStudy(model, input, lens, values, paper, other);
    }
}
