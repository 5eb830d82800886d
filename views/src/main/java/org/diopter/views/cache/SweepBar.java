package org.diopter.views.cache;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;

/// What policies are gone over, what the chart shows of it, and what starts and stops it.
final class SweepBar extends HBox {
    private static final Texts TEXTS = Texts.of(SweepBar.class);

    SweepBar(CacheModel model, CacheView.Acts acts) {
        SweepModel sweep = model.sweep();
        getStyleClass().add("tight-row");
        Segments<SweepModel.Over> over = new Segments<>(one -> TEXTS.get("sweep." + one.name()), SweepModel.Over.RATIO, SweepModel.Over.ALPHA);
        over.value().bindBidirectional(sweep.over());
        Segments<PolicyStatistic> statistic = new Segments<>(one -> TEXTS.get("sweep." + one.name()), PolicyStatistic.KL, PolicyStatistic.PERPLEXITY,
                PolicyStatistic.MASS);
        statistic.value().bindBidirectional(sweep.statistic());
        over.getStyleClass().add("small-segments");
        statistic.getStyleClass().add("small-segments");
        Button run = Parts.small(TEXTS.get("sweep.run"));
        run.setId("run-sweep");
        run.setOnAction(_ -> acts.sweep());
        Button cancel = Parts.small(TEXTS.get("cancel"));
        cancel.setId("cancel-sweep");
        cancel.setOnAction(_ -> acts.cancelSweep());
        run.visibleProperty().bind(sweep.computed().running().not());
        cancel.visibleProperty().bind(sweep.computed().running());
        run.managedProperty().bind(run.visibleProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        Label trouble = Parts.label("", "err-text");
        trouble.textProperty().bind(sweep.computed().trouble());
        getChildren().addAll(over, statistic, run, cancel, trouble);
    }
}
