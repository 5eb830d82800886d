package org.diopter.app.command;

import org.diopter.engine.edit.MatrixKind;
import org.jspecify.annotations.Nullable;

/// The cells of a search.
///
/// @param matrix which kind is shown, or null for that of the best cell
/// @param view `map` or `lines`
record SearchFigureStudy(ModelReference model, SearchChoice search, @Nullable String matrix, String view, Paper paper, EngineChoice engine)
        implements FigureStudy {
    static final String MAP = "map";
    static final String LINES = "lines";

    SearchFigureStudy {
        requireView(view);
        if (matrix != null) {
            MatrixKind.of(matrix);
        }
    }

    static void requireView(String view) {
        if (!view.equals(MAP) && !view.equals(LINES)) {
            throw new IllegalArgumentException("'" + view + "' is none of map, lines");
        }
    }

    @Override
    public FigureSource source() {
        return FigureSource.WEIGHTS;
    }

    @Override
    public SearchFigureStudy with(EngineChoice other) {
        return new SearchFigureStudy(model, search, matrix, view, paper, other);
    }
}
