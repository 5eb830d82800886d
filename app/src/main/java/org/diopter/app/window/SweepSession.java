package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.diopter.app.job.Job;
import org.diopter.engine.CacheWork;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.cache.SweepModel;
import org.diopter.views.kit.Findings;

/// Goes over a setting of the cache view's policies on the prompt, one policy after the other; what has been run is shown at once and stays when it is
/// cancelled. FX thread only.
final class SweepSession {
    private final Workplace place;
    private final CacheModel view;
    private final SweepModel sweep;
    private final Function<String, CachePolicy> policies;
    private final ComputedJob<SweepModel.Result> job;

    /// @param policies reads a policy's text; called off the FX thread
    SweepSession(Workplace place, CacheModel view, Function<String, CachePolicy> policies) {
        this.place = place;
        this.view = view;
        this.sweep = view.sweep();
        this.policies = policies;
        job = new ComputedJob<>(place, sweep.computed());
    }

    void run() {
        Findings findings = place.trajectory().findings().get();
        OpenModel open = place.models().model().get();
        if (findings == null || open == null || !open.id().equals(findings.study().model())) {
            return;
        }
        List<PolicyForm> forms = sweep.forms(view.asked(), findings.study().tokens().length());
        if (forms.isEmpty()) {
            sweep.computed().trouble().set(WindowTexts.ALL.get(sweep.over().get() == SweepModel.Over.ALPHA ? "sweep.no-alpha" : "sweep.no-ratio"));
            return;
        }
        job.start(WindowTexts.ALL.get("job.sweep"), (mine, parts) -> compute(open, findings, forms, mine, parts));
    }

    void cancel() {
        job.cancel();
    }

    private SweepModel.Result compute(OpenModel open, Findings findings, List<PolicyForm> forms, Job job, Consumer<SweepModel.Result> parts) {
        Cancellation stop = DirectionsReading.stopping(job);
        CacheWork caches = open.caches();
        job.stage(WindowTexts.ALL.get("stage.cache"), 1, 1);
        PolicyEffect full = effect(caches, findings, CacheUse.FULL, stop);
        List<PolicyEffect> effects = new ArrayList<>();
        for (PolicyForm form : forms) {
            job.throwIfCancelled();
            effects.add(effect(caches, findings, form.use(policies), stop));
            job.items(effects.size(), forms.size());
            parts.accept(new SweepModel.Result(findings, full, effects));
        }
        return new SweepModel.Result(findings, full, effects);
    }

    private static PolicyEffect effect(CacheWork caches, Findings findings, CacheUse use, Cancellation stop) {
        return caches.compare(findings.study(), List.of(use), Progress.NONE, stop).getFirst().effect();
    }
}
