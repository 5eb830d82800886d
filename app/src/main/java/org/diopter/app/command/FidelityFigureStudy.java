package org.diopter.app.command;

/// Influence on the lens against influence on the model, a point a direction.
record FidelityFigureStudy(ModelReference model, BasisChoice basis, Paper paper, EngineChoice engine) implements FigureStudy {
    @Override
    public FigureSource source() {
        return FigureSource.of(basis);
    }

    @Override
    public FidelityFigureStudy with(EngineChoice other) {
        return new FidelityFigureStudy(model, basis, paper, other);
    }
}
