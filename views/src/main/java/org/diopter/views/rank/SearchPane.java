package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.GridLayout;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The search: its map, which fills in cell by cell, and the best settings beside it. A click or the arrows choose a setting.
final class SearchPane extends StackPane {
    private static final Texts TEXTS = Texts.of(SearchPane.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    private final SearchModel model;
    private final TitledPanel panel;
    private final HeldPane held;
    private final FigureView picture;
    private final StackPane map;
    private final Rectangle frame = new Rectangle();
    private final Node empty;
    private final HBox body;
    private final FrontPane front;
    private final BesidePane beside;
    private final Segments<Page> pages = new Segments<>(page -> TEXTS.get("page." + page), Page.values());
    private final HBox kinds = Parts.row("plain-row");
    private final Label note = Parts.label("", "warn-text");
    private final Label trouble = Parts.label("", "err-text");
    private List<MatrixKind> offered = List.of();

    private enum Page {
        MAP,
        FRONT,
        BESIDE,
        HELD
    }

    SearchPane(SearchModel model, ViewContext context, RankView.Acts acts) {
        this.model = model;
        picture = new FigureView(context);
        map = new StackPane(picture);
        map.getStyleClass().add("plot");
        map.setFocusTraversable(true);
        map.setAccessibleRole(AccessibleRole.TABLE_VIEW);
        map.setMinSize(0, 0);
        frame.getStyleClass().add("selection-frame");
        frame.setManaged(false);
        picture.overlay().getChildren().add(frame);
        Legend legend = new Legend(context, picture.figure());
        note.setWrapText(true);
        note.textProperty().bind(model.note());
        note.visibleProperty().bind(model.note().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        trouble.setWrapText(true);
        trouble.textProperty().bind(model.trouble());
        trouble.visibleProperty().bind(model.trouble().isNotEmpty());
        trouble.managedProperty().bind(trouble.visibleProperty());
        VBox left = new VBox(6, Parts.row("plain-row", kinds, Parts.spring(), legend), map, note, trouble);
        left.setStyle("-fx-padding: 8 6 6 10");
        left.setMinWidth(0);
        VBox.setVgrow(map, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.ALWAYS);
        BestSettings best = new BestSettings(model, acts);
        body = new HBox(left, best);
        empty = new EmptyState(Icon.SEARCH, TEXTS.get("none"), TEXTS.get("none.sentence"), TEXTS.get("start"), acts::search);
        held = new HeldPane(model, context, acts, () -> pages.value().set(Page.MAP));
        front = new FrontPane(model, context, acts);
        beside = new BesidePane(model, acts);
        pages.getStyleClass().add("small-segments");
        pages.setMinWidth(USE_PREF_SIZE);
        pages.visibleProperty().bind(model.state().isNotNull());
        pages.managedProperty().bind(pages.visibleProperty());
        panel = new TitledPanel(TEXTS.get("search"), new StackPane(empty, body, front, beside, held));
        panel.setMinWidth(0);
        kinds.setMinWidth(USE_PREF_SIZE);
        getChildren().add(panel);
        head(acts);
        map.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        map.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setMinSize(0, 0);
        Watch.all(this::show, model.state(), model.kind(), model.running(), model.trouble(), pages.value(), model.selected());
        Watch.all(this::mark, model.selected(), picture.shown());
    }

    /// The picture that is looked at: the map, gain against price, or one of what parts of a matrix answer.
    FigureView picture() {
        return held.isVisible() ? held.picture() : front.isVisible() ? front.picture() : picture;
    }

    private void head(RankView.Acts acts) {
        Label progress = Parts.label("", "secondary");
        progress.textProperty().bind(model.progress());
        Button again = Parts.small(TEXTS.get("start"));
        again.visibleProperty().bind(model.running().not().and(model.state().isNotNull()));
        again.setOnAction(_ -> acts.search());
        Button stop = Parts.small(TEXTS.get("cancel"));
        stop.visibleProperty().bind(model.running());
        stop.setOnAction(_ -> acts.stop());
        for (Node node : List.of(again, stop)) {
            node.managedProperty().bind(node.visibleProperty());
        }
        panel.tools().getChildren().addAll(pages, progress, again, stop);
    }

    private Optional<SearchMap> shown() {
        SearchState state = model.state().get();
        MatrixKind kind = model.kind().get();
        return state == null || kind == null ? Optional.empty() : Optional.of(new SearchMap(state, kind));
    }

    private void show() {
        Optional<SearchMap> now = shown();
        boolean begun = now.isPresent() || model.running().get() || !model.trouble().get().isEmpty();
        empty.setVisible(!begun);
        Page page = now.isPresent() ? pages.value().get() : Page.MAP;
        body.setVisible(begun && page == Page.MAP);
        front.setVisible(page == Page.FRONT);
        beside.setVisible(page == Page.BESIDE);
        held.setVisible(page == Page.HELD);
        picture.figure().set(now.map(search -> search.figure(model.running().get(), ANY_SHEET)).orElse(null));
        panel.remark().setText(now.map(search -> remark(search.state(), page)).orElse(""));
        List<MatrixKind> all = now.map(search -> search.state().kinds()).orElse(List.of());
        if (!all.equals(offered)) {
            offered = all;
            kinds.getChildren().clear();
            if (all.size() > 1) {
                kinds.getChildren().add(segments(all));
            }
        }
    }

    private String remark(SearchState state, Page page) {
        Reduction selected = model.selected().get();
        if (page != Page.HELD) {
            return TEXTS.get(page == Page.MAP ? "remark" : "remark.items", state.task().name(), state.split().validation().length, state.split().test().length);
        }
        return selected == null ? "" : TEXTS.get("held.remark", selected.matrix().block(), selected.matrix().kind().text(), selected.rho().toPlainString(),
                state.task().items().size(), state.task().name());
    }

    private Node segments(List<MatrixKind> all) {
        Segments<MatrixKind> segments = new Segments<>(MatrixKind::text, all.toArray(MatrixKind[]::new));
        segments.getStyleClass().add("small-segments");
        segments.setMinWidth(USE_PREF_SIZE);
        segments.value().set(model.kind().get());
        segments.value().subscribe((_, kind) -> model.kind().set(kind));
        return segments;
    }

    private Optional<MapFigure> figure() {
        return picture.shown().get() instanceof MapFigure figure ? Optional.of(figure) : Optional.empty();
    }

    private void mark() {
        @Nullable Reduction selected = model.selected().get();
        Optional<GridLayout.Place> place = selected == null ? Optional.empty() : shown().flatMap(search -> search.place(selected));
        Optional<MapFigure> figure = figure();
        frame.setVisible(place.isPresent() && figure.isPresent());
        if (frame.isVisible()) {
            Box cell = figure.orElseThrow().layout().cell(place.orElseThrow().column(), place.orElseThrow().line());
            frame.setX(cell.x());
            frame.setY(cell.y());
            frame.setWidth(cell.width());
            frame.setHeight(cell.height());
        }
        map.setAccessibleText(selected == null ? TEXTS.get("search") : selected.toString());
    }

    private void click(MouseEvent event) {
        map.requestFocus();
        figure().flatMap(figure -> figure.layout().at(picture.inFigure(event.getX(), event.getY()).getX(), picture.inFigure(event.getX(), event.getY()).getY()))
                .ifPresent(this::select);
    }

    private void select(GridLayout.Place place) {
        shown().flatMap(search -> search.at(place)).ifPresent(model.selected()::set);
    }

    private void key(KeyEvent event) {
        int across = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            default -> 0;
        };
        int down = switch (event.getCode()) {
            case UP -> -1;
            case DOWN -> 1;
            default -> 0;
        };
        Optional<SearchMap> search = shown();
        if ((across != 0 || down != 0) && search.isPresent()) {
            GridLayout.Place from = Optional.ofNullable(model.selected().get()).flatMap(search.get()::place).orElse(new GridLayout.Place(0, 0));
            select(new GridLayout.Place(Math.clamp(from.column() + across, 0, search.get().columns() - 1),
                    Math.clamp(from.line() + down, 0, search.get().state().blocks().size() - 1)));
            event.consume();
        }
    }
}
