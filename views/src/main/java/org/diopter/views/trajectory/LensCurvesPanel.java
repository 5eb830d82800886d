package org.diopter.views.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javafx.scene.layout.StackPane;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// KL to final of both lenses by layer, at the selected position. A click or the arrows select a layer in the grid.
final class LensCurvesPanel extends StackPane {
    private static final Texts TEXTS = Texts.of(LensCurvesPanel.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    private final TrajectoryModel model;
    private final ViewContext context;
    private final ChartView chart;
    private final TitledPanel panel;

    LensCurvesPanel(TrajectoryModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        chart = new ChartView(context);
        panel = new TitledPanel(TEXTS.get("kl"), chart);
        getChildren().add(panel);
        setMinSize(0, 0);
        chart.onChosen(layer -> select((int) Math.rint(layer)));
        chart.onStepped(by -> Optional.ofNullable(model.selected().get()).ifPresent(cell -> select(layer(cell.row()) + by)));
        Watch.all(this::draw, model.findings(), model.lenses().beside(), model.lenses().mode(), model.selected(), context.unit());
    }

    FigureView picture() {
        return chart.picture();
    }

    private void draw() {
        Findings shown = model.findings().get();
        Cell cell = model.selected().get();
        Optional<Findings> beside = model.beside();
        chart.figure().set(shown == null || cell == null || beside.isEmpty() ? null : figure(shown, beside.get(), cell));
        panel.remark().setText(cell == null ? "" : TEXTS.get("after-position", cell.position()));
    }

    private ChartFigure figure(Findings shown, Findings beside, Cell cell) {
        Trajectory own = shown.trajectory();
        Unit unit = context.unit().get();
        List<ChartSeries> series = new ArrayList<>();
        add(series, beside.study().lens().name(), beside, cell, new Tint.Series(4), unit);
        add(series, name(shown), shown, cell, new Tint.Series(0), unit);
        double[] all = series.stream().flatMapToDouble(one -> java.util.Arrays.stream(one.y())).toArray();
        String axis = TEXTS.get("kl-axis", unit.label());
        int last = own.layer(own.rows() - 1);
        FigureText text = new FigureText(TEXTS.get("kl"), TEXTS.get("after-position", cell.position()), axis,
                TEXTS.get("kl-caption", shown.provenance().model(), shown.provenance().lens(), cell.position()));
        return ChartFigure.of(text, ChartAxis.layers(last, true), ChartAxis.linear(axis, all), series, ANY_SHEET, shown.provenance())
                .withCross(OptionalDouble.of(own.layer(Math.min(cell.row(), own.rows() - 1))));
    }

    /// The lens's kind: its own name may be long, and stands in the grid's title.
    private String name(Findings shown) {
        return Optional.ofNullable(model.lenses().held().get()).map(HeldLens::kind).orElse(shown.study().lens().name());
    }

    /// One lens's line, with its value at the selected layer.
    private static void add(List<ChartSeries> series, String name, Findings of, Cell cell, Tint tint, Unit unit) {
        Trajectory read = of.trajectory();
        if (cell.position() < read.positions() && read.isKnown(cell.position())) {
            double[] x = IntStream.range(0, read.rows()).mapToDouble(read::layer).toArray();
            double[] y = IntStream.range(0, read.rows()).mapToDouble(row -> unit.of(read.value(Statistic.KL_TO_FINAL, row, cell.position()))).toArray();
            String value = cell.row() < y.length ? Numbers.divergence(y[cell.row()]) + " " + unit.label() : "";
            series.add(new ChartSeries(name, value, ChartSeries.Mark.DOTTED_LINE, tint, false, x, y));
        }
    }

    private int layer(int row) {
        Findings shown = model.findings().get();
        return shown == null ? row : shown.trajectory().layer(Math.min(row, shown.trajectory().rows() - 1));
    }

    private void select(int layer) {
        Findings shown = model.findings().get();
        Cell cell = model.selected().get();
        if (shown != null && cell != null) {
            Trajectory own = shown.trajectory();
            IntStream.range(0, own.rows()).filter(row -> own.layer(row) == layer).findFirst()
                    .ifPresent(row -> model.selected().set(new Cell(row, cell.position())));
        }
    }
}
