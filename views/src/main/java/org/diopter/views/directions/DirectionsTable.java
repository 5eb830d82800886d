package org.diopter.views.directions;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.engine.causal.DirectionMeaning.TokenEffect;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The directions of the shown layer, each with its switch. Space toggles the selected one, Shift and a click all between it and the one toggled last.
final class DirectionsTable extends TableView<Integer> {
    private static final Texts TEXTS = Texts.of(DirectionsTable.class);
    private static final double ROW = 24;
    private static final double LONGEST_BAR = 64;
    private static final double BAR_HEIGHT = 5;
    private static final int SHOWN_TOKENS = 2;

    private final DirectionsModel model;
    private int toggledLast;
    private boolean reading;

    DirectionsTable(DirectionsModel model, ViewContext context) {
        this.model = model;
        setAccessibleText(TEXTS.get("directions"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Watch.all(() -> setFixedCellSize(ROW * context.textScale().get()), context.textScale());
        getColumns().setAll(List.of(
                wide(42, new NodeColumn<Integer>("", 42, this::toggle)),
                wide(36, new NodeColumn<Integer>("", 36, direction -> Parts.label(LayerDirections.name(direction), "strong"))),
                strengths(),
                wide(78, new NodeColumn<Integer>(TEXTS.get("lens-and-model"), LONGEST_BAR + 14, this::bars)),
                number(TEXTS.get("on-lens"), direction -> here(direction, shown -> shown.onLens(direction), "plain")),
                number(TEXTS.get("on-model"), direction -> here(direction, shown -> shown.onModel(direction), "faint")),
                wide(76, new NodeColumn<Integer>(TEXTS.get("promotes"), 130, direction -> tokens(direction, true))),
                wide(76, new NodeColumn<Integer>(TEXTS.get("suppresses"), 130, direction -> tokens(direction, false)))));
        Watch.all(this::show, model.known(), model.layer(), model.chosen());
        Watch.all(this::select, model.selected());
        getSelectionModel().selectedItemProperty().subscribe((_, direction) -> {
            if (!reading && direction != null) {
                model.selected().set(direction);
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.SPACE) {
                switchOver(model.selected().get(), event.isShiftDown());
                event.consume();
            }
        });
    }

    private void show() {
        reading = true;
        int count = model.shown().map(LayerDirections::count).orElse(0);
        getItems().setAll(IntStream.range(0, count).boxed().toList());
        reading = false;
        select();
        refresh();
    }

    private void select() {
        int wanted = model.selected().get();
        if (wanted < getItems().size() && getSelectionModel().getSelectedIndex() != wanted) {
            getSelectionModel().clearAndSelect(wanted);
        }
    }

    private void switchOver(int direction, boolean range) {
        boolean off = !model.chosen().get().contains(model.layer().get(), direction);
        int from = range ? toggledLast : direction;
        toggledLast = direction;
        model.choose(model.layer().get(), Math.min(from, direction), Math.max(from, direction), off);
    }

    private Node toggle(int direction) {
        Switch off = new Switch(TEXTS.get("switch", LayerDirections.name(direction)));
        off.setFocusTraversable(false);
        off.setSelected(model.chosen().get().contains(model.layer().get(), direction));
        off.getStyleClass().add("edit-switch");
        off.addEventFilter(MouseEvent.MOUSE_CLICKED, event -> {
            model.selected().set(direction);
            switchOver(direction, event.isShiftDown());
            event.consume();
        });
        off.setOnAction(_ -> off.setSelected(model.chosen().get().contains(model.layer().get(), direction)));
        return off;
    }

    /// It takes its place where a direction of the layer is switched off.
    private TableColumn<Integer, Integer> strengths() {
        NodeColumn<Integer> column = new NodeColumn<>(TEXTS.get("strength-column"), 66, this::strength);
        column.setMinWidth(66);
        Watch.all(() -> column.setVisible(!model.chosen().get().at(model.layer().get()).isEmpty()), model.chosen(), model.layer());
        return column;
    }

    private Node strength(int direction) {
        Label strength = Parts.label(model.chosen().get().change(model.layer().get(), direction).map(DirectionsTable::inWords).orElse(""), "edit-text");
        strength.setMinWidth(USE_PREF_SIZE);
        return strength;
    }

    /// `0.5`, `0.5 +3` where the stream is pushed as well.
    static String inWords(DirectionChange change) {
        String strength = change.strength().toPlainString().replace('-', '−');
        String steer = (change.steer().signum() > 0 ? "+" : "") + change.steer().toPlainString().replace('-', '−');
        return change.steer().signum() == 0 ? strength : strength + " " + steer;
    }

    private Node bars(int direction) {
        double most = model.shown().map(DirectionsTable::largest).orElse(1.0);
        VBox bars = new VBox(1, bar("lens-bar", model.shown().map(here -> here.onLens(direction)).orElse(0.0) / most),
                bar("model-bar", model.shown().map(here -> here.onModel(direction)).orElse(0.0) / most));
        bars.setFillWidth(false);
        bars.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return bars;
    }

    private static double largest(LayerDirections here) {
        return IntStream.range(0, here.count())
                .mapToDouble(i -> Math.max(here.onLens(i), Double.isNaN(here.onModel(i)) ? 0 : here.onModel(i)))
                .max()
                .orElse(1);
    }

    private static Region bar(String styleClass, double share) {
        Region bar = new Region();
        bar.getStyleClass().add(styleClass);
        double width = Double.isNaN(share) ? 0 : Math.max(1, LONGEST_BAR * share);
        bar.setMinSize(width, BAR_HEIGHT);
        bar.setMaxSize(width, BAR_HEIGHT);
        return bar;
    }

    /// A number of bits of a direction that is still there.
    private Node here(int direction, java.util.function.ToDoubleFunction<LayerDirections> nats, String styleClass) {
        double value = model.shown().filter(shown -> direction < shown.count()).map(shown -> nats.applyAsDouble(shown)).orElse(Double.NaN);
        return Parts.label(Double.isNaN(value) ? "—" : Numbers.divergenceInTable(Unit.BITS.of(value)), styleClass);
    }

    private Node tokens(int direction, boolean promoted) {
        HBox row = Parts.row("token-row", Parts.label(promoted ? "+" : "−", promoted ? "pos-text" : "neg-text"));
        model.shown().flatMap(here -> here.meaning(direction)).ifPresent(meaning -> {
            for (TokenEffect effect : (promoted ? meaning.promoted() : meaning.suppressed()).stream().limit(SHOWN_TOKENS).toList()) {
                row.getChildren().add(new TokenText(model.shown().orElseThrow().label(effect.id())));
            }
        });
        return row;
    }

    /// Where there is less room than all columns need, the table scrolls.
    private static NodeColumn<Integer> wide(double least, NodeColumn<Integer> column) {
        column.setMinWidth(least);
        return column;
    }

    private static TableColumn<Integer, Integer> number(String title, IntFunction<Node> content) {
        NodeColumn<Integer> column = new NodeColumn<Integer>(title, 56, content::apply).ofNumbers();
        column.setMinWidth(52); // a number cut short is a wrong number
        return column;
    }
}
