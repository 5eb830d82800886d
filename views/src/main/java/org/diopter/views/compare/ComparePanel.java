package org.diopter.views.compare;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.trajectory.GridView;
import org.jspecify.annotations.Nullable;

/// One of the grids with its header, and the mean by layer at its right.
final class ComparePanel {
    private final GridView grid;
    private final MeansPane means;
    private final Label meansTitle = Parts.label("", "remark");
    private final TitledPanel panel;
    private final Legend legend;

    /// @param mark the letter before the title; empty for none
    /// @param kind style class of its bars and its mark
    ComparePanel(CompareModel model, ReadOnlyObjectProperty<@Nullable TrajectoryFigure> figure, ViewContext context, ContextMenu menu, String mark,
            String kind) {
        grid = new GridView(model.cursor(), figure, context, menu);
        legend = new Legend(context, figure);
        means = new MeansPane(grid.picture(), context, kind);
        HBox row = new HBox(grid, means);
        row.setStyle("-fx-padding: 6 4 2 6; -fx-spacing: 8");
        HBox.setHgrow(grid, Priority.ALWAYS);
        panel = new TitledPanel("", row);
        panel.setMinHeight(96);
        panel.setPrefHeight(200);
        if (!mark.isEmpty()) {
            Label badge = Parts.label(mark, "side-mark");
            badge.getStyleClass().add(kind);
            panel.title().setGraphic(badge);
        }
        meansTitle.setMinWidth(HBox.USE_PREF_SIZE);
    }

    /// Its colours are explained in its header. Of two grids with one range only the first needs that.
    void showLegend() {
        panel.tools().getChildren().add(legend);
    }

    /// What the bars are stands at the end of the header.
    void showMeansTitle() {
        panel.tools().getChildren().add(meansTitle);
    }

    TitledPanel panel() {
        return panel;
    }

    FigureView picture() {
        return grid.picture();
    }

    /// Says what it shows.
    void describe(String title, String remark, @Nullable LayerMeans layers) {
        panel.title().setText(title);
        panel.remark().setText(remark);
        means.means().set(layers);
        meansTitle.setText(layers == null ? "" : layers.title());
        grid.setAccessibleRoleDescription(title);
    }
}
