package org.diopter.app.job;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;

/// One job on the screen: name, stage, bar, times and Cancel; its end once it has ended. It looks at the job ten times a second while it runs.
public final class JobBox extends VBox {
    private final Job job;
    private final Label stage = Parts.label("", "secondary");
    private final Label timing = Parts.label("", "note");
    private final ProgressBar bar = new ProgressBar();
    private final VBox stages = new VBox(4);
    private final Button cancel;
    private final HBox head;
    private final Timeline look = new Timeline(new KeyFrame(Duration.millis(100), _ -> update()));

    public JobBox(Job job) {
        this(job, Parts.iconButton(Icon.CLOSE, JobText.TEXTS.get("cancel")), "strong");
        getChildren().remove(stages);
    }

    /// For a job that the whole window waits for: with the stages that are done, and a button at the foot.
    public static JobBox large(Job job) {
        JobBox box = new JobBox(job, new Button(JobText.TEXTS.get("cancel")), "state-title");
        box.getStyleClass().add("large-job");
        box.head.getChildren().remove(box.cancel);
        box.getChildren().add(Parts.row("plain-row", box.cancel));
        return box;
    }

    private JobBox(Job job, Button cancel, String title) {
        this.job = job;
        this.cancel = cancel;
        getStyleClass().add("job");
        bar.setMaxWidth(Double.MAX_VALUE);
        stage.setWrapText(true);
        Label name = Parts.label(job.name(), title);
        name.setMinWidth(0);
        cancel.setOnAction(_ -> job.cancel());
        head = Parts.row("plain-row", name, Parts.spring(), cancel);
        getChildren().addAll(head, stage, bar, timing, stages);
        look.setCycleCount(Animation.INDEFINITE);
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                look.stop();
            } else {
                look.play();
                update();
            }
        });
    }

    private void showStages(JobState state) {
        if (stages.getChildren().size() != state.past().size()) {
            stages.getChildren().setAll(state.past().stream().map(JobBox::line).toList());
        }
        stages.setManaged(!state.past().isEmpty());
    }

    private static HBox line(JobState.Past past) {
        return Parts.row("plain-row", sign(JobState.End.DONE), Parts.label(past.stage(), "secondary"), Parts.spring(), Parts.label(JobText.took(past), "note"));
    }

    private static StackPane sign(JobState.End end) {
        StackPane sign = new StackPane((end == JobState.End.DONE ? Icon.CHECK : Icon.CLOSE).node(13));
        sign.getStyleClass().add(end == JobState.End.DONE ? "ok" : end == JobState.End.FAILED ? "err" : "plain");
        return sign;
    }

    private void update() {
        JobState state = job.state();
        if (state.running()) {
            stage.setText(JobText.stage(state));
            bar.setProgress(state.fraction().orElse(ProgressBar.INDETERMINATE_PROGRESS));
            timing.setText(JobText.timing(state));
            cancel.setDisable(state.cancelling());
            showStages(state);
        } else {
            look.stop();
            getChildren().setAll(head, timing);
            head.getChildren().remove(cancel);
            if (!(head.getChildren().getFirst() instanceof StackPane)) {
                state.end().ifPresent(end -> head.getChildren().addFirst(sign(end)));
            }
            timing.setText(JobText.end(state) + state.problem().map(p -> ": " + p.getMessage()).orElse(""));
        }
        setAccessibleText(job.name() + ". " + stage.getText() + ". " + timing.getText());
    }
}
