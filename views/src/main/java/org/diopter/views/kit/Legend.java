package org.diopter.views.kit;

import javafx.beans.value.ObservableValue;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.LegendFigure;
import org.jspecify.annotations.Nullable;

/// The legend of a figure's colours, in the header of its pane; as large as it needs to be.
public final class Legend extends javafx.scene.layout.StackPane {
    public Legend(ViewContext context, ObservableValue<? extends @Nullable Figure> of) {
        FigureView view = new FigureView(context);
        getChildren().add(view);
        setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        Watch.all(() -> {
            LegendFigure legend = legend(of.getValue());
            view.figure().set(legend);
            if (legend != null) {
                double scale = context.textScale().get();
                setMinSize(legend.sheet().width() * scale, legend.sheet().height() * scale);
                setMaxSize(legend.sheet().width() * scale, legend.sheet().height() * scale);
                setAccessibleText(legend.caption());
            }
        }, of, context.textScale());
    }

    private static @Nullable LegendFigure legend(@Nullable Figure figure) {
        return switch (figure) {
            case org.diopter.views.figure.TrajectoryFigure grid -> LegendFigure.of(grid);
            case org.diopter.views.figure.AttentionFigure map -> LegendFigure.of(map);
            case null, default -> null;
        };
    }
}
