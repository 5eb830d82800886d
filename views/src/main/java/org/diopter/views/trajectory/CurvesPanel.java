package org.diopter.views.trajectory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.CurvePanels;
import org.diopter.views.figure.CurvesLayout;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Pin;
import org.diopter.views.figure.TokenCurvesFigure;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The curves of the pinned tokens at the selected position. Pointing writes the values of a layer, a click selects it in the grid.
final class CurvesPanel extends StackPane {
    private static final Texts TEXTS = Texts.of(CurvesPanel.class);
    private static final double BOTH_FROM = 640;

    private final TrajectoryModel model;
    private final FigureView view;
    private final TitledPanel panel;
    private final Line cross = new Line();
    private final VBox card = new VBox();

    /// @param pinByName asks for a token to pin
    CurvesPanel(TrajectoryModel model, ViewContext context, Runnable pinByName) {
        this.model = model;
        view = new FigureView(context);
        StackPane plot = new StackPane(view);
        plot.setFocusTraversable(true);
        plot.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        plot.getStyleClass().add("plot");
        panel = new TitledPanel(TEXTS.get("pinned"), plot);
        Button pin = Parts.small(TEXTS.get("pin-a-token"));
        pin.setGraphic(Icon.PLUS.node(11));
        pin.disableProperty().bind(model.findings().isNull());
        pin.setOnAction(_ -> pinByName.run());
        panel.tools().getChildren().add(pin);
        getChildren().add(panel);
        marks();
        plot.addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        plot.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> unpoint());
        plot.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            plot.requestFocus();
            rowAt(event).ifPresent(this::select);
        });
        plot.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        Watch.all(() -> {
            draw();
            panel.remark().setText(model.selected().get() == null ? "" : remark(model.selected().get()));
            plot.setAccessibleText(figure().map(TokenCurvesFigure::describe).orElse(""));
        }, model.figure(), model.selected(), model.lenses().beside(), model.lenses().mode(), view.widthProperty());
    }

    TitledPanel panel() {
        return panel;
    }

    /// The picture, to be exported and looked at by tests.
    FigureView picture() {
        return view;
    }

    private void marks() {
        cross.getStyleClass().add("cross-line");
        card.getStyleClass().add("hover-card");
        Pane overlay = view.overlay();
        for (javafx.scene.Node mark : List.of(cross, card)) {
            mark.setManaged(false);
            mark.setVisible(false);
            overlay.getChildren().add(mark);
        }
    }

    private void draw() {
        TrajectoryFigure grid = model.figure().get();
        Cell cell = model.selected().get();
        if (grid == null || cell == null || cell.position() >= grid.trajectory().positions()) {
            view.figure().set(null);
            return;
        }
        CurvePanels panels = view.getWidth() < BOTH_FROM ? CurvePanels.PROBABILITY : CurvePanels.BOTH;
        view.figure().set(new TokenCurvesFigure(grid.trajectory(), cell.position(), grid.vocabulary(), grid.pins(), panels,
                OptionalInt.of(Math.min(cell.row(), grid.trajectory().rows() - 1)), model.dashed(), grid.comparison().cone(), grid.sheet(), grid.provenance()));
    }

    private String remark(Cell cell) {
        return model.dashed().map(other -> TEXTS.get("after-position-dashed", cell.position(), other.name()))
                .orElseGet(() -> TEXTS.get("after-position", cell.position()));
    }

    private Optional<TokenCurvesFigure> figure() {
        return view.shown().get() instanceof TokenCurvesFigure figure ? Optional.of(figure) : Optional.empty();
    }

    /// The row of the trajectory under the pointer.
    private Optional<Integer> rowAt(MouseEvent event) {
        Point2D at = view.inFigure(event.getX(), event.getY());
        return figure().flatMap(figure -> {
            OptionalInt layer = figure.layout().layerAt(at.getX(), at.getY());
            return layer.isPresent() ? nearestRow(figure.trajectory(), layer.getAsInt()) : Optional.empty();
        });
    }

    private static Optional<Integer> nearestRow(Trajectory trajectory, int layer) {
        int best = 0;
        for (int row = 1; row < trajectory.rows(); row++) {
            if (Math.abs(trajectory.layer(row) - layer) < Math.abs(trajectory.layer(best) - layer)) {
                best = row;
            }
        }
        return Optional.of(best);
    }

    private void select(int row) {
        Cell cell = model.selected().get();
        if (cell != null) {
            model.selected().set(new Cell(row, cell.position()));
        }
    }

    private void key(KeyEvent event) {
        Cell cell = model.selected().get();
        Findings shown = model.findings().get();
        int by = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            default -> 0;
        };
        if (by != 0 && cell != null && shown != null) {
            select(Math.clamp(cell.row() + by, 0, shown.trajectory().rows() - 1));
            event.consume();
        }
    }

    private void point(MouseEvent event) {
        Optional<Integer> row = rowAt(event);
        Optional<TokenCurvesFigure> figure = figure();
        if (row.isEmpty() || figure.isEmpty()) {
            unpoint();
            return;
        }
        Point2D at = view.inFigure(event.getX(), event.getY());
        CurvesLayout layout = figure.get().layout();
        Box chart = layout.probability().filter(p -> at.getX() <= p.right() + 8).or(layout::rank).or(layout::probability).orElseThrow();
        double x = layout.x(chart, figure.get().trajectory().layer(row.get()));
        cross.setStartX(x);
        cross.setEndX(x);
        cross.setStartY(chart.y());
        cross.setEndY(chart.bottom());
        cross.setVisible(true);
        writeCard(figure.get(), row.get());
        boolean leftOf = x > chart.centreX();
        card.applyCss();
        card.autosize();
        card.relocate(leftOf ? x - card.getWidth() - 10 : x + 10, chart.y() + 6);
        card.setVisible(true);
    }

    private void writeCard(TokenCurvesFigure figure, int row) {
        int layer = figure.trajectory().layer(row);
        card.getChildren().setAll(Parts.label(TEXTS.get("layer", layer == 0 ? TEXTS.get("emb") : Integer.toString(layer)), "strong"));
        for (Pin pin : figure.pins()) {
            double probability = figure.probability(pin, row);
            if (!Double.isNaN(probability)) {
                Label token = Parts.label(pin.label().text(), "token");
                token.setStyle("-fx-text-fill: -d-s" + (pin.series() % 5 + 1));
                token.setMinWidth(86);
                Label rank = Parts.label(TEXTS.get("rank", Numbers.count((long) figure.rank(pin, row))), "faint");
                card.getChildren().add(Parts.row("plain-row", token, Parts.spring(), new Label(Numbers.percent(probability) + " %"), rank));
            }
        }
    }

    private void unpoint() {
        cross.setVisible(false);
        card.setVisible(false);
    }
}
