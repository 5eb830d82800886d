package org.diopter.app.command;

/// A text by the depth of each prediction.
///
/// @param values whether each token's depth stands after it
record DepthStripFigureStudy(ModelReference model, Input input, LensReference lens, boolean values, Paper paper, EngineChoice engine)
        implements PromptFigureStudy {
    @Override
    public EditChoice edits() {
        return EditChoice.NONE;
    }

    @Override
    public FigureSource source() {
        return FigureSource.of(input, lens);
    }

    @Override
    public DepthStripFigureStudy with(EngineChoice other) {
        return new DepthStripFigureStudy(model, input, lens, values, paper, other);
    }
}
