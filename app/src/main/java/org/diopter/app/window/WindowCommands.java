package org.diopter.app.window;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.stage.Stage;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.job.JobsBar;
import org.diopter.app.version.ProgramVersion;
import org.diopter.engine.OpenModel;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TableFormat;
import org.diopter.views.trajectory.TrajectoryView;
import org.jspecify.annotations.Nullable;

/// Registers what can be done in the window, beside what its desks can do. The order is that of the menus.
final class WindowCommands {
    /// The menus, from left to right.
    static final List<String> MENUS = List.of("file", "edit", "view", "run", "model", "figure", "window", "help");
    /// Actions before which a menu draws a line.
    static final List<String> GROUPS = List.of("file.lens", "file.settings", "file.exit", "edit.add-rank", "edit.copy-figure", "edit.find",
            "view.show-baseline", "view.next-lens", "view.zoom-in", "view.table", "run.auto", "run.search", "run.directions",
            "run.train", "run.judge", "run.anomaly-normal", "figure.pin", "window.start", "help.commands", "help.jobs", "help.about");

    private final Workplace place;
    private final Desks desks;
    private final WindowOptions options;
    private final BooleanProperty welcome;
    private final LeftPane left;
    private final Tour tour;
    private @Nullable WindowFrame frame;

    /// @param welcome whether the window shows what a first start shows
    WindowCommands(Workplace place, Desks desks, LeftPane left, WindowOptions options, BooleanProperty welcome, Tour tour) {
        this.place = place;
        this.desks = desks;
        this.left = left;
        this.options = options;
        this.welcome = welcome;
        this.tour = tour;
    }

    /// The frame that commands act on, once it is made.
    void join(WindowFrame made) {
        frame = made;
    }

    /// Registers everything.
    ///
    /// @param exit ends the program
    void register(ActionRegistry actions, Opening opening, CommandPalette palette, JobsBar jobs, Runnable exit, Stage stage) {
        LensDesk lenses = desks.get(LensDesk.class);
        BooleanExpression hasModel = place.hasModel();
        BooleanExpression hasFindings = place.trajectory().findings().isNotNull();
        actions.add("file.open", opening::openFolder);
        actions.add("file.open-file", opening::openFile);
        actions.add("file.example", opening::openExample);
        actions.add("file.glassbox", opening::openGlassBox);
        actions.add("file.lens", hasModel, lenses::openLens);
        actions.add("file.lens-export", place.trajectory().lenses().held().isNotNull(), lenses::exportLens);
        actions.add("file.settings", () -> place.dialogs().settings(place.settings(), place.computing().get(), options.engine()));
        actions.add("file.exit", exit);
        actions.add("edit.copy-figure", hasFindings, () -> figure().ifPresent(place.dialogs()::copyPicture));
        for (TableFormat format : TableFormat.values()) {
            actions.add("edit.copy-" + format.ending(), hasFindings, () -> figure().ifPresent(shown -> place.dialogs().copyNumbers(shown, format)));
        }
        desks.register(actions);
        new StackCommands(place).registerShow(actions);
        actions.add("run.run", hasModel, place.study()::runNow);
        actions.add("run.prompt", this::goToPrompt);
        actions.add("run.next-prompt", place.prompt().several(), () -> place.prompt().step(1));
        actions.add("run.previous-prompt", place.prompt().several(), () -> place.prompt().step(-1));
        actions.add("run.add-prompt", place.prompt()::add);
        actions.addSwitch("run.auto", place.settings().autoRun());
        actions.add("run.cancel", this::cancel);
        actions.add("model.get", opening::getModel);
        actions.add("model.card", hasModel, this::showCard);
        actions.add("model.check", hasModel, place.models()::proveAgain);
        actions.add("figure.export", hasFindings, () -> figure().ifPresent(place::export));
        desks.all().forEach(desk -> desk.register(actions));
        actions.add("view.table", hasFindings, () -> desks.active().toggleTable());
        actions.add("view.left", this::toggleLeft);
        actions.add("view.inspector", this::toggleInspector);
        actions.add("window.next-region", () -> moveRegion(stage, 1));
        actions.add("window.previous-region", () -> moveRegion(stage, -1));
        actions.add("window.start", this::showStart);
        actions.add("help.view", () -> place.dialogs().explain(desks.active(), actions.get("help.keys")));
        actions.add("help.commands", palette::open);
        actions.add("help.tour", tour::start);
        actions.add("help.keys", () -> place.dialogs().keys(actions));
        actions.add("help.jobs", jobs::showList);
        actions.add("help.messages", place.dialogs()::messages);
        actions.add("help.gpu", place.dialogs()::gpu);
        actions.add("help.about", () -> place.dialogs().about(ProgramVersion.get()));
    }

    private Optional<Figure> figure() {
        return desks.active().figure();
    }

    private void cancel() {
        place.study().cancel();
        place.edited().cancel();
        desks.active().cancel();
    }

    private void toggleLeft() {
        if (frame != null) {
            frame.leftShown().set(!frame.leftShown().get());
        }
    }

    private void toggleInspector() {
        if (frame != null) {
            frame.toggleInspector();
        }
    }

    private void goToPrompt() {
        if (place.trajectory().findings().get() == null) {
            welcome.set(false); // the field of a first start stands over the grid, and there is none yet
        }
        if (frame != null && left.prompt().isPresent()) {
            frame.leftShown().set(true);
            left.prompt().get().text().requestFocus();
            left.prompt().get().text().selectAll();
        } else {
            desks.get(TrajectoryDesk.class).view().ifPresent(TrajectoryView::focusAbove);
        }
    }

    private void showCard() {
        OpenModel open = place.models().model().get();
        if (open != null) {
            place.dialogs().card(open, place.models(), left::facts, place.computing().get());
        }
    }

    private void moveRegion(Stage stage, int by) {
        if (frame != null) {
            WindowFrame made = frame;
            new RegionFocus(stage.getScene(), () -> Stream.concat(made.regions().stream(), tour.region().stream()).toList()).move(by);
        }
    }

    private void showStart() {
        place.show(TrajectoryDesk.NAME);
        welcome.set(true);
    }
}
