package org.diopter.app.window;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.job.Job;
import org.diopter.app.job.JobBox;
import org.diopter.model.UnusableInputException;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.ProblemBox;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// What the centre shows while there is no grid: that no model is open, how far opening one is, or why it could not be opened.
final class CentreState extends StackPane {
    private final ModelSession models;
    private final WindowReports reports;
    private final ActionRegistry actions;

    CentreState(ModelSession models, TrajectoryModel trajectory, WindowReports reports, ActionRegistry actions) {
        this.models = models;
        this.reports = reports;
        this.actions = actions;
        getStyleClass().add("centre-state");
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(trajectory.findings().isNull());
        Watch.all(this::show, models.opening(), models.model(), trajectory.findings(), reports.problem());
    }

    private void show() {
        @Nullable Job opening = models.opening().get();
        WindowReports.@Nullable Problem problem = reports.problem().get();
        if (opening != null) {
            JobBox box = JobBox.large(opening);
            box.setMaxSize(420, USE_PREF_SIZE);
            getChildren().setAll(box);
        } else if (models.model().get() != null) {
            getChildren().clear();
        } else if (problem != null) {
            getChildren().setAll(box(problem));
        } else {
            getChildren().setAll(new EmptyState(Icon.FOLDER, text("state.none"), text("state.none.sentence"), actions.get("file.open").title(), open()));
        }
    }

    private Runnable open() {
        return () -> actions.get("file.open").fire();
    }

    private Node box(WindowReports.Problem now) {
        String sentence = now.why() instanceof UnusableInputException input ? input.sentence() : String.valueOf(now.why().getMessage());
        String code = now.why() instanceof UnusableInputException input ? input.code() : "";
        ProblemBox box = new ProblemBox(now.title(), sentence, code, List.of(new ProblemBox.Step(text("state.choose"), open()),
                new ProblemBox.Step(text("state.example"), () -> actions.get("file.example").fire())));
        box.setMaxHeight(USE_PREF_SIZE);
        return box;
    }

    private static String text(String key) {
        return WindowTexts.ALL.get(key);
    }
}
