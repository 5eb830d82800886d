package org.diopter.app.window;

import java.util.List;
import javafx.beans.binding.BooleanExpression;
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
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// What the centre shows while its view has nothing to show: that no model is open, how far opening one is, why it could not be opened, or why the prompt
/// does not run.
final class CentreState extends StackPane {
    private final ModelSession models;
    private final TrajectoryModel trajectory;
    private final PromptModel prompt;
    private final WindowReports reports;
    private final ActionRegistry actions;

    CentreState(ModelSession models, TrajectoryModel trajectory, PromptModel prompt, WindowReports reports, ActionRegistry actions) {
        this.models = models;
        this.trajectory = trajectory;
        this.prompt = prompt;
        this.reports = reports;
        this.actions = actions;
        getStyleClass().add("centre-state");
        managedProperty().bind(visibleProperty());
        Watch.all(this::show, models.opening(), models.model(), trajectory.findings(), reports.problem(), prompt.trouble());
    }

    /// Whether a view has nothing to show.
    BooleanExpression covers(Desk desk) {
        return desk.needsRun() ? trajectory.findings().isNull() : models.model().isNull();
    }

    /// A view comes to the front: from now on this is visible while it has nothing to show.
    void standBefore(Desk front) {
        visibleProperty().bind(covers(front));
    }

    private void show() {
        @Nullable Job opening = models.opening().get();
        WindowReports.@Nullable Problem problem = reports.problem().get();
        if (opening != null) {
            JobBox box = JobBox.large(opening);
            box.setMaxSize(420, USE_PREF_SIZE);
            getChildren().setAll(box);
        } else if (models.model().get() != null) {
            getChildren().setAll(notRun(problem));
        } else if (problem != null) {
            getChildren().setAll(box(problem, List.of(new ProblemBox.Step(text("state.choose"), open()),
                    new ProblemBox.Step(text("state.example"), () -> actions.get("file.example").fire()))));
        } else {
            getChildren().setAll(new EmptyState(Icon.FOLDER, text("state.none"), text("state.none.sentence"), actions.get("file.open").title(), open()));
        }
    }

    private Runnable open() {
        return () -> actions.get("file.open").fire();
    }

    /// Nothing while the first run is under way.
    private List<Node> notRun(WindowReports.@Nullable Problem problem) {
        PromptModel.@Nullable Trouble trouble = prompt.trouble().get();
        if (trouble != null) {
            String step = trouble.step();
            return List.of(new EmptyState(Icon.RUN, text("state.prompt"), trouble.sentence(), step == null ? actions.get("run.prompt").title() : step,
                    step == null ? () -> actions.get("run.prompt").fire() : trouble.act()));
        }
        return problem == null
                ? List.of()
                : List.of(box(problem, List.of(new ProblemBox.Step(actions.get("run.run").title(), () -> actions.get("run.run").fire()))));
    }

    private static Node box(WindowReports.Problem now, List<ProblemBox.Step> steps) {
        String sentence = now.why() instanceof UnusableInputException input ? input.sentence() : String.valueOf(now.why().getMessage());
        String code = now.why() instanceof UnusableInputException input ? input.code() : "";
        ProblemBox box = new ProblemBox(now.title(), sentence, code, steps);
        box.setMaxHeight(USE_PREF_SIZE);
        return box;
    }

    private static String text(String key) {
        return WindowTexts.ALL.get(key);
    }
}
