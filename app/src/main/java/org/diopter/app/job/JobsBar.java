package org.diopter.app.job;

import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;

/// The jobs in the status bar: the longest running one with a bar and Cancel, and a list of all. Only what takes longer than half a second shows.
public final class JobsBar extends HBox {
    private final Jobs jobs;
    private final Label name = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Label left = new Label();
    private final Button cancel = Parts.iconButton(Icon.CLOSE, JobText.TEXTS.get("cancel"));
    private final Button more = new Button();
    private final ObservableList<Job> all;
    private final Timeline look = new Timeline(new KeyFrame(javafx.util.Duration.millis(100), _ -> update()));

    public JobsBar(Jobs jobs) {
        this.jobs = jobs;
        getStyleClass().addAll("field", "jobs-bar");
        bar.setPrefWidth(90);
        more.getStyleClass().add("icon-button");
        more.setAccessibleText(JobText.TEXTS.get("show-list"));
        more.setOnAction(_ -> showList());
        getChildren().addAll(name, bar, left, cancel, more);
        managedProperty().bind(visibleProperty());
        look.setCycleCount(Animation.INDEFINITE);
        all = jobs.list();
        all.addListener((ListChangeListener<Job>) _ -> update());
        update();
    }

    /// Looks again and again as long as something runs, and no longer: a timeline that plays keeps its window alive and the toolkit awake.
    private void update() {
        List<Job> running = jobs.running();
        if (running.isEmpty()) {
            look.stop();
        } else {
            look.play();
        }
        List<Job> shown = running.stream().filter(job -> job.state().isWorthShowing()).toList();
        setVisible(!shown.isEmpty());
        if (!shown.isEmpty()) {
            Job first = shown.getLast();
            JobState state = first.state();
            name.setText(first.name());
            bar.setProgress(state.fraction().orElse(ProgressBar.INDETERMINATE_PROGRESS));
            left.setText(JobText.timing(state));
            cancel.setDisable(state.cancelling());
            cancel.setOnAction(_ -> first.cancel());
            more.setText(JobText.TEXTS.get("more", shown.size() - 1));
            more.setVisible(shown.size() > 1);
            more.setManaged(shown.size() > 1);
        }
    }

    /// Opens the list of all jobs that took long or failed.
    public void showList() {
        PopOver list = new PopOver(content());
        list.setArrowLocation(PopOver.ArrowLocation.BOTTOM_CENTER);
        list.setTitle(JobText.TEXTS.get("jobs"));
        list.setAnimated(false);
        list.getRoot().getStylesheets().addAll(getScene().getStylesheets());
        list.show(this);
    }

    ScrollPane content() {
        VBox boxes = new VBox();
        boxes.setPrefWidth(360);
        fill(boxes);
        Hyperlink clear = new Hyperlink(JobText.TEXTS.get("clear"));
        clear.setOnAction(_ -> {
            jobs.clearEnded();
            fill(boxes);
        });
        HBox foot = Parts.row("plain-row", Parts.spring(), clear);
        foot.setStyle("-fx-padding: 6 10 6 10");
        ScrollPane scroll = new ScrollPane(new VBox(boxes, foot));
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(400);
        return scroll;
    }

    private void fill(VBox boxes) {
        boxes.getChildren().clear();
        for (Job job : all) {
            if (job.state().isWorthShowing()) {
                boxes.getChildren().add(new JobBox(job));
            }
        }
        if (boxes.getChildren().isEmpty()) {
            Label none = Parts.label(JobText.TEXTS.get("none"), "faint");
            none.setStyle("-fx-padding: 12");
            boxes.getChildren().add(none);
        }
    }
}
