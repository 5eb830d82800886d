package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.diopter.engine.edit.ReduceRank;

/// The singular values of a matrix, and which of them a reduction keeps.
///
/// @param reduction as an edit
record SpectrumFigureStudy(ModelReference model, String reduction, Paper paper, EngineChoice engine) implements FigureStudy {
    SpectrumFigureStudy {
        ReductionText.parse(reduction);
    }

    @JsonIgnore
    ReduceRank edit() {
        return ReductionText.parse(reduction);
    }

    @Override
    public String changes() {
        return reduction;
    }

    @Override
    public FigureSource source() {
        return FigureSource.WEIGHTS;
    }

    @Override
    public SpectrumFigureStudy with(EngineChoice other) {
        return new SpectrumFigureStudy(model, reduction, paper, other);
    }
}
