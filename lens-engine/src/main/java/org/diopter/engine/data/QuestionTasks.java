package org.diopter.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Questions that are answered freely or by a choice of texts.
final class QuestionTasks {
    private static final int HOTPOT_TOKENS = 15;
    private static final int WIKIDATA_TOKENS = 10;
    private static final int PLAIN_TOKENS = 10;

    private QuestionTasks() {}

    /// HotpotQA without contexts: `question` and `answer`. The paper's code also leaves out answers of more than 15 Llama tokens.
    static Task hotpotQa(Path path) {
        List<Item> items = new ArrayList<>();
        for (Row row : TaskFile.any(path, "data").rows()) {
            String question = row.text("question").strip();
            String end = question.endsWith("?") || question.endsWith(".") ? "" : "?";
            items.add(Item.free(items.size(), question + end + " The answer is", row.text("answer").strip()));
        }
        return new Task("hotpotqa", items, Metric.GENERATION, HOTPOT_TOKENS);
    }

    /// BIG-bench's QA WikiData: a file of the task (`input`, `target`) or the lines of llm-foundry (`context`, `continuation`); questions with several right
    /// answers are left out.
    static Task wikiData(Path path) {
        List<Item> items = new ArrayList<>();
        for (Row row : TaskFile.any(path, "examples").rows()) {
            List<String> targets = row.fields().get("target") instanceof List<?> ? row.texts("target") : List.of(row.textOf("target", "continuation"));
            if (targets.size() == 1) {
                items.add(Item.free(items.size(), row.textOf("input", "context").strip(), targets.getFirst().strip()));
            }
        }
        return new Task("qa-wikidata", items, Metric.GENERATION, WIKIDATA_TOKENS);
    }

    /// A task of BIG-bench with answers to choose from, epistemic reasoning say: prefixes and input as BIG-bench puts them together, choices scored by their
    /// summed log-probability.
    static Task bigBench(Path path) {
        TaskFile file = TaskFile.json(path, "examples");
        Row header = file.header();
        List<Item> items = new ArrayList<>();
        for (Row row : file.rows()) {
            String prompt = prefix(header, "task_prefix", "") + prefix(header, "example_input_prefix", "\nQ: ") + row.text("input")
                    + prefix(header, "example_output_prefix", "\nA: ");
            items.add(choice(row, items.size(), prompt.stripTrailing()));
        }
        String name = header.has("name") ? header.text("name").replace('_', '-') : "bigbench";
        return new Task(name, items, Metric.CLASSIFICATION, 1);
    }

    private static String prefix(Row header, String field, String otherwise) {
        return header.has(field) ? header.text(field) : otherwise;
    }

    private static Item choice(Row row, int group, String prompt) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Row targets = row.object("target_scores");
        targets.fields().forEach((choice, score) -> {
            if (!(score instanceof Number number)) {
                throw row.wrong("target_scores", "holds something else than numbers");
            }
            scores.put(choice, number.doubleValue());
        });
        List<String> choices = scores.keySet().stream().sorted().toList();
        int best = 0;
        for (int i = 1; i < choices.size(); i++) {
            if (scores.getOrDefault(choices.get(i), 0.0) > scores.getOrDefault(choices.get(best), 0.0)) {
                best = i;
            }
        }
        if (choices.isEmpty()) {
            throw row.wrong("target_scores", "is empty");
        }
        return Item.choice(group, prompt, choices, best);
    }

    /// Any file with one JSON object a line (or an array of them):
    ///
    /// | field | |
    /// | --- | --- |
    /// | `prompt` (or `context`, `query`) | what the model reads |
    /// | `answer` (or `continuation`) | the right answer, where it is free |
    /// | `choices` and `correct` (or `gold`) | the answers to choose from and the index of the right one, from 0 |
    /// | `paraphrases` | other prompts with the same answer; optional |
    /// | `frequency` | how often the fact stood in the training text; optional |
    ///
    /// A file must be of one sort: all free, or all with choices. Lines with `context_options` and `continuation` (WinoGrande's) ask which context makes the
    /// continuation likeliest.
    static Task plain(Path path) {
        List<Item> items = new ArrayList<>();
        int group = 0;
        boolean choosing = false;
        for (Row row : TaskFile.any(path, "items").rows()) {
            boolean fits = row.has("context_options");
            boolean chooses = row.has("choices") || fits;
            if (group > 0 && chooses != choosing) {
                throw row.wrong(chooses ? "choices" : "answer", "is of another sort than the lines before: a file has answers or choices throughout");
            }
            choosing = chooses;
            List<String> choices = fits
                    ? row.texts("context_options")
                    : chooses ? row.texts("choices") : List.of(row.textOf("answer", "continuation"));
            int correct = chooses ? correct(row, choices.size()) : 0;
            OptionalLong frequency = row.optionalInteger("frequency");
            if (fits) {
                items.add(new Item(group++, "", choices, correct, frequency, row.text("continuation")));
                continue;
            }
            items.add(new Item(group, row.textOf("prompt", "context", "query"), choices, correct, frequency));
            for (String paraphrase : row.optionalTexts("paraphrases")) {
                items.add(new Item(group, paraphrase, choices, correct, frequency));
            }
            group++;
        }
        return new Task(TaskFile.stem(path), items, choosing ? Metric.CLASSIFICATION : Metric.TOP_TOKEN, PLAIN_TOKENS);
    }

    private static int correct(Row row, int choices) {
        String field = row.has("gold") ? "gold" : "correct";
        int correct = row.integer(field);
        if (correct < 0 || correct >= choices) {
            throw row.wrong(field, "is %d; there are %d choices, counted from 0".formatted(correct, choices));
        }
        return correct;
    }
}
