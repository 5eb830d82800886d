package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.diopter.engine.edit.ReduceRank;
import org.jspecify.annotations.Nullable;

/// One reduction of one matrix: its spectrum, its errors, and its effect.
///
/// @param reduction as an edit
/// @param input the prompt on which its effect is shown, or null
/// @param task the questions on which its effect is measured, or null
/// @param price the text on which its price is measured, or null
/// @param topK how many top tokens of the output are written
record LaserStudy(
        ModelReference model,
        String reduction,
        @Nullable Input input,
        @Nullable TaskChoice task,
        @Nullable PriceText price,
        int topK,
        String unit,
        EngineChoice engine)
        implements RecordedStudy {
    LaserStudy {
        ReductionText.parse(reduction);
        FigureWords.unit(unit);
        if (topK < 1) {
            throw new IllegalArgumentException("a top-k of " + topK);
        }
    }

    @JsonIgnore
    ReduceRank edit() {
        return ReductionText.parse(reduction);
    }

    @Override
    public LaserStudy with(EngineChoice other) {
        return new LaserStudy(model, reduction, input, task, price, topK, unit, other);
    }
}
