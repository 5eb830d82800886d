package org.diopter.app.window;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.diopter.app.job.Job;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.data.PredictionDepth;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.edits.Changes;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;

/// Runs a prompt from its text to its findings, on a worker.
///
/// @param version of the program, for the figures' provenance
/// @param seed of random choices, for the figures' provenance
record StudyRunner(Engine engine, String version, long seed) {
    /// A result is handed out in parts from this time on; before, the whole is near.
    private static final Duration PATIENCE = Duration.ofMillis(120);
    private static final int TOP = 10;

    /// What to run.
    ///
    /// @param text the prompt
    /// @param tokens its tokens where they are known
    /// @param cut whether a prompt that is too long loses its first tokens, rather than being refused
    /// @param tracked tokens whose probability is wanted at every position
    /// @param first the position to be read first, where the prompt has it
    /// @param lens to read the stream through; empty for the logit lens
    /// @param changes of the model and of what its caches keep
    /// @param changedOnly whether layers that the edits cannot change are taken from what is known, without what refers to the output
    /// @param layers to be read; empty for all
    record Order(
            OpenModel model,
            String text,
            Optional<TokenSequence> tokens,
            boolean cut,
            List<Integer> tracked,
            int first,
            Optional<HeldLens> lens,
            Changes changes,
            boolean changedOnly,
            List<Integer> layers) {

        /// Of the model as it is.
        Order(OpenModel model, String text, Optional<TokenSequence> tokens, boolean cut, List<Integer> tracked, int first, Optional<HeldLens> lens) {
            this(model, text, tokens, cut, tracked, first, lens, Changes.NONE, false, List.of());
        }

        /// Of the tokens of what is known already, under edits.
        static Order again(OpenModel model, Findings known, List<Integer> tracked, int first, Optional<HeldLens> lens, Changes changes) {
            return new Order(model, known.provenance().prompt(), Optional.of(known.study().tokens()), false, tracked, first, lens, changes, false, List.of());
        }

        Order ofChanges() {
            return new Order(model, text, tokens, cut, tracked, first, lens, changes, true, layers);
        }

        LensChoice choice() {
            return lens.<LensChoice>map(HeldLens::choice).orElseGet(LensChoice.Logit::new);
        }

        String lensName() {
            return lens.map(HeldLens::title).orElseGet(() -> choice().name());
        }

        String lensSha256() {
            return lens.map(held -> held.choice().sha256()).orElse("");
        }
    }

    /// Runs it.
    ///
    /// @param counted hears of the prompt's tokens
    /// @param arrived hears of what is known: several times if it takes long, and at the end
    /// @throws org.diopter.model.UnusableInputException if the prompt cannot be run as it stands
    /// @throws org.diopter.model.CancelledException if the job was cancelled
    Findings run(Job job, Order order, Consumer<PromptTokens> counted, Consumer<Findings> arrived) {
        PromptTokens tokens = order.tokens()
                .map(known -> PromptTokens.known(order.text(), known, order.model()))
                .orElseGet(() -> PromptTokens.of(order.text(), order.model()))
                .fitting(order.model().card().context(), order.cut());
        counted.accept(tokens);
        Workbench workbench = engine.workbench();
        Study study = new Study(order.model().id(), tokens.tokens(), order.choice(), order.changes().edits(), order.changes().cache());
        RunMailbox mailbox = new RunMailbox(job);
        Reading reading = new Reading(order.layers(), TOP, order.tracked(), Math.min(order.first(), tokens.length() - 1), order.changedOnly());
        Run run = workbench.run(study, reading, mailbox);
        job.onCancel(run::cancel);
        Findings latest = null;
        for (Optional<Trajectory> next = mailbox.next(); next.isPresent(); next = mailbox.next()) {
            if (next.get().isComplete() || job.state().elapsed().compareTo(PATIENCE) > 0) {
                latest = findings(study, order, tokens, next.get(), workbench);
                arrived.accept(latest);
            }
        }
        if (latest == null) {
            throw new IllegalStateException("the run ended without a result");
        }
        return latest;
    }

    /// The depth of the prediction at each of some tokens.
    ///
    /// @param lens to read the stream through; empty for the logit lens
    /// @throws org.diopter.model.UnusableInputException if the tokens cannot be run
    /// @throws org.diopter.model.CancelledException if the job was cancelled
    int[] depths(Job job, OpenModel model, TokenSequence tokens, Optional<HeldLens> lens) {
        job.throwIfCancelled();
        LensChoice choice = lens.<LensChoice>map(HeldLens::choice).orElseGet(LensChoice.Logit::new);
        Reading reading = new Reading(List.of(), 1, List.of(), tokens.length() - 1);
        Run run = engine.workbench().run(new Study(model.id(), tokens, choice), reading, new RunMailbox(Progress.NONE));
        return PredictionDepth.of(job.stoppable(run::cancel, run::await)).depths();
    }

    /// Where the numbers of a figure come from that is of no prompt.
    ///
    /// @param lens what it is about
    Provenance about(OpenModel model, String lens) {
        return new Provenance(version, model.id().name(), model.id().sha256(), lens, "", "", "", 0, "none", "none", seed,
                engine.workbench().provider() + ", float32", Instant.now(), "");
    }

    private Findings findings(Study study, Order order, PromptTokens tokens, Trajectory trajectory, Workbench workbench) {
        OpenModel model = order.model();
        Provenance provenance = new Provenance(version, model.id().name(), model.id().sha256(), order.lensName(), order.lensSha256(), tokens.text(),
                tokens.sha256(), tokens.length(), edits(study), cache(study), seed, workbench.provider() + ", float32", Instant.now(), "");
        return new Findings(study, model.card(), model.tokenizer(), trajectory, TokenLabels.of(trajectory, model.tokenizer()), provenance);
    }

    private static String cache(Study study) {
        return study.cache().isFull() ? "none" : study.cache().text();
    }

    private static String edits(Study study) {
        return study.edits().isEmpty() ? "none" : String.join(" + ", study.edits().texts());
    }
}
