package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;

/// The axes of a sweep as its file has them, before there is a model.
///
/// @param tokens how long the pieces of texts are at most
/// @param sequences how many pieces of each text are read
/// @param lenses what the user calls them
/// @param layers of which prompts have rows: empty for the output, nothing for all
/// @param track names or ids of tokens that are followed
record SweepAxes(
        List<InputArguments.Text> prompts,
        List<StudyText> texts,
        int tokens,
        int sequences,
        List<TaskChoice> tasks,
        List<String> lenses,
        List<List<String>> edits,
        List<CacheChoice> policies,
        Optional<List<Integer>> layers,
        List<String> track) {

    /// The same for a model: texts become tokens, names lenses and ids. Where nothing is named that could be read, it is the sample text beside the model.
    ///
    /// @throws UnusableInputException if something does not suit the model, or there is nothing to read
    SweepChoice choice(Opened opened) {
        OpenModel model = opened.model();
        int last = model.card().layers();
        List<Integer> read = layers.orElseGet(() -> IntStream.rangeClosed(0, last).boxed().toList());
        return new SweepChoice(
                prompts.stream().map(prompt -> prompt.input(model, opened.note())).toList(),
                prompts.isEmpty() && texts.isEmpty() && tasks.isEmpty() ? List.of(sample(model)) : texts,
                Math.min(tokens, model.card().context()),
                sequences,
                tasks,
                lenses.stream().map(opened::lens).distinct().toList(),
                edits,
                policies,
                read.isEmpty() ? List.of(last) : read.stream().distinct().sorted().toList(),
                opened.tokens(track));
    }

    /// What is read if nothing else is.
    private static StudyText sample(OpenModel model) {
        return StudyText.sample(model).orElseThrow(() -> new UnusableInputException("D-205",
                "The grid names nothing to read, and no %s lies beside the model. Add ‘prompts’, ‘texts’ or ‘tasks’.".formatted(StudyText.SAMPLE)));
    }
}
