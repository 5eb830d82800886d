package org.diopter.views.kit;

import java.util.Optional;
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
            LegendFigure legend = Optional.ofNullable(of.getValue()).flatMap(LegendFigure::forFigure).orElse(null);
            view.figure().set(legend);
            if (legend != null) {
                double scale = context.textScale().get();
                setMinSize(legend.sheet().width() * scale, legend.sheet().height() * scale);
                setMaxSize(legend.sheet().width() * scale, legend.sheet().height() * scale);
                setAccessibleText(legend.caption());
            }
        }, of, context.textScale());
    }
}
