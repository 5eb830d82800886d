package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;

/// A trajectory as a table: a row a cell, by position and then by layer.
final class TrajectoryTable {
    private static final double PERCENT = 100;

    private TrajectoryTable() {}

    static FigureTable of(TrajectoryFigure figure) {
        Trajectory trajectory = figure.trajectory();
        Quantity quantity = figure.look().quantity();
        boolean probabilityOnly = quantity.equals(new Quantity.OfCell(Statistic.MAX_PROBABILITY));
        List<String> headers = new ArrayList<>(List.of("position", "input", "input id", "layer", "top-1", "top-1 id", "probability"));
        if (!probabilityOnly) {
            headers.add(quantity.title() + (quantity.hasUnit() ? " (" + figure.look().unit().label() + ")" : ""));
        }
        if (figure.comparison().baseline().isPresent()) {
            headers.addAll(List.of("top-1 of A", "top-1 id of A", quantity.title() + " of A", "B − A"));
        }
        if (figure.comparison().moved().isPresent()) {
            headers.addAll(List.of("changes most", "its id", "by (pp)", "JS (nats)"));
        }
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (int position = 0; position < trajectory.positions(); position++) {
            if (trajectory.isKnown(position) && figure.comparison().isKnown(position)) {
                for (int row : figure.shownRows()) {
                    List<FigureTable.Entry> entries = cell(figure, row, position);
                    double value = figure.value(trajectory, row, position);
                    if (!probabilityOnly) {
                        entries.add(FigureTable.Entry.of(value, quantity.text(value)));
                    }
                    if (figure.comparison().baseline().isPresent()) {
                        entries.addAll(compared(figure, figure.comparison().baseline().get(), row, position, value));
                    }
                    if (figure.comparison().moved().isPresent()) {
                        entries.addAll(moved(figure, figure.comparison().moved().get(), row, position));
                    }
                    rows.add(entries);
                }
            }
        }
        return new FigureTable(headers, rows);
    }

    private static List<FigureTable.Entry> compared(TrajectoryFigure figure, Trajectory baseline, int row, int position, double value) {
        Quantity quantity = figure.look().quantity();
        int id = baseline.topId(row, position, 0);
        double before = figure.value(baseline, row, position);
        return List.of(
                FigureTable.Entry.of(figure.labels().token(id).text()),
                FigureTable.Entry.of(id),
                FigureTable.Entry.of(before, quantity.text(before)),
                FigureTable.Entry.of(value - before, quantity.difference(value - before)));
    }

    private static List<FigureTable.Entry> moved(TrajectoryFigure figure, LensDifference moved, int row, int position) {
        double points = PERCENT * moved.movedBy(row, position);
        double js = moved.value(LensDifference.Measure.JENSEN_SHANNON, row, position);
        return List.of(
                FigureTable.Entry.of(figure.labels().token(moved.movedToken(row, position)).text()),
                FigureTable.Entry.of(moved.movedToken(row, position)),
                FigureTable.Entry.of(points, Numbers.signed(points, 1)),
                FigureTable.Entry.of(js, Numbers.fixed(js, 4)));
    }

    private static List<FigureTable.Entry> cell(TrajectoryFigure figure, int row, int position) {
        Trajectory trajectory = figure.trajectory();
        int id = trajectory.topId(row, position, 0);
        float probability = trajectory.value(Statistic.MAX_PROBABILITY, row, position);
        return new ArrayList<>(List.of(
                FigureTable.Entry.of(position),
                FigureTable.Entry.of(figure.labels().input(position).description()),
                FigureTable.Entry.of(trajectory.tokens().id(position)),
                new FigureTable.Entry(figure.layerName(row), Integer.toString(trajectory.layer(row)), true),
                FigureTable.Entry.of(figure.labels().token(id).text()),
                FigureTable.Entry.of(id),
                FigureTable.Entry.of(probability, Numbers.percent(probability) + " %")));
    }
}
