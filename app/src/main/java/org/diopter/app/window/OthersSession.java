package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import org.diopter.app.job.Job;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.OtherPolicies;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.kit.Watch;

/// Runs the other policies behind each result of the cache view, as long as the view is shown and compares with them. FX thread only.
final class OthersSession {
    private final Workplace place;
    private final CacheModel view;
    private final BooleanProperty shown;
    private final Function<String, CachePolicy> policies;
    private final ComputedJob<OtherPolicies> job;

    /// @param shown whether the view is shown
    /// @param policies reads a policy's text; called off the FX thread
    OthersSession(Workplace place, CacheModel view, BooleanProperty shown, Function<String, CachePolicy> policies) {
        this.place = place;
        this.view = view;
        this.shown = shown;
        this.policies = policies;
        job = new ComputedJob<>(place, view.others());
        Watch.all(this::follow, view.known(), view.compares(), shown);
    }

    private void follow() {
        CacheModel.Known known = view.known().get();
        OpenModel open = place.models().model().get();
        if (!shown.get() || !view.compares().get() || known == null || open == null || !open.id().equals(known.findings().study().model())) {
            job.cancel();
            return;
        }
        OtherPolicies last = view.others().result().get();
        boolean answered = last != null && last.of().equals(known);
        if (!answered || !last.isComplete() && !view.others().running().get()) {
            job.start(WindowTexts.ALL.get("job.others"), (mine, parts) -> compute(open, known, mine, parts));
        }
    }

    private OtherPolicies compute(OpenModel open, CacheModel.Known known, Job mine, Consumer<OtherPolicies> parts) {
        Cancellation stop = DirectionsReading.stopping(mine);
        List<PolicyForm> forms = OtherPolicies.forms(known);
        mine.stage(WindowTexts.ALL.get("stage.cache"), 1, 1);
        List<OtherPolicies.Other> run = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            mine.throwIfCancelled();
            try {
                run.add(new OtherPolicies.Other(forms.get(i).kind(),
                        open.caches().compare(known.findings().study(), List.of(forms.get(i).use(policies)), Progress.NONE, stop).getFirst()));
                parts.accept(new OtherPolicies(known, run, false));
            } catch (UnusableInputException unfit) {
                // No kernels of this model: LESS is left out. What is wrong with a policy that was asked for is said where it was asked for.
            }
            mine.items(i + 1, forms.size());
        }
        return new OtherPolicies(known, run, true);
    }
}
