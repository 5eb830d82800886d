package org.diopter.views.edits;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// A button that opens the history of the study: its steps by name, the newest first, and the snapshots. A click on either goes there.
public final class HistoryButton extends Button {
    private static final Texts TEXTS = Texts.of(HistoryButton.class);
    private static final double WIDTH = 300;
    private static final double HEIGHT = 420;

    private final EditStackModel stack;
    private final Snapshots snapshots;
    private final Runnable snapshot;
    private final Consumer<Snapshot> goTo;
    private final PopOver list = new PopOver();

    /// @param snapshot keeps the study as it is
    /// @param goTo goes back to a snapshot
    public HistoryButton(EditStackModel stack, Snapshots snapshots, Runnable snapshot, Consumer<Snapshot> goTo) {
        super(null, Icon.HISTORY.node(15));
        this.stack = stack;
        this.snapshots = snapshots;
        this.snapshot = snapshot;
        this.goTo = goTo;
        getStyleClass().add("icon-button");
        setTooltip(new Tooltip(TEXTS.get("history")));
        setAccessibleText(TEXTS.get("history"));
        setOnAction(_ -> showList());
        list.setArrowLocation(PopOver.ArrowLocation.LEFT_TOP);
        list.setTitle(TEXTS.get("history.title"));
        list.setAnimated(false);
    }

    /// Opens the list.
    public void showList() {
        list.getRoot().getStylesheets().setAll(getScene().getStylesheets());
        list.setContentNode(content());
        list.show(this);
    }

    /// What the list holds.
    Node content() {
        VBox rows = new VBox(2);
        List<StudyHistory.Step> steps = stack.history().steps();
        int now = stack.history().place().get();
        for (int i = steps.size() - 1; i >= 0; i--) {
            rows.getChildren().add(step(steps.get(i).name(), i, now));
        }
        rows.getChildren().add(Parts.label(TEXTS.get("history.snapshots"), "title"));
        snapshots.all().forEach(each -> rows.getChildren().add(row(each)));
        if (snapshots.all().isEmpty()) {
            Label none = Parts.label(TEXTS.get("history.no-snapshots"), "note");
            none.setWrapText(true);
            rows.getChildren().add(none);
        }
        Button keep = Parts.small(TEXTS.get("history.snapshot"));
        keep.setOnAction(_ -> act(snapshot));
        Button baseline = Parts.small(TEXTS.get("history.baseline"));
        baseline.setDisable(stack.cards().get().isEmpty());
        baseline.setOnAction(_ -> act(stack::clear));
        rows.getChildren().add(Parts.row("button-row", baseline, keep));
        rows.setPrefWidth(WIDTH);
        rows.setStyle("-fx-padding: 8 12 12 12");
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(HEIGHT);
        return scroll;
    }

    private void act(Runnable what) {
        list.hide();
        what.run();
    }

    private Button step(String name, int number, int now) {
        Button button = Parts.small(name);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        if (number == now) {
            button.getStyleClass().add("primary");
            button.setAccessibleText(TEXTS.get("history.now", name));
        }
        button.setOpacity(number > now ? 0.6 : 1);
        button.setOnAction(_ -> act(() -> stack.history().goTo(number)));
        return button;
    }

    private HBox row(Snapshot each) {
        Button button = Parts.small(each.name());
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox.setHgrow(button, Priority.ALWAYS);
        button.setOnAction(_ -> act(() -> goTo.accept(each)));
        Button remove = Parts.iconButton(Icon.CLOSE, TEXTS.get("history.remove", each.name()));
        remove.setOnAction(_ -> act(() -> snapshots.remove(each)));
        return Parts.row("plain-row", button, remove);
    }
}
