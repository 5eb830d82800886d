package org.diopter.app.window;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.settings.RecentModel;
import org.diopter.app.settings.Settings;
import org.diopter.engine.MemoryShortage;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Messages;
import org.diopter.views.model.ModelFacts;
import org.jspecify.annotations.Nullable;

/// Tells the user what became of models and runs: in the status bar, as messages, as dialogs.
final class WindowReports implements ModelSession.Listener, StudySession.Listener {
    /// Something for the status bar, where it stays until the next.
    record Said(String text, boolean failed) {}

    /// Something that could not be done.
    record Problem(String title, Throwable why) {}

    private final WindowDialogs dialogs;
    private final Messages messages;
    private final Settings settings;
    private final BundledModel bundled;
    private final ActionRegistry actions;
    private final ReadOnlyObjectWrapper<Said> said = new ReadOnlyObjectWrapper<>(new Said("", false));
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private boolean hasModel;

    /// @param bundled is opened without being remembered
    /// @param actions what is proposed as a next step
    WindowReports(WindowDialogs dialogs, Messages messages, Settings settings, BundledModel bundled, ActionRegistry actions) {
        this.dialogs = dialogs;
        this.messages = messages;
        this.settings = settings;
        this.bundled = bundled;
        this.actions = actions;
    }

    /// What the status bar says.
    ReadOnlyObjectProperty<Said> said() {
        return said.getReadOnlyProperty();
    }

    /// What could not be done last; null if everything could since a model was opened.
    ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    /// A result for the status bar.
    void done(String text) {
        said.set(new Said(text, false));
    }

    private void failed(String title, Throwable why) {
        said.set(new Said(title, true));
        problem.set(new Problem(title, why));
    }

    @Override
    public void opened(OpenModel model) {
        hasModel = true;
        problem.set(null);
        if (!model.id().folder().startsWith(bundled.folder())) {
            String about = ModelFacts.of(model, Optional.empty(), "").summary();
            settings.opened(new RecentModel(model.id().name(), model.id().folder(), about, LocalDate.now(ZoneId.systemDefault()).toString()));
        }
    }

    /// Before the first model the centre shows what is wrong, so that a dialog would say it twice.
    @Override
    public void notOpened(String name, Throwable why, Runnable withLowMemory) {
        String title = WindowTexts.ALL.get("open.failed", name);
        failed(title, why);
        if (why instanceof UnusableInputException input && input.getCause() instanceof MemoryShortage shortage && shortage.lowModeFits()) {
            dialogs.tooLarge(title, input, withLowMemory);
        } else if (hasModel) {
            dialogs.problem(title, why);
        }
    }

    @Override
    public void proved(OpenModel model, SelfCheck check) {
        String name = model.id().name();
        if (check.passed()) {
            done(WindowTexts.ALL.get("status.ready", name, ModelFacts.scientific(check.maxRelativeError())));
        } else {
            String text = WindowTexts.ALL.get("status.check-failed", name);
            said.set(new Said(text, true));
            messages.warn(text, Optional.of(new Messages.Step(actions.get("model.card").title(), () -> actions.get("model.card").fire())));
        }
    }

    @Override
    public void notProved(Throwable why) {
        notRun(why);
    }

    @Override
    public void ran(Duration took) {
        done(WindowTexts.ALL.get("status.ran", Numbers.duration(took.toMillis())));
    }

    @Override
    public void notRun(Throwable why) {
        String title = WindowTexts.ALL.get("run.failed");
        failed(title, why);
        String sentence = why instanceof UnusableInputException input ? input.sentence() : title + ": " + why.getMessage();
        String code = why instanceof UnusableInputException input ? input.code() : "";
        messages.error(sentence, code, Optional.of(new Messages.Step(WindowTexts.ALL.get("details"), () -> dialogs.problem(title, why))));
    }
}
