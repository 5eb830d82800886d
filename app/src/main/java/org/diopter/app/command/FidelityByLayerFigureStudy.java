package org.diopter.app.command;

import java.util.List;

/// The rank correlation of influence on the lens and on the model, layer by layer.
///
/// @param bases at least one, a layer each
record FidelityByLayerFigureStudy(ModelReference model, List<BasisChoice> bases, Paper paper, EngineChoice engine) implements FigureStudy {
    FidelityByLayerFigureStudy {
        bases = List.copyOf(bases);
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("no layer");
        }
    }

    @Override
    public FigureSource source() {
        return FigureSource.of(bases.getFirst());
    }

    @Override
    public FidelityByLayerFigureStudy with(EngineChoice other) {
        return new FidelityByLayerFigureStudy(model, bases, paper, other);
    }
}
