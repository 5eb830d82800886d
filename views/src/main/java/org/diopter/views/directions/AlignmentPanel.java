package org.diopter.views.directions;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// Stimulus–response alignment by layer, as chart or table. It takes a while and is measured when the user asks for it.
final class AlignmentPanel {
    private static final Texts TEXTS = Texts.of(AlignmentPanel.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    private final DirectionsModel model;
    private final ChartView chart;
    private final FigureTableView table = new FigureTableView();
    private final ProgressBar bar = new ProgressBar(0);
    private final Button measure = Parts.small(TEXTS.get("measure-again"));
    private final Button cancel = Parts.small(TEXTS.get("cancel"));
    private final EmptyState none;
    private final Label waits = Parts.label("", "secondary");
    private final TitledPanel panel;

    AlignmentPanel(DirectionsModel model, ViewContext context, DirectionsView.Acts acts) {
        this.model = model;
        chart = new ChartView(context);
        none = EmptyState.small(TEXTS.get("not-aligned-title"), TEXTS.get("not-aligned-sentence"), TEXTS.get("measure-alignment"), acts::align);
        none.disableProperty().bind(model.last().lessThan(0));
        panel = new TitledPanel(TEXTS.get("alignment"), new StackPane(chart, table, none, waits));
        panel.tools().getChildren().setAll(bar, measure, cancel);
        waits.setWrapText(true);
        bar.setAccessibleText(TEXTS.get("alignment-progress"));
        bar.setPrefWidth(80);
        measure.setOnAction(_ -> acts.align());
        cancel.setOnAction(_ -> acts.cancelAlignment());
        measure.disableProperty().bind(model.last().lessThan(0));
        Watch.all(this::draw, model.alignment(), model.aligning(), model.asTable());
    }

    TitledPanel panel() {
        return panel;
    }

    ChartView chart() {
        return chart;
    }

    private void draw() {
        MeasuredAlignment measured = model.alignment().get();
        ChartFigure figure = measured == null ? null : AlignmentByLayer.of(measured.lenses(), 0, measured.last(), ANY_SHEET, measured.provenance());
        boolean asTable = model.asTable().get() && figure != null;
        chart.figure().set(figure);
        chart.setVisible(!asTable);
        table.setVisible(asTable);
        if (figure != null && asTable) {
            table.show(figure.table());
        }
        boolean running = model.aligning().get() instanceof AlignmentPhase.Running;
        bar.setVisible(running);
        bar.setManaged(running);
        cancel.setVisible(running);
        cancel.setManaged(running);
        measure.setVisible(!running && figure != null);
        measure.setManaged(measure.isVisible());
        none.setVisible(!running && figure == null);
        waits.setText(running ? TEXTS.get("aligning") : "");
        waits.setVisible(running && figure == null);
        panel.remark().setText(switch (model.aligning().get()) {
            case AlignmentPhase.Running now -> {
                bar.setProgress(now.share());
                yield "";
            }
            case AlignmentPhase.Failed failed -> failed.sentence();
            case AlignmentPhase.Idle _ -> figure == null ? "" : figure.subtitle();
        });
    }
}
