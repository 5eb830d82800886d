package org.diopter.views.edits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.engine.ModelCard;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The edit stack as a section of the left pane: a card an edit, in the order in which they act. Cards are dragged by their handle, or moved with Alt and
/// the arrows; M mutes, S solos, Delete removes, Ctrl D duplicates, Enter opens the edit's view. The cache policy's card stands behind them.
public final class EditStackPane extends VBox {
    private static final Texts TEXTS = Texts.of(EditStackPane.class);

    private final EditStackModel model;
    private final ObservableValue<@Nullable ModelCard> opened;
    private final ObservableValue<Show> looked;
    private final Opener open;
    private final Runnable snapshot;
    private final PolicyCardView policy;
    private final Label count = Parts.chip("", "edit");
    private final Label note = Parts.label("", "note");
    private final Label trouble = Parts.label("", "err-text");
    private final VBox list = new VBox(8);
    private final HBox more = new HBox();
    private final Map<Integer, EditCardView> views = new HashMap<>();

    /// Opens the view in which a card is changed.
    public interface Opener {
        void edit(Edit edit);

        void policy();
    }

    /// @param opened the open model; null while there is none
    /// @param looked which runs are looked at
    /// @param trouble why the stack cannot be run as it stands, empty if it can
    /// @param additions what can be added
    /// @param snapshot keeps the study as it is
    public EditStackPane(EditStackModel model, ObservableValue<@Nullable ModelCard> opened, ObservableValue<Show> looked,
            ObservableValue<String> trouble, Opener open, List<MenuItem> additions, Runnable snapshot) {
        this.model = model;
        this.opened = opened;
        this.looked = looked;
        this.open = open;
        this.snapshot = snapshot;
        policy = new PolicyCardView(model);
        listen(policy, EditCards.POLICY);
        getStyleClass().add("section");
        setId("edit-stack");
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        list.setAccessibleText(TEXTS.get("stack"));
        note.setWrapText(true);
        this.trouble.setWrapText(true);
        this.trouble.textProperty().bind(trouble.map(text -> text));
        this.trouble.visibleProperty().bind(this.trouble.textProperty().isNotEmpty());
        this.trouble.managedProperty().bind(this.trouble.visibleProperty());
        VBox body = new VBox(list, this.trouble, note);
        body.getStyleClass().add("section-body");
        getChildren().addAll(head(additions), body);
        opened.subscribe(_ -> views.clear());
        Watch.all(this::show, model.cards(), model.selected(), opened, looked);
    }

    /// Puts a control into the head, before what adds an edit.
    public void addToHead(Node control) {
        more.getChildren().add(more.getChildren().size() - 1, control);
    }

    private Node head(List<MenuItem> additions) {
        Button undo = Parts.iconButton(Icon.UNDO, TEXTS.get("undo"));
        undo.disableProperty().bind(model.undoable().not());
        undo.setOnAction(_ -> model.undo());
        Button redo = Parts.iconButton(Icon.REDO, TEXTS.get("redo"));
        redo.disableProperty().bind(model.redoable().not());
        redo.setOnAction(_ -> model.redo());
        MenuButton add = new MenuButton(null, Icon.PLUS.node(15));
        add.getStyleClass().addAll("icon-button", "plain-menu");
        add.setTooltip(new Tooltip(TEXTS.get("add")));
        add.setAccessibleText(TEXTS.get("add"));
        add.getItems().setAll(additions);
        more.setAlignment(Pos.CENTER_RIGHT);
        more.getChildren().setAll(undo, redo, add);
        Label title = Parts.label(TEXTS.get("stack"), "title");
        title.setMinWidth(USE_PREF_SIZE);
        return Parts.row("section-head", title, count, Parts.spring(), more);
    }

    private void show() {
        EditCards cards = model.cards().get();
        ModelCard card = opened.getValue();
        if (card == null) {
            return;
        }
        List<MatrixKind> kinds = Matrices.of(card);
        List<Node> shown = new ArrayList<>();
        int ordinal = 0;
        for (EditCard edit : cards.all()) {
            boolean acts = cards.isActive(edit);
            ordinal += acts ? 1 : 0;
            EditCardView view = views.computeIfAbsent(edit.number(), number -> view(number, card.layers(), kinds));
            view.show(edit, acts, ordinal, Integer.valueOf(edit.number()).equals(model.selected().get()));
            shown.add(view);
        }
        cards.policy().ifPresent(it -> {
            boolean acts = cards.isActive(it);
            policy.show(it, acts, cards.changes().count(), Integer.valueOf(EditCards.POLICY).equals(model.selected().get()));
            shown.add(policy);
        });
        views.keySet().retainAll(cards.all().stream().map(EditCard::number).toList());
        ObservableList<Node> children = list.getChildren();
        if (!children.equals(shown)) {
            Optional<Node> focused = shown.stream().filter(Node::isFocused).findFirst();
            children.setAll(shown);
            focused.ifPresent(Node::requestFocus);
        }
        Changes active = cards.changes();
        count.setText(TEXTS.get("active", active.count()));
        count.setVisible(!active.isEmpty());
        boolean bypassed = looked.getValue() == Show.BASELINE && !active.isEmpty();
        note.setText(TEXTS.get(cards.isEmpty() ? "none" : bypassed ? "bypassed" : "order"));
    }

    private EditCardView view(int number, int blocks, List<MatrixKind> kinds) {
        EditCardView view = new EditCardView(model, number, new EditControls(model, number, blocks, kinds));
        listen(view, number);
        view.handle().addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> drag(view, event));
        return view;
    }

    private void listen(Node view, int number) {
        view.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                view.requestFocus();
                select(number, event.getClickCount() == 2);
            }
        });
        view.addEventHandler(KeyEvent.KEY_PRESSED, event -> key(view, number, event));
        view.setOnContextMenuRequested(event -> {
            menu(number).show(view, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    /// A click selects the card and opens its view; a click on the selected one folds it.
    private void select(int number, boolean twice) {
        boolean already = Integer.valueOf(number).equals(model.selected().get());
        model.selected().set(already && !twice ? null : Integer.valueOf(number));
        if (!already && number == EditCards.POLICY) {
            open.policy();
        } else if (!already) {
            model.cards().get().card(number).map(EditCard::edit).ifPresent(open::edit);
        }
    }

    /// A card goes to where the pointer is.
    private void drag(EditCardView view, MouseEvent event) {
        double y = list.sceneToLocal(event.getSceneX(), event.getSceneY()).getY();
        int place = 0;
        for (Node other : list.getChildren()) {
            if (other != view && other.getBoundsInParent().getCenterY() < y) {
                place++;
            }
        }
        if (place != model.cards().get().place(view.number())) {
            model.move(view.number(), place);
        }
        event.consume();
    }

    private void key(Node view, int number, KeyEvent event) {
        int place = list.getChildren().indexOf(view);
        if (event.getTarget() != view || event.isShiftDown()) {
            return;
        }
        boolean known = true;
        if (event.isAltDown()) {
            known = event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN;
            if (known) {
                model.move(number, place + (event.getCode() == KeyCode.UP ? -1 : 1));
            }
        } else if (event.isShortcutDown()) {
            known = event.getCode() == KeyCode.D;
            if (known) {
                model.duplicate(number);
            }
        } else {
            switch (event.getCode()) {
                case M -> model.toggleMuted(number);
                case S -> model.toggleSolo(number);
                case DELETE, BACK_SPACE -> model.remove(number);
                case ENTER, SPACE -> select(number, false);
                case UP -> focus(place - 1);
                case DOWN -> focus(place + 1);
                default -> known = false;
            }
        }
        if (known) {
            event.consume();
        }
    }

    private void focus(int place) {
        List<Node> cards = list.getChildren();
        cards.get(Math.clamp(place, 0, cards.size() - 1)).requestFocus();
    }

    private ContextMenu menu(int number) {
        EditCards cards = model.cards().get();
        Optional<EditCard> card = cards.card(number);
        boolean isPolicy = number == EditCards.POLICY;
        boolean muted = isPolicy ? cards.policy().filter(PolicyCard::muted).isPresent() : card.filter(EditCard::muted).isPresent();
        boolean solo = isPolicy ? cards.policy().filter(PolicyCard::solo).isPresent() : card.filter(EditCard::solo).isPresent();
        ContextMenu menu = new ContextMenu(
                item(muted ? "menu.unmute" : "menu.mute", () -> model.toggleMuted(number)),
                item(solo ? "menu.unsolo" : "menu.solo", () -> model.toggleSolo(number)));
        if (!isPolicy) {
            menu.getItems().add(item("menu.duplicate", () -> model.duplicate(number)));
        }
        menu.getItems().addAll(item("menu.remove", () -> model.remove(number)), item("menu.snapshot", snapshot));
        return menu;
    }

    private static MenuItem item(String text, Runnable act) {
        MenuItem item = new MenuItem(TEXTS.get(text));
        item.setOnAction(_ -> act.run());
        return item;
    }
}
