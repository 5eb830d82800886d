package org.diopter.app.window;

import java.util.List;
import java.util.Optional;
import org.diopter.app.job.Job;
import org.diopter.app.window.StudyRunner.Order;
import org.diopter.engine.AlignedLayers;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.compare.NamedStudy;
import org.diopter.views.compare.Subject;
import org.diopter.views.edits.Changes;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;

/// Turns what A and B are chosen to be into studies that can be compared, on a worker.
///
/// @param open the window's model
/// @param second another model that is open, if one is
/// @param shown the study on the screen, as the model is
/// @param active the stack: the active edits, and the policy if one is active
/// @param held the lens that the window's model holds, if it holds one
record ComparedSides(OpenModel open, Optional<OpenModel> second, Findings shown, Changes active, Optional<HeldLens> held) {
    private static final LensChoice LOGIT = new LensChoice.Logit();

    /// One side, ready to run.
    ///
    /// @param text of the prompt
    record Side(OpenModel model, Study study, String text, Optional<HeldLens> lens) {
        /// @param layers to be read; empty for all
        Order order(int first, List<Integer> layers) {
            return new Order(model, text, Optional.of(study.tokens()), false, List.of(), first, lens, changes(), false, layers);
        }

        Changes changes() {
            return new Changes(study.edits(), study.cache());
        }

        Side with(Changes changes) {
            return new Side(model, new Study(study.model(), study.tokens(), study.lens(), changes.edits(), changes.cache()), text, lens);
        }

        private Side throughLogit() {
            return new Side(model, study.with(LOGIT), text, Optional.empty());
        }
    }

    /// Both sides.
    record Two(Side a, Side b) {
        /// The same through the same kinds of sessions, so that only what is changed makes them differ, and not how it is computed.
        Two alike() {
            return new Two(a.with(a.changes().alike(b.changes())), b.with(b.changes().alike(a.changes())));
        }

        /// What stands beside each other of both.
        AlignedLayers aligned() {
            return AlignedLayers.byDepth(a.model().card().layers(), b.model().card().layers());
        }

        boolean isOfTwoModels() {
            return !a.model().equals(b.model());
        }
    }

    /// @throws UnusableInputException if they cannot be compared
    Two of(Subject a, Subject b, Job job) {
        Two two = new Two(side(a), side(b));
        job.throwIfCancelled();
        if (two.isOfTwoModels()) {
            SameVocabulary.require(two.a().model(), two.b().model());
            two = new Two(two.a().throughLogit(), two.b().throughLogit());
        }
        int first = two.a().study().tokens().length();
        int second = two.b().study().tokens().length();
        if (first != second) {
            throw refused("compare.lengths", first, second);
        }
        return two;
    }

    private Side side(Subject subject) {
        Study now = shown.study();
        String text = shown.provenance().prompt();
        Optional<HeldLens> lens = held.filter(known -> known.choice().equals(now.lens()));
        return switch (subject) {
            case Subject.Baseline _ -> new Side(open, now, text, lens);
            case Subject.Stack _ -> new Side(open, now, text, lens).with(active);
            case Subject.ThroughLens other -> new Side(open, now.with(other.lens()), text, held.filter(known -> known.choice().equals(other.lens())));
            case Subject.OtherPrompt prompt -> new Side(open, new Study(open.id(), tokens(prompt), now.lens()), prompt.text(), lens);
            case Subject.OtherModel other -> other(other, now, text);
            case Subject.Pinned(NamedStudy kept) -> pinned(kept);
        };
    }

    private TokenSequence tokens(Subject.OtherPrompt prompt) {
        return prompt.tokens().orElseGet(() -> PromptTokens.of(prompt.text(), open).fitting(open.card().context(), false).tokens());
    }

    private Side other(Subject.OtherModel other, Study now, String text) {
        OpenModel model = second.orElseThrow(() -> refused("compare.not-open", other.name()));
        return new Side(model, new Study(model.id(), now.tokens(), LOGIT), text, Optional.empty());
    }

    private Side pinned(NamedStudy kept) {
        Study study = kept.study();
        OpenModel model = Optional.of(open).filter(one -> one.id().equals(study.model()))
                .or(() -> second.filter(one -> one.id().equals(study.model())))
                .orElseThrow(() -> refused("compare.other-model", kept.name(), study.model().name()));
        return new Side(model, study, kept.prompt(), lens(kept, model));
    }

    private Optional<HeldLens> lens(NamedStudy kept, OpenModel model) {
        if (!(kept.study().lens() instanceof LensChoice.Translated choice)) {
            return Optional.empty();
        }
        return held.filter(known -> known.choice().equals(choice))
                .or(() -> model.lenses().lens(choice).map(lens -> HeldLens.of(choice, lens)))
                .or(() -> {
                    throw refused("compare.no-lens", kept.name());
                });
    }

    private static UnusableInputException refused(String key, Object... parts) {
        return new UnusableInputException("D-205", WindowTexts.ALL.get(key, parts));
    }
}
