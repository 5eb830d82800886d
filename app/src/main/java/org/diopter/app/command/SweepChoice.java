package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.sweep.SweepData;
import org.diopter.engine.sweep.SweepGrid;
import org.diopter.model.UnusableInputException;

/// What a sweep combines: every prompt, text and task with every stack of edits and every policy, prompts with every lens too.
///
/// @param prompts which are measured after their last token
/// @param texts which are measured over all their tokens
/// @param tokens how long the pieces of texts are
/// @param sequences how many pieces of each text are read
/// @param tasks questions with known answers
/// @param lenses through which prompts are read
/// @param edits stacks, as text; an empty one is the model as it is
/// @param policies what stays in the caches
/// @param layers of which prompts have rows, ascending
/// @param track ids of tokens that are followed
record SweepChoice(
        List<Input> prompts,
        List<StudyText> texts,
        int tokens,
        int sequences,
        List<TaskChoice> tasks,
        List<LensReference> lenses,
        List<List<String>> edits,
        List<CacheChoice> policies,
        List<Integer> layers,
        List<Integer> track) {
    /// More than this are a slip of the pen, or work for months.
    static final int MOST_STUDIES = 100_000;

    /// @throws UnusableInputException D-208 if these are too many studies
    SweepChoice {
        prompts = List.copyOf(prompts);
        texts = List.copyOf(texts);
        tasks = List.copyOf(tasks);
        lenses = List.copyOf(lenses);
        edits = edits.stream().map(List::copyOf).toList();
        policies = List.copyOf(policies);
        layers = List.copyOf(layers);
        track = List.copyOf(track);
        if (Stream.of(lenses, edits, policies, layers).anyMatch(List::isEmpty) || prompts.size() + texts.size() + tasks.size() == 0) {
            throw new IllegalArgumentException("an axis without values");
        }
        if (tokens < 2 || sequences < 1) {
            throw new IllegalArgumentException("%d pieces of %d tokens".formatted(sequences, tokens));
        }
        double studies = ((double) prompts.size() * lenses.size() + texts.size() + tasks.size()) * edits.size() * policies.size();
        if (studies > MOST_STUDIES) {
            throw new UnusableInputException("D-208", "These are %.0f studies; a sweep has at most %d. Make several sweeps of it.".formatted(studies, MOST_STUDIES));
        }
    }

    /// The axes for a model, data in the order prompts, texts, tasks.
    ///
    /// @param engine that has the model open
    /// @param note is told which questions are left out, and why
    /// @throws UnusableInputException if a file has changed or cannot be used, or something does not fit the model
    SweepGrid grid(CommandEngine engine, OpenModel model, Consumer<String> note) {
        CommandLenses opened = engine.lenses(model);
        List<LensChoice> read = lenses.stream().map(opened::choice).toList();
        SweepGrid grid = new SweepGrid(
                data(engine, model, note), edits.stream().map(EditStack::parse).toList(), policies.stream().map(CacheChoice::use).toList(), read, layers, track);
        grid.check(model.card());
        return grid;
    }

    private List<SweepData> data(CommandEngine engine, OpenModel model, Consumer<String> note) {
        List<SweepData> data = new ArrayList<>();
        prompts.forEach(prompt -> data.add(new SweepData.Prompt(prompt.tokens())));
        for (StudyText text : texts) {
            data.add(new SweepData.Text(new CacheText(null, text, tokens, sequences).read(model).stream()
                    .map(piece -> IntStream.of(piece.toArray()).boxed().toList())
                    .toList()));
        }
        List<CacheUse> uses = policies.stream().map(CacheChoice::use).filter(use -> !use.isFull()).toList();
        for (TaskChoice questions : tasks) {
            Task task = questions.read();
            int[] items = engine.readable(model, task, note);
            if (!uses.isEmpty()) {
                model.caches().requireTask(task, items, uses);
            }
            data.add(new SweepData.Questions(task, IntStream.of(items).boxed().toList(), !uses.isEmpty()));
        }
        return data;
    }
}
