package org.diopter.engine.data;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// When an item counts as solved. The log-loss of the right answer under the whole vocabulary is measured with each.
public enum Metric {
    /// The first token of the right answer is the likeliest next token.
    TOP_TOKEN("top-token"),
    /// Of the answers to choose from, the right one has the largest summed log-probability; of equal ones the first counts as chosen.
    CLASSIFICATION("classification"),
    /// The right answer stands in what the model writes greedily after the prompt; case and white space at the ends do not count.
    GENERATION("generation"),
    /// As [#GENERATION], but searched in prompt and continuation together, as the LASER paper's code does: an answer that stands in the question counts as
    /// solved.
    GENERATION_WITH_PROMPT("generation-with-prompt");

    private final String text;

    Metric(String text) {
        this.text = text;
    }

    /// The metric of a name such as `classification`.
    ///
    /// @throws UnusableInputException if there is none of this name
    public static Metric of(String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new UnusableInputException(TaskFile.CODE, "There is no metric ‘%.40s’. Metrics are %s."
                        .formatted(text, Arrays.stream(values()).map(Metric::text).collect(Collectors.joining(", ")))));
    }

    /// Its name, for files and the command line.
    public String text() {
        return text;
    }

    /// Whether the model has to write.
    public boolean generates() {
        return this == GENERATION || this == GENERATION_WITH_PROMPT;
    }
}
