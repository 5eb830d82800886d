package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.diopter.engine.CacheWork;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CacheMemory;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// Runs texts and questions under cache policies. What would be refused after hours is refused before anything runs.
///
/// @param engine that holds the model
record PolicyWork(CommandEngine engine, OpenModel model) {
    /// What was measured under one policy.
    ///
    /// @param effect over all texts
    /// @param first what was kept of the first text, and what that took
    /// @param chosen whether its values were chosen head by head
    /// @param dropped what keys that left memory took, if that was measured
    /// @param correct the share of questions that the model can be asked with the right answer, if there were questions
    /// @param written what was written after the first text; empty if nothing was
    record Measured(
            CacheUse use,
            PolicyEffect effect,
            PolicyOutcome first,
            boolean chosen,
            Optional<CacheMemory> dropped,
            Optional<Double> correct,
            Optional<TokenSequence> written) {}

    /// @param texts that were measured
    /// @param full with everything kept
    /// @param policies in the order of the study, those chosen head by head last
    record Result(List<TokenSequence> texts, Measured full, List<Measured> policies) {}

    /// @param note is told which questions are left out, and why
    Result run(CacheStudy study, Consumer<String> note) {
        List<TokenSequence> texts = study.text().read(model);
        EditStack edits = EditStack.parse(study.edits());
        List<CacheUse> uses = new ArrayList<>(study.policies().stream().map(CacheChoice::use).toList());
        check(study, uses, texts);
        Optional<Questions> questions = questions(study, uses, note);
        List<CacheUse> chosen = List.of();
        if (study.chosen() != null) {
            chosen = chosen(texts.getFirst(), edits, uses, study.chosen());
            texts = texts.subList(1, texts.size());
        }
        List<CacheUse> all = Stream.of(List.of(CacheUse.FULL), uses, chosen).flatMap(List::stream).toList();
        List<PolicyOutcome> first = new ArrayList<>();
        List<List<PolicyEffect>> effects = new ArrayList<>();
        compare(texts, edits, all, outcomes -> {
            first.addAll(first.isEmpty() ? outcomes : List.of());
            effects.add(outcomes.stream().map(PolicyOutcome::effect).toList());
        });
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int index = i;
            PolicyEffect effect = PolicyEffect.mean(effects.stream().map(text -> text.get(index)).toList());
            measured.add(measured(study, questions, texts.getFirst(), edits, new Found(all.get(i), effect, first.get(i)), i > uses.size()));
        }
        return new Result(texts, measured.getFirst(), measured.subList(1, measured.size()));
    }

    private void check(CacheStudy study, List<CacheUse> uses, List<TokenSequence> texts) {
        if (study.chosen() != null && texts.size() < 2) {
            throw new UnusableInputException("D-305", "Values of heads are chosen on one piece of text and measured on others. Ask for --sequences 2 or more.");
        }
        for (CacheUse use : uses) {
            use.requireEvictions(texts.getLast().length());
            if (study.dropped() && !use.isFull()) {
                model.caches().requireDrop(use, texts.getFirst().length());
            }
        }
    }

    /// Those of a task that the model can be asked.
    ///
    /// @param items indices into the task's items
    @SuppressWarnings("ArrayRecordComponent")
    private record Questions(Task task, int[] items) {}

    private Optional<Questions> questions(CacheStudy study, List<CacheUse> uses, Consumer<String> note) {
        if (study.task() == null) {
            return Optional.empty();
        }
        Task read = study.task().read();
        Task task = study.shots() == 1 ? read.withExample() : read;
        int[] items = engine.readable(model, task, note);
        model.caches().requireTask(task, items, uses);
        return Optional.of(new Questions(task, items));
    }

    /// What policies do to some texts, one after the other: what is kept of a long text is large, so that none is held here.
    ///
    /// @param each gets what was found of a text, by policy
    void compare(List<TokenSequence> texts, EditStack edits, List<CacheUse> uses, Consumer<List<PolicyOutcome>> each) {
        Progress progress = engine.progress();
        CacheWork caches = model.caches();
        for (int i = 0; i < texts.size(); i++) {
            progress.stage("Run under policies", i + 1, texts.size());
            Study study = new Study(model.id(), texts.get(i), new LensChoice.Logit(), edits);
            each.accept(engine.until(stop -> caches.compare(study, uses, progress, stop)));
        }
    }

    /// Of each policy with scores the same with values for every head, chosen on a text under edits.
    List<CacheUse> chosen(TokenSequence text, EditStack edits, List<CacheUse> uses, HeadChoice choice) {
        List<CacheUse> scored = uses.stream().filter(use -> use.policy() instanceof ScorePolicy).toList();
        List<CacheUse> chosen = new ArrayList<>();
        for (CacheUse use : scored) {
            engine.progress().stage("Choose for every head", chosen.size() + 1, scored.size());
            Study study = new Study(model.id(), text, new LensChoice.Logit(), edits, use);
            chosen.add(new CacheUse(engine.until(stop -> model.caches().choose(study, choice.choices(), engine.progress(), stop)), use.timing()));
        }
        return chosen;
    }

    /// What was found under one policy.
    ///
    /// @param effect over all texts
    private record Found(CacheUse use, PolicyEffect effect, PolicyOutcome first) {}

    private Measured measured(CacheStudy study, Optional<Questions> questions, TokenSequence first, EditStack edits, Found found, boolean chosen) {
        CacheUse use = found.use();
        Study firstStudy = new Study(model.id(), first, new LensChoice.Logit(), edits, use);
        Progress progress = engine.progress();
        Optional<CacheMemory> dropped = Optional.empty();
        if (study.dropped() && !use.isFull()) {
            progress.stage("Drop keys", 1, 1);
            dropped = Optional.of(engine.until(stop -> model.caches().drop(firstStudy, progress, stop)));
        }
        Optional<TokenSequence> written = Optional.empty();
        if (study.written() > 0) {
            progress.stage("Write", 1, 1);
            written = Optional.of(engine.until(stop -> model.caches().write(firstStudy, study.written(), progress, stop)));
        }
        return new Measured(use, found.effect(), found.first(), chosen, dropped, questions.map(asked -> correct(asked, edits, use)), written);
    }

    private double correct(Questions asked, EditStack edits, CacheUse use) {
        engine.progress().stage("Measure " + asked.task().name(), 1, 1);
        List<Outcome> outcomes = engine.until(stop -> model.caches().evaluate(asked.task(), edits, use, asked.items(), engine.progress(), stop));
        return outcomes.stream().filter(Outcome::correct).count() / (double) asked.items().length;
    }
}
