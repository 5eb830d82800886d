package org.diopter.app.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.diopter.engine.OpenModel;
import org.diopter.engine.data.ExampleDifficulty;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionPromptFile;
import org.diopter.engine.data.OptionTokens;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Numbers;

/// Finds how deep the answers of a task's examples are predicted and writes it.
///
/// @param json where it goes; nothing for text on standard output
record DifficultyJob(Invocation invocation, Optional<JsonTarget> json) {
    int run(CommandEngine engine, OpenModel model, DifficultyStudy study) {
        List<OptionPrompt> examples = OptionPromptFile.read(study.examples().file());
        Optional<List<Double>> ordering = Optional.ofNullable(study.ordering()).map(file -> numbers(file.file(), examples.size()));
        Tokenizer tokenizer = model.tokenizer().orElseThrow(() ->
                new UnusableInputException("D-106", model.tokenizerProblem().orElse("The model has no tokenizer.") + " Examples are texts."));
        List<Double> depths = new ArrayList<>();
        for (OptionPrompt example : examples) {
            if (example.answer().isEmpty()) {
                throw new UnusableInputException("D-403", "Example %d does not say which option is right. Give each an answer.".formatted(depths.size()));
            }
            OptionTokens answer = OptionTokens.of(tokenizer, example.text(), example.options().get(example.answer().getAsInt()));
            int[] all = engine.depths(model, answer.tokens(), study.lens());
            depths.add(DepthJob.mean(Arrays.copyOfRange(all, answer.first() - 1, all.length - 1)));
        }
        ExampleDifficulty difficulty = new ExampleDifficulty(depths);
        OptionalDouble spearman = ordering.isPresent() ? OptionalDouble.of(difficulty.correlation(ordering.get())) : OptionalDouble.empty();
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine, model, study, difficulty, spearman));
        } else {
            print(difficulty, spearman);
        }
        return ExitCode.DONE;
    }

    private static List<Double> numbers(Path file, int count) {
        List<String> lines = TextFile.read(file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() != count || count < 2) {
            throw new UnusableInputException("D-403", "%s has %d numbers for %d examples. Give as many, at least 2.".formatted(file, lines.size(), count));
        }
        try {
            return lines.stream().map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new UnusableInputException("D-403", "%s has a line that is no number (%s).".formatted(file, e.getMessage()), e);
        }
    }

    private static void write(
            Json json, CommandEngine engine, OpenModel model, DifficultyStudy study, ExampleDifficulty difficulty, OptionalDouble spearman) {
        json.head(model.card(), engine.provider(), study, "nats");
        json.out().writeArrayPropertyStart("examples");
        for (int i = 0; i < difficulty.depths().size(); i++) {
            json.out().writeStartObject();
            json.out().writeNumberProperty("index", i);
            json.number("depth", difficulty.depths().get(i).doubleValue());
            json.out().writeEndObject();
        }
        json.out().writeEndArray();
        json.number("meanDepth", mean(difficulty));
        json.number("spearman", spearman.orElse(Double.NaN));
    }

    private void print(ExampleDifficulty difficulty, OptionalDouble spearman) {
        PrintStream out = invocation.console().out();
        out.println("Mean depth of answers %s over %s.".formatted(
                Numbers.fixed(mean(difficulty), 2), LensTable.plural(difficulty.depths().size(), "example")));
        spearman.ifPresent(rho -> out.println("Spearman's ρ with the ordering: %s".formatted(Numbers.signed(rho, 3))));
    }

    private static double mean(ExampleDifficulty difficulty) {
        return difficulty.depths().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
