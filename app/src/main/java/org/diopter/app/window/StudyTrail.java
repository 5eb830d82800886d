package org.diopter.app.window;

import java.time.Duration;
import org.diopter.app.settings.Settings;
import org.diopter.engine.OpenModel;
import org.diopter.views.edits.LensUse;
import org.diopter.views.edits.StudyHistory;
import org.diopter.views.edits.StudyState;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.LensSwitch;

/// Joins prompt and lens to the history of the study, as the edit stack is joined to it: what the user changes becomes a step, and a step that is gone back
/// to is seen in the window. FX thread only.
final class StudyTrail {
    /// Typing that rests longer than this makes another step.
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final StudyHistory history;
    private final PromptModel prompt;
    private final LensSwitch lenses;
    private final ModelSession models;
    private final LensSession lens;
    private final Settings settings;
    private boolean opening;
    private long typed = System.nanoTime();

    StudyTrail(StudyHistory history, PromptModel prompt, LensSwitch lenses, ModelSession models, LensSession lens, Settings settings) {
        this.history = history;
        this.prompt = prompt;
        this.lenses = lenses;
        this.models = models;
        this.settings = settings;
        this.lens = lens;
        history.rebase(state -> state.with(inUse()));
        prompt.text().subscribe((_, text) -> promptChanged(text));
        models.model().subscribe((_, _) -> opening = true);
        models.whenOpened(_ -> opened());
        lenses.wanted().subscribe((_, _) -> lensChanged());
        lenses.held().subscribe((_, _) -> lensChanged());
        history.now().subscribe((_, state) -> show(state));
    }

    private void promptChanged(String text) {
        long now = System.nanoTime();
        if (now - typed > BREATH.toNanos()) {
            history.settle();
        }
        typed = now;
        history.change(history.now().get().withPrompt(text), prompt);
    }

    private void lensChanged() {
        if (!opening) {
            history.change(history.now().get().with(inUse()), lenses);
        }
    }

    /// The lens that comes with a model is nobody's step, and holds in all: those of the model before are of no use.
    private void opened() {
        opening = false;
        LensUse found = inUse();
        history.rebase(state -> state.with(found));
    }

    private LensUse inUse() {
        HeldLens held = lenses.held().get();
        OpenModel open = models.model().get();
        String mode = lenses.wanted().get().name();
        if (held == null || open == null) {
            return new LensUse(mode, "", "", "");
        }
        String source = settings.lenses().getOrDefault(open.id().sha256(), LensUse.BUNDLED);
        return new LensUse(mode, held.choice().name(), source, held.choice().sha256());
    }

    private void show(StudyState state) {
        if (!prompt.text().get().equals(state.prompt())) {
            prompt.text().set(state.prompt());
        }
        if (!opening && !state.lens().equals(inUse())) {
            show(state.lens());
        }
    }

    private void show(LensUse use) {
        boolean another = use.hasLens() && !use.sha256().equals(inUse().sha256());
        lenses.wanted().set(mode(use.mode()));
        if (another) {
            lens.open(use);
        }
    }

    private static LensMode mode(String name) {
        for (LensMode mode : LensMode.values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        return LensMode.LOGIT;
    }
}
