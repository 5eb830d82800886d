package org.diopter.app.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableMap;
import javafx.collections.ObservableSet;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// How the window's regions stand: top bar, rail, left pane, centre, inspector, status bar. In a narrow window the inspector is a drawer.
final class WindowFrame extends BorderPane {
    private static final double DRAWER_BELOW = 1280;
    private static final double RAIL = 52;
    private static final double LEFT = 272;
    private static final double LEFT_LEAST = 252;
    private static final double LEFT_MOST = 420;
    private static final double INSPECTOR = 300;
    private static final double INSPECTOR_LEAST = 260;
    private static final double INSPECTOR_MOST = 480;
    private static final String LEFT_SIZE = "left";
    private static final String INSPECTOR_SIZE = "inspector";

    private final ObservableMap<String, Double> sizes;
    private final ReadOnlyDoubleProperty textScale;
    private final SplitPane split = new SplitPane();
    private final StackPane centre = new StackPane();
    private final StackPane inspector = new StackPane();
    private final Region left;
    private final CentreState state;
    private final BooleanProperty leftShown = new SimpleBooleanProperty(true);
    private final BooleanProperty inspectorShown = new SimpleBooleanProperty(true);
    private final BooleanProperty drawerShown = new SimpleBooleanProperty();
    private final BooleanProperty plain = new SimpleBooleanProperty();
    private final Map<String, Node> centres = new HashMap<>();
    private final Map<String, Node> inspectors = new HashMap<>();
    private final Map<String, Node> away = new HashMap<>();
    private final Consumer<ToolRow> furnish;
    private @Nullable Desk view;

    /// The nodes of a view.
    record View(Node centre, Node inspector) {}

    /// @param state what covers the centre while it is visible
    /// @param sizes where sizes of panes are remembered, at the text's own size
    /// @param hidden where the names of hidden panes are remembered
    /// @param furnish adds to the tool bar of a view what all have
    WindowFrame(TopBar top, Rail rail, Region left, CentreState state, StatusBar status, ObservableMap<String, Double> sizes,
            ObservableSet<String> hidden, ReadOnlyDoubleProperty textScale, Consumer<ToolRow> furnish) {
        this.furnish = furnish;
        this.left = left;
        this.state = state;
        this.sizes = sizes;
        this.textScale = textScale;
        remember(leftShown, LEFT_SIZE, hidden);
        remember(inspectorShown, INSPECTOR_SIZE, hidden);
        setTop(top);
        setLeft(rail);
        // In this order Tab goes through them.
        setCenter(split);
        setBottom(status);
        centre.setMinWidth(480);
        inspector.getStyleClass().add("inspector");
        SplitPane.setResizableWithParent(left, false);
        SplitPane.setResizableWithParent(inspector, false);
        Watch.all(this::arrange, leftShown, inspectorShown, drawerShown, plain, textScale, split.widthProperty().map(_ -> isNarrow()),
                split.widthProperty().map(w -> w.doubleValue() > 0));
        split.addEventFilter(MouseEvent.MOUSE_RELEASED, this::rememberDragged);
    }

    private static void remember(BooleanProperty shown, String name, ObservableSet<String> hidden) {
        shown.set(!hidden.contains(name));
        shown.subscribe((_, now) -> {
            if (now) {
                hidden.remove(name);
            } else {
                hidden.add(name);
            }
        });
    }

    /// Shows a view; makes its nodes on first use.
    void show(Desk desk) {
        view = desk;
        Node gone = away.get(desk.name());
        View here = gone == null ? nodes(desk) : new View(gone, new StackPane());
        state.standBefore(desk);
        centre.getChildren().setAll(here.centre(), state);
        inspector.getChildren().setAll(here.inspector());
        arrange();
    }

    private View nodes(Desk desk) {
        Node node = centres.computeIfAbsent(desk.name(), _ -> made(desk));
        node.visibleProperty().bind(state.covers(desk).not());
        return new View(node, inspectors.computeIfAbsent(desk.name(), _ -> desk.inspector()));
    }

    private Node made(Desk desk) {
        Node node = desk.centre();
        panes(node).stream().filter(ToolRow.class::isInstance).map(ToolRow.class::cast).filter(ToolRow::endsWithButton).forEach(furnish);
        return node;
    }

    /// Gives the nodes of a view away until they are [taken back][#takeBack].
    ///
    /// @param instead stands in its place meanwhile
    View giveAway(Desk desk, Node instead) {
        View nodes = nodes(desk);
        away.put(desk.name(), instead);
        refresh(desk);
        return nodes;
    }

    void takeBack(Desk desk) {
        away.remove(desk.name());
        refresh(desk);
    }

    private void refresh(Desk desk) {
        if (desk.equals(view)) {
            show(desk);
        }
    }

    /// Whether model and prompt are shown.
    BooleanProperty leftShown() {
        return leftShown;
    }

    /// Whether the inspector stays away, as on a first start.
    BooleanProperty plain() {
        return plain;
    }

    /// Whether the view at the front has nothing to show.
    ReadOnlyBooleanProperty covered() {
        return state.visibleProperty();
    }

    /// Shows or hides the inspector, beside the centre or as a drawer.
    void toggleInspector() {
        BooleanProperty shown = isNarrow() ? drawerShown : inspectorShown;
        shown.set(!shown.get());
    }

    /// The regions in the order of the focus.
    List<Node> regions() {
        List<Node> regions = new ArrayList<>(List.of(getTop(), getLeft()));
        for (Node item : split.getItems()) {
            regions.addAll(item.equals(centre) ? panes() : List.of(item));
        }
        if (!split.getItems().contains(inspector) && centre.getChildren().contains(inspector)) {
            regions.add(inspector);
        }
        regions.add(getBottom());
        return regions;
    }

    /// The tool bar and the panes of the view at the front, as they stand; the whole centre where it has none.
    private List<Node> panes() {
        List<Node> panes = new ArrayList<>();
        centre.getChildren().stream().filter(node -> !node.equals(inspector)).forEach(node -> collectPanes(node, panes));
        return panes.isEmpty() ? List.of(centre) : panes;
    }

    /// The tool bars and the panes of a view.
    static List<Node> panes(Node view) {
        List<Node> panes = new ArrayList<>();
        collectPanes(view, panes);
        return panes;
    }

    private static void collectPanes(Node node, List<Node> panes) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof ToolRow || node instanceof TitledPanel) {
            panes.add(node);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collectPanes(child, panes));
        }
    }

    private boolean isNarrow() {
        return split.getWidth() + RAIL < DRAWER_BELOW * textScale.get();
    }

    private void arrange() {
        boolean has = view != null && !plain.get() && !away.containsKey(view.name());
        boolean beside = has && !isNarrow() && inspectorShown.get();
        boolean over = has && isNarrow() && drawerShown.get();
        centre.getChildren().remove(inspector);
        List<Node> items = new ArrayList<>();
        if (leftShown.get()) {
            items.add(left);
        }
        items.add(centre);
        if (beside) {
            items.add(inspector);
        }
        if (!split.getItems().equals(items)) {
            split.getItems().setAll(items);
        }
        inspector.getStyleClass().remove("drawer");
        if (over) {
            inspector.getStyleClass().add("drawer");
            inspector.setPrefWidth(INSPECTOR * textScale.get());
            inspector.setMaxWidth(INSPECTOR * textScale.get());
            StackPane.setAlignment(inspector, Pos.CENTER_RIGHT);
            centre.getChildren().add(inspector);
        } else {
            inspector.setMaxWidth(INSPECTOR_MOST * textScale.get());
        }
        inspector.setMinWidth(INSPECTOR_LEAST * textScale.get());
        left.setMinWidth(LEFT_LEAST * textScale.get());
        left.setMaxWidth(LEFT_MOST * textScale.get());
        place();
        Platform.runLater(() -> {
            // The split pane divides itself anew where a pane has come or gone; sizes hold after that only.
            split.layout();
            place();
        });
    }

    /// Gives the side panes the sizes they had.
    private void place() {
        double width = split.getWidth() / textScale.get();
        if (width <= 0) {
            return;
        }
        int divider = 0;
        if (leftShown.get()) {
            split.setDividerPosition(divider++, sizes.getOrDefault(LEFT_SIZE, LEFT) / width);
        }
        if (split.getItems().contains(inspector)) {
            split.setDividerPosition(divider, 1 - sizes.getOrDefault(INSPECTOR_SIZE, INSPECTOR) / width);
        }
    }

    /// Only what the user drags is remembered: a small window or large text makes panes narrower or wider too, but not for ever.
    private void rememberDragged(MouseEvent released) {
        if (released.getTarget() instanceof Node node && isOfDivider(node)) {
            if (leftShown.get()) {
                sizes.put(LEFT_SIZE, left.getWidth() / textScale.get());
            }
            if (split.getItems().contains(inspector)) {
                sizes.put(INSPECTOR_SIZE, inspector.getWidth() / textScale.get());
            }
        }
    }

    private boolean isOfDivider(Node node) {
        return node.getStyleClass().contains("split-pane-divider")
                || (node.getParent() instanceof Node parent && !parent.equals(split) && isOfDivider(parent));
    }
}
