package org.diopter.views.model;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.diopter.engine.SelfCheck;
import org.diopter.views.kit.Bar;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// The relative error of the state, a line a layer, with a bar on a logarithmic scale from 1e-9 to 1e-4.
final class LayerErrors extends GridPane {
    private static final Texts TEXTS = Texts.of(LayerErrors.class);
    private static final double LOWEST = -9;
    private static final double DECADES = 5;

    LayerErrors(SelfCheck check) {
        setHgap(10);
        setVgap(3);
        ColumnConstraints names = new ColumnConstraints();
        ColumnConstraints bars = new ColumnConstraints();
        bars.setHgrow(Priority.ALWAYS);
        bars.setFillWidth(true);
        ColumnConstraints values = new ColumnConstraints();
        values.setHalignment(HPos.RIGHT);
        getColumnConstraints().setAll(names, bars, values);
        int output = check.layerErrors().size() - 1;
        for (int layer = 0; layer <= output; layer++) {
            double error = check.layerErrors().get(layer);
            String name = layer == 0 ? TEXTS.get("emb") : layer == output ? TEXTS.get("output", layer) : Integer.toString(layer);
            Bar bar = new Bar();
            bar.setFraction(error <= 0 ? 0 : Math.clamp((Math.log10(error) - LOWEST) / DECADES, 0.01, 1));
            Label value = Parts.label(ModelFacts.scientific(error), "secondary");
            addRow(layer, Parts.label(name, "faint"), bar, value);
        }
    }
}
