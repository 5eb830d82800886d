package org.diopter.app.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.diopter.engine.OpenModel;
import org.diopter.engine.data.ExampleDifficulty;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionPromptFile;
import org.diopter.engine.data.OrderingFile;
import org.diopter.engine.data.TaskAnswers;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Numbers;

/// Finds how deep the answers of a task's examples are predicted and writes it.
///
/// @param json where it goes; nothing for text on standard output
record DifficultyJob(Invocation invocation, Optional<JsonTarget> json) {
    private static final int LONGEST = 60;

    int run(CommandEngine engine, OpenModel model, DifficultyStudy study) {
        List<OptionPrompt> examples = OptionPromptFile.read(study.examples().file());
        Optional<List<Double>> ordering = Optional.ofNullable(study.ordering()).map(file -> OrderingFile.read(file.file(), examples.size()));
        Tokenizer tokenizer = model.tokenizer().orElseThrow(() ->
                new UnusableInputException("D-106", model.tokenizerProblem().orElse("The model has no tokenizer.") + " Examples are texts."));
        TaskAnswers answers = TaskAnswers.of(examples, tokenizer);
        List<Double> depths = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            depths.add(answers.depth(i, engine.depths(model, answers.answers().get(i).tokens(), study.lens())));
        }
        ExampleDifficulty difficulty = new ExampleDifficulty(depths);
        OptionalDouble spearman = ordering.isPresent() ? OptionalDouble.of(difficulty.correlation(ordering.get())) : OptionalDouble.empty();
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine, model, study, difficulty, spearman));
        } else {
            print(examples, difficulty, ordering, spearman);
        }
        return ExitCode.DONE;
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

    private void print(List<OptionPrompt> examples, ExampleDifficulty difficulty, Optional<List<Double>> ordering, OptionalDouble spearman) {
        PrintStream out = invocation.console().out();
        List<TextTable.Column> columns = new ArrayList<>(List.of(TextTable.Column.number("example"), TextTable.Column.number("depth")));
        ordering.ifPresent(_ -> columns.add(TextTable.Column.number("ordering")));
        columns.addAll(List.of(TextTable.Column.text("answer"), TextTable.Column.text("prompt")));
        TextTable table = new TextTable(columns.toArray(TextTable.Column[]::new));
        for (int i = 0; i < examples.size(); i++) {
            int index = i;
            OptionPrompt example = examples.get(i);
            List<String> row = new ArrayList<>(List.of(Integer.toString(i), Numbers.fixed(difficulty.depths().get(i), 2)));
            ordering.ifPresent(numbers -> row.add(Numbers.fixed(numbers.get(index), 2)));
            row.addAll(List.of(example.options().get(example.answer().orElseThrow()).strip(), end(example.text())));
            table.row(row.toArray(String[]::new));
        }
        table.lines().forEach(out::println);
        out.println("Mean depth of answers %s over %s.".formatted(
                Numbers.fixed(mean(difficulty), 2), LensTable.plural(difficulty.depths().size(), "example")));
        spearman.ifPresent(rho -> out.println("Spearman's ρ with the ordering: " + (Double.isNaN(rho)
                ? "none, since all depths or all numbers are equal"
                : Numbers.signed(rho, 3))));
    }

    /// The end tells prompts apart better than the beginning, which examples share.
    private static String end(String prompt) {
        String line = prompt.strip().replaceAll("\\s+", " ");
        int from = line.length() <= LONGEST ? 0 : line.length() - LONGEST;
        return from == 0 ? line : "…" + line.substring(Character.isLowSurrogate(line.charAt(from)) ? from + 1 : from);
    }

    private static double mean(ExampleDifficulty difficulty) {
        return difficulty.depths().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
