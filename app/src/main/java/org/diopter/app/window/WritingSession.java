package org.diopter.app.window;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.generate.WrittenText;
import org.diopter.model.UnusableInputException;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.edits.Runs;
import org.diopter.views.edits.Show;
import org.diopter.views.kit.Findings;
import org.diopter.views.prompt.Prompt;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.prompt.WritingModel;
import org.jspecify.annotations.Nullable;

/// Lets the study on the screen go on: A, and B beside it while there are edits. Text is shown as it comes; prompt and grid grow by what is looked at whenever
/// the engine is free. FX thread only.
final class WritingSession {
    private final Engine engine;
    private final Jobs jobs;
    private final ModelSession models;
    private final PromptModel prompt;
    private final Runs runs;
    private final StudySession study;
    private final WritingModel model;
    private final Executor fx;
    private final Consumer<Throwable> failed;
    private final List<Job> writing = new ArrayList<>();
    private final Set<String> given = new HashSet<>();
    private @Nullable Prompt before;

    /// @param runs whose studies are gone on with
    /// @param failed hears of what is no trouble with the prompt
    WritingSession(Engine engine, Jobs jobs, ModelSession models, PromptModel prompt, Runs runs, StudySession study, WritingModel model, Executor fx,
            Consumer<Throwable> failed) {
        this.engine = engine;
        this.jobs = jobs;
        this.models = models;
        this.prompt = prompt;
        this.runs = runs;
        this.study = study;
        this.model = model;
        this.fx = fx;
        this.failed = failed;
        models.model().subscribe((_, _) -> forget());
        prompt.text().subscribe((_, text) -> promptChanged(text));
        study.whenCancelled(this::stop);
    }

    /// Begins, or stops.
    void toggle() {
        if (model.running().get()) {
            stop();
        } else {
            start();
        }
    }

    /// Stops; what was written stays.
    void stop() {
        writing.forEach(Job::cancel);
        writing.clear();
        model.running().set(false);
    }

    /// Puts the prompt back as it was.
    void takeBack() {
        Prompt then = before;
        if (then != null) {
            forget();
            prompt.show(then);
        }
    }

    private void forget() {
        stop();
        before = null;
        given.clear();
        model.grown().set(false);
        model.baseline().set("");
        model.edited().set("");
        model.remark().set("");
    }

    /// Who types on wants something else.
    private void promptChanged(String text) {
        if (before != null && !given.contains(text)) {
            forget();
        }
    }

    private void start() {
        Findings a = runs.baseline().get();
        OpenModel open = models.model().get();
        if (a == null || open == null || !open.id().equals(a.study().model())) {
            return;
        }
        forget();
        Prompt from = from(a);
        before = from;
        given.add(from.text());
        Optional<Study> b = edited(a);
        model.compared().set(b.isPresent());
        model.running().set(true);
        boolean followsB = b.isPresent() && runs.show().get() != Show.BASELINE;
        write(open, a.study(), model.baseline(), !followsB);
        b.ifPresent(other -> write(open, other, model.edited(), followsB));
    }

    /// The prompt that has run, whatever stands in the field by now.
    private Prompt from(Findings a) {
        Prompt now = prompt.chosen().get();
        boolean isWhatRan = now.tokens().map(a.study().tokens()::equals).orElse(now.text().equals(a.provenance().prompt()));
        if (isWhatRan) {
            return now;
        }
        String ran = a.provenance().prompt();
        if (prompt.tokenizer().get().map(words -> words.encode(ran).tokens().equals(a.study().tokens())).orElse(true)) {
            prompt.show(now.with(ran, Optional.empty()));
        } else {
            prompt.useTokens(a.study().tokens());
        }
        return prompt.chosen().get();
    }

    /// The study of B, where it is of the same tokens.
    private Optional<Study> edited(Findings a) {
        return Optional.ofNullable(runs.editing().get() ? runs.edited().get() : null)
                .map(EditedRun::run)
                .map(Findings::study)
                .filter(other -> other.tokens().equals(a.study().tokens()));
    }

    /// @param followed whether prompt and grid grow by it
    private void write(OpenModel open, Study of, StringProperty into, boolean followed) {
        WrittenText text = new WrittenText(open.tokenizer());
        WritingPlan plan = model.plan();
        writing.add(jobs.start(WindowTexts.ALL.get("job.writing", open.id().name()), mine -> {
            mine.stage(WindowTexts.ALL.get("job.writing", open.id().name()), 1, 1);
            return engine.workbench().write(of, plan, soFar -> fx.execute(() -> heard(mine, text, soFar, into, followed)), mine);
        }, (mine, whole) -> ended(mine, text, whole, into), (mine, why) -> couldNot(mine, why), this::stopped));
    }

    private void stopped(Job mine) {
        if (writing.remove(mine)) {
            model.running().set(!writing.isEmpty());
        }
    }

    private void heard(Job mine, WrittenText text, Writing soFar, StringProperty into, boolean followed) {
        if (!writing.contains(mine)) {
            return;
        }
        into.set(text.settled(soFar));
        Prompt from = before;
        if (followed && from != null) {
            String longer = from.text() + text.of(soFar);
            given.add(longer);
            model.grown().set(true);
            study.follow(new PromptTokens(longer, soFar.text(), Optional.empty()));
        }
    }

    private void ended(Job mine, WrittenText text, Writing whole, StringProperty into) {
        if (writing.remove(mine)) {
            into.set(text.of(whole));
            String end = whole.end().map(Writing.End::text).orElse("");
            if (!end.equals(Writing.End.COUNT.text())) {
                model.remark().set(WindowTexts.ALL.get("writing." + end));
            }
            model.running().set(!writing.isEmpty());
        }
    }

    private void couldNot(Job mine, Throwable why) {
        if (!writing.contains(mine)) {
            return;
        }
        stop();
        if (why instanceof UnusableInputException input) {
            model.remark().set(input.sentence());
        } else {
            failed.accept(why);
        }
    }
}
