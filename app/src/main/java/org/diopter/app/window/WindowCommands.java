package org.diopter.app.window;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.action.Menus;
import org.diopter.app.job.JobsBar;
import org.diopter.app.settings.Settings;
import org.diopter.app.version.ProgramVersion;
import org.diopter.engine.OpenModel;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.trajectory.GridView;
import org.diopter.views.trajectory.TrajectoryView;
import org.jspecify.annotations.Nullable;

/// Does what the actions, menus and views of the window ask for.
final class WindowCommands implements WindowActions.Acts, TrajectoryView.Acts {
    private final MainWindow window;
    private final Choosers choosers;
    private final Settings settings;
    private final WindowActions actions;
    private final LensCommands lenses;
    private final AnomalyCommands anomalies;
    private final Menus menus;
    private final CommandPalette palette;
    private @Nullable WindowFrame frame;
    private @Nullable LeftPane left;
    private @Nullable WindowViews views;
    private @Nullable JobsBar jobsBar;

    WindowCommands(MainWindow window, Choosers choosers, Settings settings) {
        this.window = window;
        this.choosers = choosers;
        this.settings = settings;
        actions = new WindowActions(this, window.trajectory(), window.session().model().isNotNull(), settings.autoRun(), settings.bits());
        lenses = new LensCommands(window, choosers);
        lenses.register(actions.registry(), window.training(), window.session().model().isNotNull());
        anomalies = new AnomalyCommands(window, choosers, window.anomaly());
        anomalies.register(actions.registry(), window.session().model().isNotNull());
        menus = new Menus(actions.registry());
        palette = new CommandPalette(actions.registry());
    }

    /// The parts that commands act on, once they are made.
    void join(WindowFrame frame, LeftPane left, WindowViews views, JobsBar jobsBar) {
        this.frame = frame;
        this.left = left;
        this.views = views;
        this.jobsBar = jobsBar;
    }

    /// What can be done with lenses.
    LensCommands lenses() {
        return lenses;
    }

    /// What can be done in the anomaly view.
    AnomalyCommands anomalies() {
        return anomalies;
    }

    ActionRegistry actions() {
        return actions.registry();
    }

    CommandPalette palette() {
        return palette;
    }

    MenuBar menuBar() {
        return menus.bar(WindowActions.MENUS, WindowActions.GROUPS);
    }

    List<MenuItem> menuItems(List<String> ids) {
        return menus.items(ids);
    }

    private void onGrid(Consumer<GridView> act) {
        trajectoryView().map(TrajectoryView::grid).ifPresent(act);
    }

    private Optional<TrajectoryView> trajectoryView() {
        return Optional.ofNullable(views).flatMap(WindowViews::trajectory);
    }

    @Override
    public void openModel() {
        choosers.folder(WindowTexts.ALL.get("open.title")).ifPresent(window::open);
    }

    @Override
    public void openModelFile() {
        ModelFiles.choose(choosers, WindowTexts.ALL.get("open.file-title")).ifPresent(window::open);
    }

    @Override
    public void openExample() {
        window.openExample();
    }

    @Override
    public void openLens() {
        lenses.openLens();
    }

    @Override
    public void exportLens() {
        lenses.exportLens();
    }

    @Override
    public void showSettings() {
        window.dialogs().settings(settings, window.computing(), window.places().getFirst());
    }

    @Override
    public void exit() {
        window.stage().close();
    }

    @Override
    public void copyFigure() {
        Optional.ofNullable(views).flatMap(WindowViews::figure).ifPresent(window.dialogs()::copyPicture);
    }

    @Override
    public void copyValue() {
        TrajectoryFigure figure = window.trajectory().figure().get();
        Cell cell = window.trajectory().selected().get();
        if (figure != null && cell != null) {
            window.dialogs().copyText(figure.describe(cell));
        }
    }

    @Override
    public void showView(String name) {
        settings.view().set(name);
    }

    @Override
    public void zoom(boolean closer) {
        onGrid(grid -> grid.zoom(closer));
    }

    @Override
    public void resetZoom() {
        onGrid(GridView::resetZoom);
    }

    @Override
    public void toggleTable() {
        if (views != null) {
            views.toggleTable();
        }
    }

    @Override
    public void toggleAlone() {
        trajectoryView().ifPresent(view -> view.alone().set(!view.alone().get()));
    }

    @Override
    public void toggleLeft() {
        if (frame != null) {
            frame.leftShown().set(!frame.leftShown().get());
        }
    }

    @Override
    public void toggleInspector() {
        if (frame != null) {
            frame.toggleInspector();
        }
    }

    @Override
    public void run() {
        window.session().runNow();
    }

    @Override
    public void goToPrompt() {
        if (left != null && left.prompt().isPresent()) {
            frameLeft();
            left.prompt().get().text().requestFocus();
            left.prompt().get().text().selectAll();
        } else {
            trajectoryView().ifPresent(TrajectoryView::focusAbove);
        }
    }

    private void frameLeft() {
        if (frame != null) {
            frame.leftShown().set(true);
        }
    }

    @Override
    public void cancel() {
        window.session().cancel();
    }

    @Override
    public void getModel() {
        window.getModel();
    }

    @Override
    public void showCard() {
        if (left != null) {
            window.dialogs().card(window.session(), left, window.computing());
        }
    }

    @Override
    public void check() {
        window.session().checkAgain();
    }

    @Override
    public void exportFigure() {
        Optional.ofNullable(views).flatMap(WindowViews::figure).ifPresent(this::export);
    }

    @Override
    public void export(Figure figure) {
        OpenModel model = window.session().model().get();
        String name = figure.title().toLowerCase(Locale.ROOT).replace(' ', '-') + (model == null ? "" : "-" + model.id().name());
        window.dialogs().export(figure, name);
    }

    @Override
    public void pinByName() {
        OpenModel model = window.session().model().get();
        if (model != null) {
            window.dialogs().pinByName(window.trajectory(), model.tokenizer());
        }
    }

    @Override
    public void moveRegion(int by) {
        if (frame != null) {
            new RegionFocus(window.stage().getScene(), frame::regions).move(by);
        }
    }

    @Override
    public void showStart() {
        settings.view().set(WindowViews.TRAJECTORY);
        window.welcome().set(true);
    }

    @Override
    public void showPalette() {
        palette.open();
    }

    @Override
    public void showKeys() {
        window.dialogs().keys(actions.registry());
    }

    @Override
    public void showJobs() {
        if (jobsBar != null) {
            jobsBar.showList();
        }
    }

    @Override
    public void showMessages() {
        window.dialogs().messages();
    }

    @Override
    public void showAbout() {
        window.dialogs().about(ProgramVersion.get());
    }

    /// What model is shown, for the tool bar of a first start.
    String modelNote() {
        return window.modelNote();
    }

    /// What the pointer is on, in words.
    void point(String text) {
        window.status().point(text);
    }
}
