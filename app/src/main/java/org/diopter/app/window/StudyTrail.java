package org.diopter.app.window;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.diopter.app.settings.Settings;
import org.diopter.engine.OpenModel;
import org.diopter.views.edits.LensUse;
import org.diopter.views.edits.StudyHistory;
import org.diopter.views.edits.StudyState;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.prompt.Prompt;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.LensSwitch;
import org.jspecify.annotations.Nullable;

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
    /// The model whose lens is known.
    private @Nullable OpenModel seen;
    private boolean showing;
    private long typed = System.nanoTime();

    StudyTrail(StudyHistory history, PromptModel prompt, LensSwitch lenses, ModelSession models, LensSession lens, Settings settings) {
        this.history = history;
        this.prompt = prompt;
        this.lenses = lenses;
        this.models = models;
        this.settings = settings;
        this.lens = lens;
        history.rebase(state -> state.with(inUse()).with(prompt.chosen().get()));
        prompt.chosen().subscribe((_, chosen) -> promptChanged(chosen));
        models.whenOpened(_ -> opened());
        lenses.wanted().subscribe((_, _) -> lensChanged());
        lenses.held().subscribe((_, _) -> lensChanged());
        history.now().subscribe((_, state) -> show(state));
        // A lens that is gone is not asked for with every step again.
        lens.whenNotShown(gone -> history.rebase(state -> state.lens().equals(gone) ? state.with(inUse()) : state));
    }

    private boolean isOpening() {
        return !Objects.equals(seen, models.model().get());
    }

    private void promptChanged(Prompt chosen) {
        if (isOpening()) {
            return;
        }
        long now = System.nanoTime();
        StudyState before = history.now().get();
        if (now - typed > BREATH.toNanos() || before.prompt().number() != chosen.number()) {
            history.settle();
        }
        typed = now;
        history.change(before.with(chosen), prompt);
    }

    private void lensChanged() {
        if (isOpening() || showing) {
            return;
        }
        StudyState before = history.now().get();
        if (!before.lens().sha256().equals(inUse().sha256())) {
            history.settle();
        }
        history.change(before.with(inUse()), lenses);
    }

    /// The lens that comes with a model is nobody's step, and holds in all: those of the model before are of no use, as are tokens set by hand.
    private void opened() {
        seen = models.model().get();
        LensUse found = inUse();
        history.rebase(state -> state.with(found).with(state.prompt().with(state.prompt().text(), Optional.empty())));
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
        if (!prompt.chosen().get().equals(state.prompt())) {
            prompt.show(state.prompt());
        }
        if (!isOpening() && !state.lens().equals(lens.coming().orElseGet(this::inUse))) {
            showing = true;
            lens.show(state.lens(), mode(state.lens().mode()));
            showing = false;
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
