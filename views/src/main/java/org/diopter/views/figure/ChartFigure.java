package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// A chart: lines, steps, dots and bars over two axes.
///
/// @param rules lines right across
/// @param cross the x of the cross-line at which values are read, on the screen only
public record ChartFigure(
        FigureText text,
        ChartAxis x,
        ChartAxis y,
        List<ChartSeries> series,
        List<ChartRule> rules,
        OptionalDouble cross,
        Sheet sheet,
        Provenance provenance)
        implements WordedFigure {

    public ChartFigure {
        series = List.copyOf(series);
        rules = List.copyOf(rules);
    }

    /// A chart without rules and cross-line.
    public static ChartFigure of(FigureText text, ChartAxis x, ChartAxis y, List<ChartSeries> series, Sheet sheet, Provenance provenance) {
        return new ChartFigure(text, x, y, series, List.of(), OptionalDouble.empty(), sheet, provenance);
    }

    public ChartFigure withRules(List<ChartRule> others) {
        return new ChartFigure(text, x, y, series, others, cross, sheet, provenance);
    }

    public ChartFigure withCross(OptionalDouble at) {
        return new ChartFigure(text, x, y, series, rules, at, sheet, provenance);
    }

    /// Where its parts lie.
    public ChartLayout layout() {
        return ChartLayout.of(this);
    }

    @Override
    public ChartFigure on(Sheet other) {
        return new ChartFigure(text, x, y, series, rules, cross, other, provenance);
    }

    @Override
    public double naturalHeight(double width) {
        return Math.clamp(0.6 * width, 200, 420);
    }

    @Override
    public ChartFigure settled() {
        return withCross(OptionalDouble.empty());
    }

    @Override
    public FigureTable table() {
        boolean withErrors = series.stream().anyMatch(ChartSeries::hasErrors);
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (ChartSeries one : series) {
            for (int i = 0; i < one.x().length; i++) {
                if (!one.name().isEmpty()) {
                    List<FigureTable.Entry> row = new ArrayList<>(List.of(FigureTable.Entry.of(one.name()), place(x, one.x()[i]), place(y, one.y()[i])));
                    if (withErrors) {
                        double error = one.hasErrors() ? one.errors()[i] : Double.NaN;
                        row.add(FigureTable.Entry.of(error, Numbers.axis(error)));
                    }
                    rows.add(row);
                }
            }
        }
        return new FigureTable(withErrors ? List.of("series", x.title(), y.title(), "standard error") : List.of("series", x.title(), y.title()), rows);
    }

    private static FigureTable.Entry place(ChartAxis axis, double value) {
        int named = (int) Math.rint(value);
        if (named == value && named >= 0 && named < axis.names().size()) {
            return new FigureTable.Entry(axis.names().get(named), Integer.toString(named), true);
        }
        return FigureTable.Entry.of(value, Numbers.axis(value));
    }
}
