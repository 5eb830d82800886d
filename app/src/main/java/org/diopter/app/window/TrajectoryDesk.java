package org.diopter.app.window;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.action.Menus;
import org.diopter.app.settings.Settings;
import org.diopter.engine.OpenModel;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Watch;
import org.diopter.views.model.FirstSteps;
import org.diopter.views.prompt.PromptBar;
import org.diopter.views.trajectory.CellInspector;
import org.diopter.views.trajectory.GridView;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.TrajectoryModel;
import org.diopter.views.trajectory.TrajectoryView;
import org.jspecify.annotations.Nullable;

/// The grid of layers and positions, which is also where a first start begins.
final class TrajectoryDesk implements Desk, TrajectoryView.Acts {
    static final String NAME = "trajectory";
    private static final List<String> CELL_MENU = List.of("figure.pin-top", "edit.copy-value", "edit.copy-figure", "edit.copy-csv", "edit.copy-tsv",
            "edit.copy-json", "view.table", "figure.export");

    private final Workplace place;
    private final TrajectoryModel model;
    private final BooleanProperty welcome;
    private final ActionRegistry actions;
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private @Nullable TrajectoryView view;

    /// @param welcome whether it shows what a first start shows
    /// @param actions for the menu of a cell
    TrajectoryDesk(Workplace place, BooleanProperty welcome, ActionRegistry actions) {
        this.place = place;
        this.welcome = welcome;
        this.actions = actions;
        model = place.trajectory();
        new BesideSession(place.engine(), place.runner(), place.jobs(), place.models().model(), model, place.threads().timer(), place.fx(),
                place.failed());
        keepSettings(place.settings());
        Watch.all(this::point, model.hovered(), model.figure());
    }

    /// Unit and colour map follow the settings, and the settings map and lens.
    private void keepSettings(Settings settings) {
        Watch.all(() -> model.change(look -> look.withUnit(place.context().unit().get())), place.context().unit());
        settings.map().subscribe(_ -> place.map().filter(map -> map != model.look().get().map()).ifPresent(map -> model.change(look -> look.withMap(map))));
        String lens = settings.lensMode().get();
        Arrays.stream(LensMode.values()).filter(mode -> mode.name().equals(lens)).forEach(model.lenses().wanted()::set);
        model.lenses().wanted().subscribe((_, mode) -> settings.lensMode().set(mode.name()));
        model.look().subscribe((_, look) -> settings.map().set(look.map().label()));
    }

    private void point() {
        Cell cell = model.hovered().get();
        TrajectoryFigure figure = model.figure().get();
        pointed.set(cell == null || figure == null ? "" : figure.describe(cell));
    }

    /// With what the colours mean as they are now.
    @Override
    public List<Explanations.Paragraph> explanation() {
        return Stream.concat(Desk.super.explanation().stream(), Stream.of(Explanations.of(model.look().get().quantity()))).toList();
    }

    /// Its view, if it has been made.
    Optional<TrajectoryView> view() {
        return Optional.ofNullable(view);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Icon icon() {
        return Icon.TRAJECTORY;
    }

    @Override
    public boolean needsRun() {
        return true;
    }

    @Override
    public Node centre() {
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(new Menus(actions).items(CELL_MENU));
        TrajectoryView made = new TrajectoryView(model, place.context(), menu, this);
        new FirstPicture(model, made.grid().picture().shown());
        Settings settings = place.settings();
        if (settings.dividers().containsKey("grid")) {
            made.gridShare().set(settings.dividers().get("grid"));
        }
        made.gridShare().subscribe((_, share) -> settings.dividers().put("grid", share.doubleValue()));
        PromptBar bar = new PromptBar(place.prompt(), place.hasModel(), keys("run.run"), place.study()::runNow);
        FirstSteps steps = new FirstSteps(keys("help.keys"), keys("help.commands"), () -> {
            settings.welcomed().set(true);
            welcome.set(false);
        });
        Watch.all(() -> {
            made.setAbove(welcome.get() ? bar : null);
            made.setBeside(welcome.get() ? steps : null);
            made.setNote(welcome.get() ? modelNote() : "");
            made.setWelcoming(welcome.get());
        }, welcome, place.models().model());
        view = made;
        return made;
    }

    /// What model is shown, for the tool bar of a first start.
    private String modelNote() {
        OpenModel open = place.models().model().get();
        if (open == null) {
            return "";
        }
        String name = open.id().name();
        return place.isExample(open) ? WindowTexts.ALL.get("example.note", name) : name;
    }

    private String keys(String action) {
        return actions.get(action).shortcutText();
    }

    @Override
    public Node inspector() {
        return new CellInspector(model, place.context());
    }

    @Override
    public Optional<Figure> figure() {
        return view().flatMap(TrajectoryView::focused);
    }

    @Override
    public void toggleTable() {
        model.asTable().set(!model.asTable().get());
    }

    @Override
    public ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    @Override
    public void register(ActionRegistry registry) {
        BooleanExpression hasFindings = model.findings().isNotNull();
        registry.add("edit.find", hasFindings, () -> find(TrajectoryView::find));
        registry.add("edit.find-next", hasFindings, () -> find(shown -> shown.findNext(1)));
        registry.add("edit.find-previous", hasFindings, () -> find(shown -> shown.findNext(-1)));
        registry.add("edit.copy-value", hasFindings, this::copyValue);
        registry.add("view.next-lens", model.lenses().held().isNotNull(), model::nextLens);
        registry.add("view.statistic", hasFindings, model::nextQuantity);
        registry.add("view.transpose", hasFindings, model::transpose);
        registry.addSwitch("view.values", values());
        registry.addSwitch("view.fit", fit());
        registry.addSwitch("view.bits", place.settings().bits());
        registry.add("view.finer", hasFindings, () -> model.changeStride(-1));
        registry.add("view.coarser", hasFindings, () -> model.changeStride(1));
        registry.add("view.zoom-in", hasFindings, () -> onGrid(grid -> grid.zoom(true)));
        registry.add("view.zoom-out", hasFindings, () -> onGrid(grid -> grid.zoom(false)));
        registry.add("view.zoom-reset", hasFindings, () -> onGrid(GridView::resetZoom));
        registry.add("view.alone", () -> view().ifPresent(made -> made.alone().set(!made.alone().get())));
        registry.add("figure.pin", hasFindings, this::pinByName);
        registry.add("figure.pin-top", hasFindings, this::pinTop);
        registry.add("figure.unpin", hasFindings, model::unpinAll);
    }

    private BooleanProperty values() {
        BooleanProperty values = new SimpleBooleanProperty(model.look().get().values());
        values.subscribe((_, shown) -> model.change(look -> look.withValues(shown)));
        Watch.all(() -> values.set(model.look().get().values()), model.look());
        return values;
    }

    private BooleanProperty fit() {
        BooleanProperty fit = new SimpleBooleanProperty();
        fit.subscribe((_, fitted) -> model.change(look -> fitted == isFit(look) ? look : look.withRange(fitted ? RangeMode.FIT : RangeMode.FIXED)));
        Watch.all(() -> fit.set(isFit(model.look().get())), model.look());
        return fit;
    }

    private static boolean isFit(TrajectoryLook look) {
        return look.range() instanceof RangeMode.Fit;
    }

    private void onGrid(Consumer<GridView> act) {
        view().map(TrajectoryView::grid).ifPresent(act);
    }

    /// Its view must be in front to be looked through.
    private void find(Consumer<TrajectoryView> act) {
        place.show(NAME);
        view().ifPresent(act);
    }

    private void copyValue() {
        TrajectoryFigure figure = model.figure().get();
        Cell cell = model.selected().get();
        if (figure != null && cell != null) {
            place.dialogs().copyText(figure.describe(cell));
        }
    }

    private void pinTop() {
        Cell cell = model.selected().get();
        if (cell != null) {
            model.togglePin(cell);
        }
    }

    @Override
    public void pinByName() {
        OpenModel open = place.models().model().get();
        if (open != null) {
            place.dialogs().pinByName(model, open.tokenizer());
        }
    }

    @Override
    public void run() {
        place.study().runNow();
    }

    @Override
    public void export(Figure figure) {
        place.export(figure);
    }
}
