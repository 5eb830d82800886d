package org.diopter.views.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.lens.LensDifference;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryFigure.CellState;

/// The mean over positions of each layer's cells, as bars beside a grid.
///
/// @param title what they are means of, with the unit
/// @param lines one for each row that the grid shows, lowest layer first
public record LayerMeans(String title, List<Line> lines) {
    public LayerMeans {
        lines = List.copyOf(lines);
    }

    /// Of one layer.
    ///
    /// @param row of the trajectory
    /// @param share how far its bar reaches, 0 to 1
    public record Line(int row, double share, String text) {}

    /// Of what the cells of a grid show.
    ///
    /// @param title what they are means of
    /// @param most what a full bar stands for
    public static LayerMeans of(String title, TrajectoryFigure figure, double most) {
        Quantity quantity = figure.look().quantity();
        List<Line> lines = new ArrayList<>();
        for (int row : figure.shownRows()) {
            double mean = mean(figure, row);
            lines.add(new Line(row, mean / most, Double.isNaN(mean) ? "" : quantity.text(mean)));
        }
        return new LayerMeans(title, lines);
    }

    /// The largest of a grid's means; NaN if there is none.
    public static double largest(TrajectoryFigure figure) {
        return figure.shownRows().stream().mapToDouble(row -> mean(figure, row)).filter(mean -> !Double.isNaN(mean)).max().orElse(Double.NaN);
    }

    private static double mean(TrajectoryFigure figure, int row) {
        return IntStream.range(0, figure.trajectory().positions())
                .filter(position -> figure.state(row, position) == CellState.VALUE)
                .mapToDouble(position -> figure.value(row, position))
                .average()
                .orElse(Double.NaN);
    }

    /// Of how far two runs lie apart: Jensen–Shannon divergence.
    public static LayerMeans divergence(String title, TrajectoryFigure figure, LensDifference difference) {
        List<Integer> rows = figure.shownRows();
        double[] means = rows.stream().mapToDouble(row -> figure.look().unit().of(meanDivergence(figure, difference, row))).toArray();
        double most = Math.max(1e-12, IntStream.range(0, means.length).mapToDouble(i -> means[i]).filter(mean -> !Double.isNaN(mean)).max().orElse(1));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            lines.add(new Line(rows.get(i), means[i] / most, Double.isNaN(means[i]) ? "" : means[i] == 0 ? "0" : Numbers.fixed(means[i], 4)));
        }
        return new LayerMeans(title, lines);
    }

    private static double meanDivergence(TrajectoryFigure figure, LensDifference difference, int row) {
        return IntStream.range(0, figure.trajectory().positions())
                .filter(difference::isKnown)
                .mapToDouble(position -> difference.value(LensDifference.Measure.JENSEN_SHANNON, row, position))
                .average()
                .orElse(Double.NaN);
    }
}
