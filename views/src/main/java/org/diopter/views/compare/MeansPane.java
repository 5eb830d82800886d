package org.diopter.views.compare;

import java.util.ArrayList;
import java.util.List;
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
    private final List<Placed> placed = new ArrayList<>();

    /// @param middle in the figure's pixels
    private record Placed(Bar bar, Label value, double share, double middle) {}

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
        placed.clear();
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
        Bar bar = new Bar();
        bar.fill().getStyleClass().add(kind);
        bar.getStyleClass().add("bare");
        bar.setFraction(line.share());
        Label value = Parts.label(line.text(), "faint");
        placed.add(new Placed(bar, value, Math.max(0, line.share()), at.centreY()));
        getChildren().addAll(bar, value);
    }

    /// Bars are placed by the picture that they stand beside, their numbers at their ends.
    @Override
    protected void layoutChildren() {
        double scale = context.textScale().get();
        for (Placed line : placed) {
            double middle = line.middle() * scale;
            double width = BAR * scale;
            line.bar().resizeRelocate(0, middle - BAR_HEIGHT * scale / 2, width, BAR_HEIGHT * scale);
            double height = line.value().prefHeight(-1);
            line.value().resizeRelocate(line.share() * width + GAP, middle - height / 2, line.value().prefWidth(-1), height);
        }
    }
}
