package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.action.Menus;
import org.diopter.views.compare.CompareInspector;
import org.diopter.views.compare.CompareModel;
import org.diopter.views.compare.CompareView;
import org.diopter.views.compare.NamedStudy;
import org.diopter.views.compare.Subject;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Two studies side by side: the model as it is, its edits, what was pinned, another lens, prompt or model.
final class CompareDesk implements Desk, CompareView.Acts {
    static final String NAME = "compare";
    private static final List<String> CELL_MENU = List.of("view.table", "figure.export");

    private final Workplace place;
    private final ActionRegistry actions;
    private final CompareModel model = new CompareModel();
    private final CompareSession session;
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private List<NamedStudy> offered = List.of();
    private @Nullable CompareView view;

    /// @param actions for the menu of a cell
    CompareDesk(Workplace place, ActionRegistry actions) {
        this.place = place;
        this.actions = actions;
        session = new CompareSession(place, model);
        Watch.all(() -> model.change(look -> look.withUnit(place.context().unit().get())), place.context().unit());
        place.map().ifPresent(map -> model.change(look -> look.withMap(map)));
        Watch.all(this::point, model.hovered(), model.figureDifference());
    }

    CompareModel model() {
        return model;
    }

    /// Lets studies be compared that are kept elsewhere, in the place of those offered before.
    void offer(List<NamedStudy> studies) {
        if (!studies.equals(offered)) {
            model.pinned().removeAll(offered);
            model.pinned().addAll(studies);
            offered = studies;
        }
    }

    private void point() {
        Cell cell = model.hovered().get();
        TrajectoryFigure figure = model.figureDifference().get();
        pointed.set(cell == null || figure == null ? "" : figure.describe(cell));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Icon icon() {
        return Icon.COMPARE;
    }

    @Override
    public boolean needsRun() {
        return true;
    }

    @Override
    public Node centre() {
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(new Menus(actions).items(CELL_MENU));
        CompareView made = new CompareView(model, place.context(), menu, this);
        view = made;
        return made;
    }

    @Override
    public Node inspector() {
        return new CompareInspector(model, place.context());
    }

    @Override
    public void register(ActionRegistry registry) {
        registry.add("figure.pin-a", place.trajectory().findings().isNotNull(), this::pinAsA);
        registry.add("figure.swap", model.pair().isNotNull(), model::swap);
        registry.add("model.compare", place.hasModel(), this::chooseModel);
    }

    @Override
    public void shown(boolean front) {
        session.front().set(front);
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public Optional<Figure> figure() {
        return Optional.ofNullable(view).flatMap(CompareView::focused);
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
    public void pinAsA() {
        session.pinAsA();
        place.show(NAME);
    }

    @Override
    public void chooseModel() {
        place.choosers().folder(WindowTexts.ALL.get("compare.choose")).ifPresent(this::compareWith);
    }

    /// Makes a model that lies in a folder B.
    void compareWith(Path folder) {
        place.show(NAME);
        session.compareWith(new Subject.OtherModel(String.valueOf(folder.getFileName()), folder));
    }

    @Override
    public void addEdit() {
        actions.get("edit.add-rank").fire();
    }

    @Override
    public void export() {
        figure().ifPresent(place::export);
    }
}
