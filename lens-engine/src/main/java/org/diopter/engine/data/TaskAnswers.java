package org.diopter.engine.data;

import java.util.ArrayList;
import java.util.List;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Tokenizer;

/// The right answers of a task's examples as the model reads them: what [ExampleDifficulty] is found from.
///
/// @param examples in the order of their file
/// @param answers of each, prompt and right option
public record TaskAnswers(List<OptionPrompt> examples, List<OptionTokens> answers) {
    public TaskAnswers {
        examples = List.copyOf(examples);
        answers = List.copyOf(answers);
    }

    /// @throws UnusableInputException D-403 if an example does not say which option is right, or nothing comes before the answer
    public static TaskAnswers of(List<OptionPrompt> examples, Tokenizer tokenizer) {
        List<OptionTokens> answers = new ArrayList<>();
        for (OptionPrompt example : examples) {
            int answer = example.answer().orElseThrow(() -> new UnusableInputException("D-403",
                    "Example %d does not say which option is right. Give each an answer.".formatted(answers.size())));
            answers.add(OptionTokens.of(tokenizer, example.text(), example.options().get(answer)));
        }
        return new TaskAnswers(examples, answers);
    }

    public int size() {
        return examples.size();
    }

    /// The mean depth at which the tokens of an example's answer are predicted.
    ///
    /// @param depths of the predictions at all of its positions
    public double depth(int example, int[] depths) {
        double sum = 0;
        int first = answers.get(example).first() - 1;
        for (int position = first; position < depths.length - 1; position++) {
            sum += depths[position];
        }
        return sum / (depths.length - 1 - first);
    }
}
