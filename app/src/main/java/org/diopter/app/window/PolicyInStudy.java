package org.diopter.app.window;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.diopter.app.job.LatestTask;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.model.UnusableInputException;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.edits.EditCards;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.PolicyCard;
import org.jspecify.annotations.Nullable;

/// Joins the first policy of the cache view with the policy's card in the edit stack: what is changed in one of them changes in the other. FX thread only.
final class PolicyInStudy {
    private final Workplace place;
    private final EditStackModel stack;
    private final CacheModel view;
    private final Function<String, CachePolicy> policies;
    private final LatestTask reading;
    /// What was read of the form last, so that a card that says the same in other words does not rewrite what is being typed.
    private @Nullable CacheUse sent;

    /// @param policies reads a policy's text; called off the FX thread
    PolicyInStudy(Workplace place, CacheModel view, Function<String, CachePolicy> policies) {
        this.place = place;
        this.stack = place.stack();
        this.view = view;
        this.policies = policies;
        reading = new LatestTask(place.threads().timer(), place.fx());
        view.onSettled(stack::settle);
        stack.cards().subscribe((before, now) -> followCard(before, now));
        view.form(0).subscribe((_, form) -> followForm(form));
        view.inStudy().subscribe((_, wanted) -> switched(wanted));
    }

    private Optional<PolicyCard> card() {
        return stack.cards().get().policy();
    }

    private void switched(boolean wanted) {
        if (wanted && card().isEmpty()) {
            read(view.form(0).get(), stack::use);
        } else if (!wanted) {
            reading.cancel();
            if (card().isPresent()) {
                stack.remove(EditCards.POLICY);
            }
        }
    }

    private void followCard(EditCards before, EditCards now) {
        if (now.policy().equals(before.policy())) {
            return;
        }
        if (now.policy().isEmpty()) {
            sent = null; // when it comes back, the form may have been changed meanwhile
        }
        view.inStudy().set(now.policy().isPresent());
        now.policy().map(PolicyCard::use).filter(use -> !use.equals(sent)).ifPresent(use -> {
            sent = use;
            view.form(0).set(PolicyForm.of(use));
        });
    }

    private void followForm(PolicyForm form) {
        card().map(PolicyCard::use).filter(use -> !PolicyForm.of(use).equals(form) && isUsable(form)).ifPresent(_ -> read(form, use -> {
            if (card().isPresent()) {
                stack.amend(use);
            }
        }));
    }

    private boolean isUsable(PolicyForm form) {
        int tokens = view.tokens().get();
        return tokens == 0 || form.problem(tokens).isEmpty();
    }

    /// Kernels are hashed off the FX thread. What was switched off meanwhile stays off, though its reading had ended.
    private void read(PolicyForm form, Consumer<CacheUse> then) {
        reading.startNow(() -> place.jobs().start(WindowTexts.ALL.get("job.policy"), _ -> form.use(policies), (_, use) -> {
            if (view.inStudy().get()) {
                sent = use;
                then.accept(use);
            }
        }, (_, problem) -> failed(problem))::cancel);
    }

    private void failed(Throwable problem) {
        view.inStudy().set(card().isPresent());
        if (problem instanceof UnusableInputException input) {
            view.trouble().set(input.sentence() + " (" + input.code() + ")");
        } else {
            place.failed().accept(problem);
        }
    }
}
