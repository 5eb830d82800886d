package org.diopter.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Facts to be completed: the prompt is the beginning of a sentence, the answer its end.
final class FactTasks {
    private static final int NEW_TOKENS = 10;

    private FactTasks() {}

    /// CounterFact: each case's prompt and its paraphrases, answered by what is true. Read are ROME's own form (`requested_rewrite`,
    /// `paraphrase_prompts`), EasyEdit's short one (`prompt`, `ground_truth`, `rephrase_prompt`) and almanac-8m's (`prompt`, `object`, `rephrase`).
    static Task counterFact(Path path) {
        List<Item> items = new ArrayList<>();
        int group = 0;
        for (Row row : TaskFile.any(path, "cases").rows()) {
            OptionalLong frequency = row.optionalInteger("frequency");
            for (String prompt : prompts(row)) {
                items.add(new Item(group, prompt, List.of(truth(row)), 0, frequency));
            }
            group++;
        }
        return new Task("counterfact", items, Metric.TOP_TOKEN, NEW_TOKENS);
    }

    private static List<String> prompts(Row row) {
        List<String> prompts = new ArrayList<>();
        if (row.has("requested_rewrite")) {
            Row rewrite = row.object("requested_rewrite");
            prompts.add(filled(rewrite.text("prompt"), rewrite.text("subject")));
            prompts.addAll(row.texts("paraphrase_prompts"));
            return prompts;
        }
        prompts.add(row.text("prompt"));
        for (String field : List.of("rephrase_prompt", "rephrase")) {
            if (row.has(field)) {
                prompts.add(row.text(field));
            }
        }
        return prompts;
    }

    private static String truth(Row row) {
        return row.has("requested_rewrite")
                ? row.object("requested_rewrite").object("target_true").text("str")
                : row.textOf("ground_truth", "object");
    }

    private static String filled(String template, String subject) {
        return template.replace("{}", subject);
    }

    /// ROME's known facts: `prompt` and `attribute`.
    static Task known(Path path) {
        List<Item> items = new ArrayList<>();
        for (Row row : TaskFile.any(path, "facts").rows()) {
            items.add(Item.free(items.size(), row.text("prompt"), row.text("attribute")));
        }
        return new Task("known-1000", items, Metric.TOP_TOKEN, NEW_TOKENS);
    }

    /// A relation of the LRE data: every sample in every template that is made to be read without examples.
    static Task relation(Path path) {
        TaskFile file = TaskFile.json(path, "samples");
        List<String> zeroShot = file.header().optionalTexts("prompt_templates_zs");
        List<String> templates = zeroShot.isEmpty() ? file.header().texts("prompt_templates") : zeroShot;
        List<Item> items = new ArrayList<>();
        int group = 0;
        for (Row sample : file.rows()) {
            for (String template : templates) {
                items.add(Item.free(group, filled(template, sample.text("subject")), sample.text("object")));
            }
            group++;
        }
        return new Task("lre", items, Metric.TOP_TOKEN, NEW_TOKENS);
    }
}
