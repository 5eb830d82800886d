package org.diopter.app.window;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.DoubleExpression;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.jspecify.annotations.Nullable;

/// Dialogs as boxes over the dimmed window: Esc closes, Tab stays inside, and the focus returns to where it was.
final class DialogLayer extends StackPane implements Dialogs {
    private static final double MARGIN = 20;
    private static final Insets CORNER = new Insets(12, 12, 0, 0);

    private final DoubleExpression textScale;
    private @Nullable Node before;

    /// @param textScale with which dialogs grow
    DialogLayer(DoubleExpression textScale) {
        this.textScale = textScale;
        getStyleClass().add("scrim");
        setVisible(false);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
        sceneProperty().flatMap(scene -> scene.focusOwnerProperty()).subscribe(this::keepFocus);
    }

    @Override
    public void show(String title, Function<Runnable, Node> content) {
        if (!isVisible()) {
            before = getScene().getFocusOwner();
        }
        Node node = content.apply(this::close);
        if (node instanceof Region region) {
            grow(region);
        }
        // After the content, so that the focus begins in what the dialog is for.
        Button cross = Parts.iconButton(Icon.CLOSE, WindowTexts.ALL.get("dialog.close"));
        cross.setOnAction(_ -> close());
        StackPane.setAlignment(cross, Pos.TOP_RIGHT);
        StackPane.setMargin(cross, CORNER);
        StackPane box = new StackPane(node, cross);
        box.getStyleClass().add("dialog-box");
        box.setAccessibleText(title);
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().setAll(box);
        StackPane.setMargin(box, new Insets(MARGIN));
        setVisible(true);
        applyCss();
        Focus.moveInto(box);
    }

    /// Sizes are given for text of 100 per cent.
    private void grow(Region region) {
        if (region.getPrefWidth() > 0) {
            region.prefWidthProperty().bind(textScale.multiply(region.getPrefWidth()));
        }
        if (region.getPrefHeight() > 0) {
            region.prefHeightProperty().bind(textScale.multiply(region.getPrefHeight()));
        }
    }

    @Override
    public boolean close() {
        if (!isVisible()) {
            return false;
        }
        setVisible(false);
        getChildren().clear();
        if (before != null) {
            before.requestFocus();
            before = null;
        }
        return true;
    }

    @Override
    public void problem(String title, String sentence, String code, Optional<Throwable> detail) {
        show(title, close -> {
            Label text = new Label(sentence);
            text.setWrapText(true);
            VBox body = new VBox(text);
            body.getStyleClass().add("dialog-body");
            detail.ifPresent(problem -> body.getChildren().add(unfolding(problem)));
            Button done = Parts.primary(WindowTexts.ALL.get("close"));
            done.setOnAction(_ -> close.run());
            HBox head = Parts.row("dialog-head", Icon.WARNING.node(17), Parts.label(title, "title"));
            head.getStyleClass().add("err");
            return framed(head, body, Parts.row("dialog-foot", Parts.label(code, "faint"), Parts.spring(), done));
        });
    }

    private static VBox framed(Node head, Node body, Node foot) {
        VBox frame = new VBox(head, body, foot);
        frame.setPrefWidth(520);
        return frame;
    }

    private static Node unfolding(Throwable problem) {
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        TextArea text = new TextArea(trace.toString());
        text.setEditable(false);
        Focus.leaveByTab(text);
        text.setPrefRowCount(10);
        text.getStyleClass().add("token");
        TitledPane pane = new TitledPane(WindowTexts.ALL.get("details"), text);
        pane.setExpanded(false);
        pane.setAnimated(false);
        return pane;
    }

    /// Takes the focus back when Tab has led it out of the dialog.
    private void keepFocus(@Nullable Node owner) {
        if (isVisible() && owner != null && !Focus.isWithin(owner, this) && !getChildren().isEmpty()) {
            Focus.moveInto(getChildren().getFirst());
        }
    }
}
