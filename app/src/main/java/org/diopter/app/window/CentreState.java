package org.diopter.app.window;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
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
    private final StudySession session;
    private final WindowCommands commands;
    private Optional<Problem> problem = Optional.empty();

    private record Problem(String title, Throwable why) {}

    CentreState(StudySession session, TrajectoryModel trajectory, WindowCommands commands) {
        this.session = session;
        this.commands = commands;
        getStyleClass().add("centre-state");
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(trajectory.findings().isNull());
        Watch.all(this::show, session.opening(), session.model(), trajectory.findings());
    }

    /// A model could not be opened while there was none before it.
    void failed(String title, Throwable why) {
        problem = Optional.of(new Problem(title, why));
        show();
    }

    private void show() {
        @Nullable Job opening = session.opening().get();
        if (opening != null) {
            problem = Optional.empty();
            JobBox box = new JobBox(opening);
            box.setMaxSize(420, USE_PREF_SIZE);
            getChildren().setAll(box);
        } else if (problem.isPresent()) {
            getChildren().setAll(box(problem.get()));
        } else if (session.model().get() == null) {
            String open = commands.actions().get("file.open").title();
            String none = text("state.none");
            getChildren().setAll(new EmptyState(Icon.FOLDER, none, text("state.none.sentence"), open, commands::openModel));
        } else {
            getChildren().clear();
        }
    }

    private Node box(Problem now) {
        String sentence = now.why() instanceof UnusableInputException input ? input.sentence() : String.valueOf(now.why().getMessage());
        String code = now.why() instanceof UnusableInputException input ? input.code() : "";
        ProblemBox box = new ProblemBox(now.title(), sentence, code, List.of(new ProblemBox.Step(text("state.choose"), commands::openModel),
                new ProblemBox.Step(text("state.example"), commands::openExample)));
        box.setMaxHeight(USE_PREF_SIZE);
        return box;
    }

    private static String text(String key) {
        return WindowTexts.ALL.get(key);
    }
}
