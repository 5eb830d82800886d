package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The price of the cells beside their gain. A click chooses a cell, the arrows go along the front.
final class FrontPane extends StackPane {
    private static final Texts TEXTS = Texts.of(FrontPane.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    private final SearchModel model;
    private final ChartView chart;
    private final Node empty;

    FrontPane(SearchModel model, ViewContext context, RankView.Acts acts) {
        this.model = model;
        chart = new ChartView(context);
        chart.setStyle("-fx-padding: 8 10 6 10");
        chart.onPicked(this::pick);
        chart.onStepped(this::step);
        empty = new EmptyState(Icon.RANK, TEXTS.get("front.none"), TEXTS.get("front.none.sentence"), TEXTS.get("start"), acts::search);
        getChildren().addAll(chart, empty);
        setMinSize(0, 0);
        Watch.all(this::show, model.state(), model.selected());
    }

    FigureView picture() {
        return chart.picture();
    }

    private Optional<FrontChart> drawn() {
        return Optional.ofNullable(model.state().get())
                .flatMap(state -> state.extras().price().map(price -> new FrontChart(price, state.baseline(), state.task().name())));
    }

    private void show() {
        SearchState state = model.state().get();
        Optional<FrontChart> drawn = drawn();
        chart.setVisible(drawn.isPresent());
        empty.setVisible(drawn.isEmpty());
        chart.figure().set(state == null || drawn.isEmpty() ? null
                : drawn.get().figure(Optional.ofNullable(model.selected().get()), ANY_SHEET, state.provenance()));
    }

    private void pick(Point2D place) {
        if (chart.picture().shown().get() instanceof ChartFigure figure) {
            drawn().flatMap(front -> front.at(figure.layout(), place.getX(), place.getY())).ifPresent(this::choose);
        }
    }

    private void step(int by) {
        List<Reduction> front = drawn().map(FrontChart::front).orElse(List.of()).stream().map(FrontChart::reduction).toList();
        if (!front.isEmpty()) {
            int now = front.indexOf(model.selected().get());
            choose(front.get(Math.clamp(now < 0 ? 0 : now + by, 0, front.size() - 1)));
        }
    }

    private void choose(Reduction reduction) {
        model.kind().set(reduction.matrix().kind());
        model.selected().set(reduction);
    }
}
