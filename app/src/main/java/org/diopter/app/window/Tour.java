package org.diopter.app.window;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.diopter.app.settings.Settings;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// A tour of the window: a bubble that goes from one control to the next and says what it is for. Nothing else is covered or locked, so that what a step
/// speaks of can be tried at once. A first start offers it once; it is in the menu ever after.
final class Tour extends Pane {
    private static final double GAP = 12;
    private static final double MARGIN = 8;
    private static final double OUTSET = 3;
    private static final List<Step> STEPS = List.of(
            new Step("grid", ".grid-view"),
            new Step("prompt", "#prompt-text", "#prompt-bar-text"),
            new Step("look", ".tool-bar-row"),
            new Step("views", ".rail"),
            new Step("edits", "#edit-stack", "#rail-rank"),
            new Step("export", "#export-figure"),
            new Step("commands", ".command-field"));

    private final Settings settings;
    private final Runnable showGrid;
    private final Rectangle ring = new Rectangle();
    private final VBox bubble = new VBox();
    private final Label title = Parts.label("", "strong");
    private final Label text = Parts.label("", "secondary");
    private final Label count = Parts.label("", "note");
    private final Button back = Parts.small(WindowTexts.ALL.get("tour.back"));
    private final Button next = Parts.primary("");
    private final Runnable follow = this::follow;
    private final EventHandler<KeyEvent> escape = this::escape;
    private @Nullable Node before;
    private @Nullable Bounds at;
    private int step;

    /// A place of the tour.
    ///
    /// @param name of its texts
    /// @param targets selectors of what it speaks of: the first that is seen
    private record Step(String name, List<String> targets) {
        Step(String name, String... targets) {
            this(name, List.of(targets));
        }
    }

    /// @param settings remember that it was shown
    /// @param showGrid brings the view to the front that it begins with
    Tour(Settings settings, Runnable showGrid) {
        this.settings = settings;
        this.showGrid = showGrid;
        setPickOnBounds(false);
        setVisible(false);
        ring.getStyleClass().add("tour-ring");
        ring.setMouseTransparent(true);
        ring.setManaged(false);
        Button close = Parts.iconButton(Icon.CLOSE, WindowTexts.ALL.get("tour.close"));
        close.setOnAction(_ -> end());
        back.setOnAction(_ -> go(step - 1));
        next.getStyleClass().add("small");
        next.setOnAction(_ -> go(step + 1));
        text.setWrapText(true);
        HBox head = Parts.row("plain-row", title, Parts.spring(), close);
        HBox foot = Parts.row("plain-row", count, Parts.spring(), back, next);
        bubble.getStyleClass().add("tour-bubble");
        bubble.getChildren().setAll(head, text, foot);
        bubble.setAccessibleRole(AccessibleRole.DIALOG);
        bubble.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        getChildren().addAll(ring, bubble);
    }

    /// Begins by itself as soon as a first start has something to show, if it never did. The focus stays where it is.
    ///
    /// @param welcome whether the window shows what a first start shows
    void offer(ObservableBooleanValue welcome, ReadOnlyObjectProperty<@Nullable Findings> findings) {
        Watch.all(() -> {
            Findings found = findings.get();
            if (welcome.get() && !settings.toured().get() && found != null && found.trajectory().isComplete()) {
                begin();
            }
        }, welcome, findings);
    }

    /// Begins anew, with the focus in its bubble.
    void start() {
        if (!isVisible()) {
            before = getScene().getFocusOwner();
        }
        showGrid.run();
        begin();
        next.requestFocus();
    }

    private void begin() {
        settings.toured().set(true);
        if (!isVisible()) {
            getScene().addPostLayoutPulseListener(follow);
            getScene().addEventHandler(KeyEvent.KEY_PRESSED, escape);
        }
        setVisible(true);
        go(0);
    }

    /// Ends it; the focus returns to where it was.
    void end() {
        Scene scene = getScene();
        boolean held = Focus.isWithin(scene.getFocusOwner(), bubble);
        scene.removePostLayoutPulseListener(follow);
        scene.removeEventHandler(KeyEvent.KEY_PRESSED, escape);
        setVisible(false);
        if (held && before != null) {
            before.requestFocus();
        }
        before = null;
    }

    /// What takes the focus while it is under way.
    Optional<Node> region() {
        return isVisible() ? Optional.of(bubble) : Optional.empty();
    }

    private void go(int to) {
        if (to >= STEPS.size()) {
            end();
            return;
        }
        step = Math.max(0, to);
        String name = STEPS.get(step).name();
        title.setText(WindowTexts.ALL.get("tour." + name));
        text.setText(WindowTexts.ALL.get("tour." + name + ".text"));
        count.setText(WindowTexts.ALL.get("tour.count", step + 1, STEPS.size()));
        back.setDisable(step == 0);
        next.setText(WindowTexts.ALL.get(step == STEPS.size() - 1 ? "tour.done" : "tour.next"));
        bubble.setAccessibleText(title.getText() + ". " + text.getText());
        // The button has the focus and stays where it is: what is new is read out with it.
        next.setAccessibleHelp(bubble.getAccessibleText());
        next.notifyAccessibleAttributeChanged(AccessibleAttribute.HELP);
        at = null;
        requestLayout();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> end();
            case RIGHT -> go(step + 1);
            case LEFT -> go(step - 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// It is closed from anywhere, also before it has had the focus, unless what has the focus closes something itself.
    private void escape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            end();
            event.consume();
        }
    }

    /// Keeps beside what the step speaks of, wherever that moves.
    private void follow() {
        Bounds now = target().map(node -> sceneToLocal(node.localToScene(node.getLayoutBounds()))).orElse(null);
        if (!Objects.equals(now, at)) {
            at = now;
            requestLayout();
        }
    }

    /// What the step speaks of, while it is seen.
    Optional<Node> target() {
        return STEPS.get(step).targets().stream()
                .flatMap(selector -> getScene().getRoot().lookupAll(selector).stream())
                .filter(Tour::isSeen)
                .findFirst();
    }

    private static boolean isSeen(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return node.getLayoutBounds().getWidth() > 0;
    }

    @Override
    protected void layoutChildren() {
        bubble.autosize();
        Bounds target = at;
        ring.setVisible(target != null);
        if (target == null) {
            bubble.relocate((getWidth() - bubble.getWidth()) / 2, getHeight() - bubble.getHeight() - 4 * GAP);
            return;
        }
        double left = Math.max(1, target.getMinX() - OUTSET);
        double top = Math.max(1, target.getMinY() - OUTSET);
        ring.setX(left);
        ring.setY(top);
        ring.setWidth(Math.min(getWidth() - 1, target.getMaxX() + OUTSET) - left);
        ring.setHeight(Math.min(getHeight() - 1, target.getMaxY() + OUTSET) - top);
        place(target);
    }

    /// Below what it speaks of, else above, else to its right, else over its corner.
    private void place(Bounds target) {
        double width = bubble.getWidth();
        double height = bubble.getHeight();
        double x = target.getMinX();
        double y;
        if (target.getMaxY() + GAP + height + MARGIN <= getHeight()) {
            y = target.getMaxY() + GAP;
        } else if (target.getMinY() - GAP - height >= MARGIN) {
            y = target.getMinY() - GAP - height;
        } else {
            boolean beside = target.getMaxX() + GAP + width + MARGIN <= getWidth();
            x = beside ? target.getMaxX() + GAP : target.getMaxX() - width - GAP;
            y = beside ? target.getMinY() + GAP : target.getMaxY() - height - GAP;
        }
        bubble.relocate(Math.clamp(x, MARGIN, Math.max(MARGIN, getWidth() - width - MARGIN)),
                Math.clamp(y, MARGIN, Math.max(MARGIN, getHeight() - height - MARGIN)));
    }
}
