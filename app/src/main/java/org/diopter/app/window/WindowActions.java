package org.diopter.app.window;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.diopter.app.action.Action;
import org.diopter.app.action.ActionRegistry;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.TrajectoryModel;

/// Registers what can be done in the window. The order is that of the menus.
final class WindowActions {
    /// The menus, from left to right.
    static final List<String> MENUS = List.of("file", "edit", "view", "run", "model", "figure", "window", "help");
    /// Actions before which a menu draws a line.
    static final List<String> GROUPS = List.of("file.lens", "file.settings", "file.exit", "view.lens", "view.zoom-in", "view.table", "run.auto", "run.train", "run.judge", "run.anomaly-normal", "figure.pin",
            "window.start", "help.jobs", "help.about");

    private static final ObservableBooleanValue ALWAYS = new SimpleBooleanProperty(true);

    private final ActionRegistry actions = new ActionRegistry(ResourceBundle.getBundle("org.diopter.app.action.actions", Locale.ROOT));

    /// What the window does when an action asks for it.
    interface Acts {
        void openModel();

        void openModelFile();

        void openExample();

        void openLens();

        void exportLens();

        void showSettings();

        void exit();

        void copyFigure();

        void copyValue();

        void showView(String name);

        void zoom(boolean closer);

        void resetZoom();

        void toggleTable();

        void toggleAlone();

        void toggleLeft();

        void toggleInspector();

        void run();

        void goToPrompt();

        void cancel();

        void getModel();

        void showCard();

        void check();

        void exportFigure();

        void pinByName();

        void moveRegion(int by);

        void showStart();

        void showPalette();

        void showKeys();

        void showJobs();

        void showMessages();

        void showAbout();
    }

    WindowActions(Acts acts, TrajectoryModel model, BooleanExpression hasModel, BooleanProperty autoRun, BooleanProperty bits) {
        BooleanExpression hasFindings = model.findings().isNotNull();
        actions.add("file.open", ALWAYS, acts::openModel);
        actions.add("file.open-file", ALWAYS, acts::openModelFile);
        actions.add("file.example", ALWAYS, acts::openExample);
        actions.add("file.lens", hasModel, acts::openLens);
        actions.add("file.lens-export", model.lenses().held().isNotNull(), acts::exportLens);
        actions.add("file.settings", ALWAYS, acts::showSettings);
        actions.add("file.exit", ALWAYS, acts::exit);
        actions.add("edit.copy-figure", hasFindings, acts::copyFigure);
        actions.add("edit.copy-value", hasFindings, acts::copyValue);
        view(acts, model, hasFindings, bits);
        actions.add("run.run", hasModel, acts::run);
        actions.add("run.prompt", ALWAYS, acts::goToPrompt);
        actions.addSwitch("run.auto", ALWAYS, autoRun);
        actions.add("run.cancel", ALWAYS, acts::cancel);
        actions.add("model.get", ALWAYS, acts::getModel);
        actions.add("model.card", hasModel, acts::showCard);
        actions.add("model.check", hasModel, acts::check);
        actions.add("figure.export", hasFindings, acts::exportFigure);
        actions.add("figure.pin", hasFindings, acts::pinByName);
        actions.add("figure.pin-top", hasFindings, () -> {
            if (model.selected().get() != null) {
                model.togglePin(model.selected().get());
            }
        });
        actions.add("figure.unpin", hasFindings, model::unpinAll);
        actions.add("window.next-region", ALWAYS, () -> acts.moveRegion(1));
        actions.add("window.previous-region", ALWAYS, () -> acts.moveRegion(-1));
        actions.add("window.start", ALWAYS, acts::showStart);
        actions.add("help.commands", ALWAYS, acts::showPalette);
        actions.add("help.keys", ALWAYS, acts::showKeys);
        actions.add("help.jobs", ALWAYS, acts::showJobs);
        actions.add("help.messages", ALWAYS, acts::showMessages);
        actions.add("help.about", ALWAYS, acts::showAbout);
    }

    private void view(Acts acts, TrajectoryModel model, BooleanExpression hasFindings, BooleanProperty bits) {
        actions.add("view.trajectory", ALWAYS, () -> acts.showView("trajectory"));
        actions.add("view.attention", ALWAYS, () -> acts.showView("attention"));
        actions.add("view.training", ALWAYS, () -> acts.showView("lens"));
        actions.add("view.anomaly", ALWAYS, () -> acts.showView("anomaly"));
        actions.add("view.lens", model.lenses().held().isNotNull(), model::nextLens);
        actions.add("view.statistic", hasFindings, model::nextQuantity);
        actions.add("view.transpose", hasFindings, model::transpose);
        actions.addSwitch("view.values", ALWAYS, values(model));
        actions.addSwitch("view.fit", ALWAYS, fit(model));
        actions.addSwitch("view.bits", ALWAYS, bits);
        actions.add("view.finer", hasFindings, () -> model.changeStride(-1));
        actions.add("view.coarser", hasFindings, () -> model.changeStride(1));
        actions.add("view.zoom-in", hasFindings, () -> acts.zoom(true));
        actions.add("view.zoom-out", hasFindings, () -> acts.zoom(false));
        actions.add("view.zoom-reset", hasFindings, acts::resetZoom);
        actions.add("view.table", hasFindings, acts::toggleTable);
        actions.add("view.alone", ALWAYS, acts::toggleAlone);
        actions.add("view.left", ALWAYS, acts::toggleLeft);
        actions.add("view.inspector", ALWAYS, acts::toggleInspector);
    }

    private static BooleanProperty values(TrajectoryModel model) {
        BooleanProperty values = new SimpleBooleanProperty(model.look().get().values());
        values.subscribe((_, shown) -> model.change(look -> look.withValues(shown)));
        Watch.all(() -> values.set(model.look().get().values()), model.look());
        return values;
    }

    private static BooleanProperty fit(TrajectoryModel model) {
        BooleanProperty fit = new SimpleBooleanProperty();
        fit.subscribe((_, fitted) -> model.change(look -> fitted == isFit(look) ? look : look.withRange(fitted ? RangeMode.FIT : RangeMode.FIXED)));
        Watch.all(() -> fit.set(isFit(model.look().get())), model.look());
        return fit;
    }

    private static boolean isFit(TrajectoryLook look) {
        return look.range() instanceof RangeMode.Fit;
    }

    ActionRegistry registry() {
        return actions;
    }

    Action get(String id) {
        return actions.get(id);
    }
}
