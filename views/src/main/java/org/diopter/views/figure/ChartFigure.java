package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A chart: lines, steps, dots and bars over two axes.
///
/// @param rules lines right across
/// @param right a second axis with what it measures; names then stand in a key above the plot
/// @param cross the x of the cross-line at which the values of series are read, on the screen only
public record ChartFigure(
        FigureText text,
        ChartAxis x,
        ChartAxis y,
        List<ChartSeries> series,
        List<ChartRule> rules,
        Optional<RightAxis> right,
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
        return new ChartFigure(text, x, y, series, List.of(), Optional.empty(), OptionalDouble.empty(), sheet, provenance);
    }

    public ChartFigure withRules(List<ChartRule> others) {
        return new ChartFigure(text, x, y, series, others, right, cross, sheet, provenance);
    }

    public ChartFigure with(RightAxis second) {
        return new ChartFigure(text, x, y, series, rules, Optional.of(second), cross, sheet, provenance);
    }

    public ChartFigure withCross(OptionalDouble at) {
        return new ChartFigure(text, x, y, series, rules, right, at, sheet, provenance);
    }

    /// All series, those of the right axis last.
    List<ChartSeries> all() {
        List<ChartSeries> all = new ArrayList<>(series);
        right.ifPresent(second -> all.addAll(second.series()));
        return all;
    }

    /// Whether a series is named at the right end of its line: where a second axis stands, none is.
    boolean isNamedAtItsEnd(ChartSeries one) {
        return right.isEmpty() && one.isNamedAtItsEnd();
    }

    boolean isNamedInTheKey(ChartSeries one) {
        return !one.name().isEmpty() && !isNamedAtItsEnd(one);
    }

    /// Where its parts lie.
    public ChartLayout layout() {
        return ChartLayout.of(this);
    }

    @Override
    public ChartFigure on(Sheet other) {
        return new ChartFigure(text, x, y, series, rules, right, cross, other, provenance);
    }

    @Override
    public double naturalHeight(double width) {
        return Math.clamp(0.6 * width, 200, 420);
    }

    @Override
    public ChartFigure settled() {
        if (cross.isEmpty()) {
            return this;
        }
        // What was read at the cross-line goes with it.
        return new ChartFigure(text, x, y, series.stream().map(one -> one.withValue("")).toList(), rules, right, OptionalDouble.empty(), sheet, provenance);
    }

    @Override
    public FigureTable table() {
        boolean withErrors = series.stream().anyMatch(ChartSeries::hasErrors);
        List<String> titles = new ArrayList<>(List.of("series", x.title(), y.title()));
        if (withErrors) {
            titles.add("standard error");
        }
        right.ifPresent(second -> titles.add(second.axis().title()));
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (ChartSeries one : series) {
            rows(one, titles.size(), withErrors, rows);
        }
        right.ifPresent(second -> second.series().stream().filter(one -> !one.name().isEmpty()).forEach(one -> {
            for (int i = 0; i < one.x().length; i++) {
                List<FigureTable.Entry> row = new ArrayList<>(List.of(FigureTable.Entry.of(one.name()), place(x, one.x()[i])));
                fill(row, titles.size() - 1);
                row.add(place(second.axis(), one.y()[i]));
                rows.add(row);
            }
        }));
        return new FigureTable(titles, rows);
    }

    private void rows(ChartSeries one, int columns, boolean withErrors, List<List<FigureTable.Entry>> rows) {
        for (int i = 0; i < one.x().length && !one.name().isEmpty(); i++) {
            List<FigureTable.Entry> row = new ArrayList<>(List.of(FigureTable.Entry.of(one.name()), place(x, one.x()[i]), place(y, one.y()[i])));
            if (withErrors) {
                double error = one.hasErrors() ? one.errors()[i] : Double.NaN;
                row.add(FigureTable.Entry.of(error, Numbers.axis(error)));
            }
            fill(row, columns);
            rows.add(row);
        }
    }

    /// Columns that a series has nothing for stay empty.
    private static void fill(List<FigureTable.Entry> row, int columns) {
        while (row.size() < columns) {
            row.add(FigureTable.Entry.of(""));
        }
    }

    private static FigureTable.Entry place(ChartAxis axis, double value) {
        int named = (int) Math.rint(value);
        if (named == value && named >= 0 && named < axis.names().size()) {
            return new FigureTable.Entry(axis.names().get(named), Integer.toString(named), true);
        }
        return FigureTable.Entry.of(value, Numbers.axis(value));
    }
}
