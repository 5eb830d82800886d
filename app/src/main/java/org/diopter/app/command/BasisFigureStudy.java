package org.diopter.app.command;

/// The influence of each direction of a basis, as bars.
record BasisFigureStudy(ModelReference model, BasisChoice basis, Paper paper, EngineChoice engine) implements FigureStudy {
    @Override
    public FigureSource source() {
        return FigureSource.of(basis);
    }

    @Override
    public BasisFigureStudy with(EngineChoice other) {
        return new BasisFigureStudy(model, basis, paper, other);
    }
}
