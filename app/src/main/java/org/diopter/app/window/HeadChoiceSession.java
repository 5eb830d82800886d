package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.diopter.app.job.Job;
import org.diopter.engine.CacheWork;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.cache.BudgetSearch;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.HeadChoiceModel;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.figure.Provenance;

/// Chooses values for every head under the first policy of the cache view on the first piece of a text, and judges them on the pieces that follow. The active
/// edits are in force. FX thread only.
final class HeadChoiceSession {
    private static final int PIECE = 128;
    private static final int JUDGED = 4;

    private final Workplace place;
    private final CacheModel view;
    private final HeadChoiceModel heads;
    private final SampleText samples;
    private final Function<String, CachePolicy> policies;
    private final ComputedJob<HeadChoiceModel.Result> job;

    /// @param samples the text that is taken where the user has chosen none
    /// @param policies reads a policy's text; called off the FX thread
    HeadChoiceSession(Workplace place, CacheModel view, SampleText samples, Function<String, CachePolicy> policies) {
        this.place = place;
        this.view = view;
        this.heads = view.heads();
        this.samples = samples;
        this.policies = policies;
        job = new ComputedJob<>(place, heads.computed());
    }

    /// What is asked for.
    private record Order(PolicyForm form, BudgetSearch.Choices choices, Optional<Path> text, EditStack edits, Provenance about) {}

    void run() {
        OpenModel open = place.models().model().get();
        if (open == null) {
            return;
        }
        Order order = new Order(view.form(0).get(), heads.choices(), heads.text().get(), place.stack().active().get(), place.runner().about(open, ""));
        job.start(WindowTexts.ALL.get("job.heads"), (mine, _) -> compute(open, order, mine));
    }

    void cancel() {
        job.cancel();
    }

    private HeadChoiceModel.Result compute(OpenModel open, Order order, Job job) {
        Cancellation stop = DirectionsReading.stopping(job);
        CacheUse use = order.form().use(policies);
        BudgetSearch.requireScores(use.policy());
        List<TokenSequence> pieces = pieces(open, order.text().orElseGet(samples::evaluation));
        CacheWork caches = open.caches();
        job.stage(WindowTexts.ALL.get("stage.heads"), 1, 2);
        HeadPolicies chosen = caches.choose(study(open, pieces.getFirst(), order.edits()).with(use), order.choices(), job, stop);
        job.stage(WindowTexts.ALL.get("stage.cache"), 2, 2);
        List<CacheUse> judged = List.of(CacheUse.FULL, use, new CacheUse(chosen, use.timing()));
        List<List<PolicyOutcome>> outcomes = new ArrayList<>();
        for (TokenSequence piece : pieces.subList(1, pieces.size())) {
            outcomes.add(caches.compare(study(open, piece, order.edits()), judged, job, stop));
        }
        return new HeadChoiceModel.Result(use, chosen, pieces.getFirst().length(), mean(outcomes, 0), mean(outcomes, 1), mean(outcomes, 2), order.about());
    }

    private static Study study(OpenModel open, TokenSequence tokens, EditStack edits) {
        return new Study(open.id(), tokens, new LensChoice.Logit(), edits);
    }

    private static PolicyEffect mean(List<List<PolicyOutcome>> outcomes, int policy) {
        return PolicyEffect.mean(outcomes.stream().map(piece -> piece.get(policy).effect()).toList());
    }

    private static List<TokenSequence> pieces(OpenModel open, Path file) {
        Tokenizer tokenizer = open.tokenizer().orElseThrow(() -> new UnusableInputException("D-106", WindowTexts.ALL.get("text.no-tokenizer")));
        int length = Math.min(PIECE, open.card().context());
        List<TokenSequence> pieces = TrainingText.pack(List.of(file), tokenizer, length).sequences();
        if (pieces.size() < 2) {
            throw new UnusableInputException("D-305", WindowTexts.ALL.get("heads.too-short", file.getFileName(), pieces.size(), length));
        }
        return pieces.subList(0, Math.min(1 + JUDGED, pieces.size()));
    }
}
