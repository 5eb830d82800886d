package org.diopter.app.window;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ReadOnlyStringProperty;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.engine.OpenModel;
import org.diopter.model.hub.BundledModel;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.trajectory.TrajectoryModel;

/// What the desks of a window share.
///
/// @param runner runs a prompt from its text to its findings
/// @param fx runs on the FX thread
/// @param models the open model
/// @param study what runs on it
/// @param lens what it is looked at through
/// @param stack the edit stack
/// @param edited what runs under its edits
/// @param trajectory what is known of the study, with selection, pins and lens
/// @param context what every view's nodes need
/// @param computing what computes, in words; empty until the engine has started
/// @param bundled the model that comes with the program
/// @param failed hears why something could not be had
record Workplace(
        Engine engine,
        StudyRunner runner,
        Jobs jobs,
        Threads threads,
        Executor fx,
        ModelSession models,
        StudySession study,
        LensSession lens,
        EditStackModel stack,
        EditedSession edited,
        PromptModel prompt,
        TrajectoryModel trajectory,
        Settings settings,
        ViewContext context,
        ReadOnlyStringProperty computing,
        WindowDialogs dialogs,
        Choosers choosers,
        BundledModel bundled,
        Consumer<Throwable> failed) {

    BooleanExpression hasModel() {
        return models.model().isNotNull();
    }

    /// The colour map for one-sided quantities that was used last.
    Optional<ColorMap> map() {
        return Arrays.stream(ColorMap.values()).filter(map -> map.label().equals(settings.map().get()) && !map.isTwoSided()).findFirst();
    }

    /// Whether a model is the one that comes with the program.
    boolean isExample(OpenModel model) {
        return model.id().folder().startsWith(bundled.folder());
    }

    /// Brings a desk to the front.
    void show(String desk) {
        settings.view().set(desk);
    }

    /// Opens the export dialog for a figure.
    void export(Figure figure) {
        OpenModel model = models.model().get();
        String name = figure.title().toLowerCase(Locale.ROOT).replace(' ', '-') + (model == null ? "" : "-" + model.id().name());
        dialogs.export(figure, name);
    }
}
