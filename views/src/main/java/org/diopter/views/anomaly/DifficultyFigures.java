package org.diopter.views.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.kit.Texts;
import org.jspecify.annotations.Nullable;

/// The figures of the difficulty view.
final class DifficultyFigures {
    private static final Texts TEXTS = Texts.of(DifficultyFigures.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    private static final int DIGITS = 2;

    private DifficultyFigures() {}

    /// How many answers are decided at which layer; depths between two layers count for the nearer one.
    static ChartFigure histogram(DifficultyFindings found) {
        double[] layers = IntStream.rangeClosed(0, found.layers()).asDoubleStream().toArray();
        double[] counts = new double[layers.length];
        found.difficulty().depths().forEach(depth -> counts[(int) Math.round(depth)]++);
        String mean = Numbers.fixed(found.mean(), DIGITS);
        FigureText text = new FigureText(TEXTS.get("by-depth"), TEXTS.get("by-depth-remark", mean, found.lens()), TEXTS.get("by-depth-statistic", found.layers()),
                TEXTS.get("by-depth-caption", found.examples().size(), found.lens(), mean));
        return ChartFigure.of(text, ChartAxis.layers(found.layers(), true), ChartAxis.linear(TEXTS.get("examples-axis"), counts).ofWholeNumbers(),
                List.of(ChartSeries.marks("", ChartSeries.Mark.BARS, new Tint.Series(0), layers, counts)), ANY_SHEET, found.provenance());
    }

    /// Depth by the given ordering, a dot an example. The selected one has a ring.
    ///
    /// @param found with an ordering
    static ChartFigure correlation(DifficultyFindings found, @Nullable RatedExample selected) {
        double[] x = found.ordering().orElseThrow().stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = found.difficulty().depths().stream().mapToDouble(Double::doubleValue).toArray();
        List<ChartSeries> series = new ArrayList<>(List.of(ChartSeries.marks("", ChartSeries.Mark.DOTS, new Tint.Series(0), x, y)));
        if (selected != null) {
            series.add(ChartSeries.marks("", ChartSeries.Mark.RINGS, Tint.INK, new double[] {x[selected.index()]}, new double[] {selected.depth()}));
        }
        String rho = rho(found);
        FigureText text = new FigureText(TEXTS.get("correlation"), rho, TEXTS.get("by-depth-statistic", found.layers()),
                TEXTS.get("correlation-caption", found.examples().size(), found.lens(), rho));
        return ChartFigure.of(text, ChartAxis.linear(TEXTS.get("ordering-axis"), x), ChartAxis.between(TEXTS.get("depth-axis"), 0, found.layers()), series,
                ANY_SHEET, found.provenance());
    }

    private static String rho(DifficultyFindings found) {
        double rho = found.correlation().orElseThrow();
        return Double.isNaN(rho) ? TEXTS.get("rho-none") : TEXTS.get("rho", Numbers.signed(rho, 3));
    }
}
