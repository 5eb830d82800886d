package org.diopter.views.compare;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLayout;
import org.diopter.views.kit.Bar;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Bars of layers beside a grid, each at the height of its row.
final class MeansPane extends Region {
    private static final double WIDTH = 128;
    private static final double BAR = 76;
    private static final double BAR_HEIGHT = 9;
    private static final double GAP = 5;

    private final ObjectProperty<@Nullable LayerMeans> means = new SimpleObjectProperty<>();
    private final FigureView grid;
    private final ViewContext context;
    private final String kind;

    /// @param grid beside which it stands, equally high
    /// @param kind style class of the bars: `mean-a`, `mean-b`
    MeansPane(FigureView grid, ViewContext context, String kind) {
        this.grid = grid;
        this.context = context;
        this.kind = kind;
        getStyleClass().add("layer-means");
        setMinWidth(0);
        Watch.all(this::show, means, grid.shown(), grid.heightProperty(), context.textScale());
    }

    /// What is shown; null shows nothing.
    ObjectProperty<@Nullable LayerMeans> means() {
        return means;
    }

    @Override
    protected double computePrefWidth(double height) {
        return WIDTH * context.textScale().get();
    }

    private void show() {
        getChildren().clear();
        LayerMeans known = means.get();
        if (known == null || !(grid.shown().get() instanceof TrajectoryFigure figure)) {
            setAccessibleText(null);
            return;
        }
        StringBuilder words = new StringBuilder(known.title());
        TrajectoryLayout layout = figure.layout();
        for (LayerMeans.Line line : known.lines()) {
            layout.rectangle(new Cell(line.row(), 0)).filter(box -> isSeen(box, layout.grid().body())).ifPresent(box -> add(line, box));
            words.append("; ").append(line.row()).append(": ").append(line.text());
        }
        setAccessibleText(words.toString());
    }

    private static boolean isSeen(Box box, Box body) {
        return box.centreY() >= body.y() && box.centreY() <= body.bottom();
    }

    private void add(LayerMeans.Line line, Box at) {
        double scale = context.textScale().get();
        Bar bar = new Bar();
        bar.fill().getStyleClass().add(kind);
        bar.getStyleClass().add("bare");
        bar.setFraction(line.share());
        Label value = Parts.label(line.text(), "faint");
        getChildren().addAll(bar, value);
        double middle = at.centreY() * scale;
        double width = BAR * scale;
        bar.resizeRelocate(0, middle - BAR_HEIGHT * scale / 2, width, BAR_HEIGHT * scale);
        value.applyCss();
        double left = Optional.of(line.share()).filter(share -> share > 0).orElse(0.0) * width + GAP;
        value.resizeRelocate(left, middle - value.prefHeight(-1) / 2, value.prefWidth(-1), value.prefHeight(-1));
    }

    /// Bars are placed by the picture that they stand beside.
    @Override
    protected void layoutChildren() {
        getChildren().forEach(node -> {
            if (node instanceof Bar bar) {
                bar.requestLayout();
            }
        });
    }
}
