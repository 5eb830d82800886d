package org.diopter.views.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.Numbers;

/// The head of a view in which something long goes on: what it is at, buttons that hold and end it, a bar, and a few large numbers.
public final class WorkHeader extends VBox {
    private static final Texts TEXTS = Texts.of(WorkHeader.class);
    private static final double FACT_WIDTH = 84;

    private final Label title = Parts.label("", "state-title");
    private final Label remark = Parts.label("", "remark");
    private final ProgressBar bar = new ProgressBar(0);
    private final HBox facts = Parts.row("header-facts");
    private final VBox problem = new VBox();
    private final Button pause = new Button();
    private final Button stop = new Button(TEXTS.get("work.stop"));

    /// A large number.
    ///
    /// @param note a smaller text under it; may be empty
    public record Fact(String name, String value, String note) {}

    /// @param progress what the bar shows, for a screen reader
    /// @param running whether something goes on that can be held and ended
    /// @param hold holds it, or lets it go on
    /// @param end ends it, and keeps the best so far
    /// @param more buttons behind those two
    public WorkHeader(String progress, ObservableBooleanValue running, Runnable hold, Runnable end, Button... more) {
        getStyleClass().addAll("panel", "training-header");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(progress);
        remark.setMinWidth(0);
        VBox words = new VBox(2, title, remark);
        words.setMinWidth(0);
        List<Node> top = new ArrayList<>(List.of(words, Parts.spring()));
        pause.setOnAction(_ -> hold.run());
        stop.setOnAction(_ -> end.run());
        pause.visibleProperty().bind(running);
        stop.visibleProperty().bind(running);
        Stream.concat(Stream.of(pause, stop), Stream.of(more)).forEach(button -> {
            button.setMinWidth(USE_PREF_SIZE);
            button.managedProperty().bind(button.visibleProperty());
            top.add(button);
        });
        getChildren().addAll(Parts.row("plain-row", top.toArray(Node[]::new)), bar, facts, problem);
        problem.managedProperty().bind(problem.visibleProperty());
        problem(Optional.empty());
    }

    /// What can be done about it while it goes on.
    public void running(boolean paused, boolean ending) {
        pause.setText(TEXTS.get(paused ? "work.go-on" : "work.pause"));
        pause.setGraphic((paused ? Icon.RUN : Icon.PAUSE).node(11));
        pause.setDisable(ending);
        stop.setDisable(ending);
    }

    /// What it is at.
    public void say(String now, String more) {
        title.setText(now);
        remark.setText(more);
    }

    /// How far it is, 0 to 1; [ProgressBar#INDETERMINATE_PROGRESS] where that is not known.
    public void progress(double share) {
        bar.setProgress(share);
    }

    /// How far the bar stands; 0 where that is not known.
    public double reached() {
        return Math.max(0, bar.getProgress());
    }

    public void facts(List<Fact> shown) {
        facts.getChildren().setAll(shown.stream().map(WorkHeader::node).toList());
    }

    /// What stands under the numbers where something went wrong.
    public void problem(Optional<ProblemBox> box) {
        problem.getChildren().setAll(box.stream().toList());
        problem.setVisible(box.isPresent());
    }

    /// It could not be done.
    ///
    /// @param again tries it again
    public void failed(String title, String sentence, String code, Runnable again) {
        say(title, "");
        progress(0);
        facts(List.of());
        problem(Optional.of(new ProblemBox(title, sentence, code, List.of(new ProblemBox.Step(TEXTS.get("work.again"), again)))));
    }

    /// A time in words.
    public static String duration(double seconds) {
        return Numbers.duration(Math.round(seconds * 1000));
    }

    private static VBox node(Fact fact) {
        VBox node = new VBox(Parts.label(fact.name(), "note"), Parts.label(fact.value(), "large-value"), Parts.label(fact.note(), "note"));
        node.setMinWidth(FACT_WIDTH);
        HBox.setHgrow(node, Priority.SOMETIMES);
        node.getChildren().forEach(label -> ((Region) label).setMinWidth(0));
        return node;
    }
}
