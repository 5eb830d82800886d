package org.diopter.views.trajectory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TrajectoryFigure;

/// Where in a grid a token is.
final class TokenSearch {
    /// Among what is searched.
    enum Among {
        /// The likeliest token of each cell.
        TOP,
        /// All tokens of which a cell's probability is kept as one of the likeliest.
        LIKELY,
        /// The tokens of the prompt.
        PROMPT
    }

    private TokenSearch() {}

    /// The cells that hold a token with this text in it, capital letters or not: position after position, each from its lowest layer up. Of the prompt it is
    /// the cells of the output. Rows that the stride hides and columns that are not known have none.
    ///
    /// @param text no text is nowhere
    /// @param label how a token is written
    static List<Cell> cells(TrajectoryFigure figure, String text, Among among, IntFunction<TokenLabel> label) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<Cell> cells = new ArrayList<>();
        if (wanted.isBlank()) {
            return cells;
        }
        Trajectory trajectory = figure.trajectory();
        Map<Integer, Boolean> known = new HashMap<>();
        List<Integer> rows = figure.shownRows();
        for (int position = 0; position < trajectory.positions(); position++) {
            if (among == Among.PROMPT) {
                if (has(figure.labels().input(position), wanted)) {
                    cells.add(new Cell(rows.getLast(), position));
                }
            } else if (trajectory.isKnown(position)) {
                for (int row : rows) {
                    int most = among == Among.TOP ? 1 : trajectory.topK();
                    for (int k = 0; k < most; k++) {
                        if (known.computeIfAbsent(trajectory.topId(row, position, k), id -> has(label.apply(id), wanted))) {
                            cells.add(new Cell(row, position));
                            break;
                        }
                    }
                }
            }
        }
        return cells;
    }

    private static boolean has(TokenLabel label, String wanted) {
        return label.spoken().toLowerCase(Locale.ROOT).contains(wanted);
    }
}
