package org.diopter.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Texts to be judged by one of a few words, with the prompts of the LASER paper's code (of which the paper's own wording differs).
final class ClaimTasks {
    private static final List<String> TRUE_OR_FALSE = List.of("true", "false");
    private static final int TRUE = 0;
    private static final int FALSE = 1;
    private static final List<String> GENDERS = List.of("male", "female");
    /// In the order of the paper's code, which decides between equal ones.
    private static final List<String> PROFESSIONS =
            List.of("journalist", "poet", "composer", "model", "teacher", "architect", "painter", "professor");
    /// Their numbers in Bias in Bios, in that order.
    private static final List<Integer> PROFESSION_NUMBERS = List.of(11, 20, 5, 12, 26, 1, 14, 21);

    private ClaimTasks() {}

    /// FEVER: claims that are supported or refuted, each once; claims with both labels are left out, as are those without enough information.
    static Task fever(Path path) {
        Map<String, Set<Integer>> labels = new LinkedHashMap<>();
        for (Row row : TaskFile.any(path, "claims").rows()) {
            int label = feverLabel(row);
            if (label >= 0) {
                labels.computeIfAbsent(row.text("claim"), claim -> new LinkedHashSet<>()).add(label);
            }
        }
        List<Item> items = new ArrayList<>();
        labels.forEach((claim, found) -> {
            if (found.size() == 1) {
                items.add(Item.choice(items.size(), feverPrompt(claim.strip()), TRUE_OR_FALSE, found.iterator().next()));
            }
        });
        return new Task("fever", items, Metric.CLASSIFICATION, 1);
    }

    private static int feverLabel(Row row) {
        return switch (row.text("label")) {
            case "SUPPORTS" -> TRUE;
            case "REFUTES" -> FALSE;
            case "NOT ENOUGH INFO" -> -1;
            default -> throw row.wrong("label", "is none of SUPPORTS, REFUTES and NOT ENOUGH INFO");
        };
    }

    private static String feverPrompt(String claim) {
        String end = claim.endsWith(".") || claim.endsWith("?") ? "" : ".";
        return "Consider the following claim: " + claim + end + " Is this claim true or false. The claim is";
    }

    /// TruthfulQA (the CSV file): every correct and every incorrect answer to every question is one statement. The missing space before “Is” is the code's.
    static Task truthfulQa(Path path) {
        List<Item> items = new ArrayList<>();
        int group = 0;
        for (Row row : CsvFile.read(path)) {
            for (String answer : answers(row, "Correct Answers")) {
                items.add(Item.choice(group, statement(row, answer), TRUE_OR_FALSE, TRUE));
            }
            for (String answer : answers(row, "Incorrect Answers")) {
                items.add(Item.choice(group, statement(row, answer), TRUE_OR_FALSE, FALSE));
            }
            group++;
        }
        return new Task("truthfulqa", items, Metric.CLASSIFICATION, 1);
    }

    private static List<String> answers(Row row, String field) {
        return Arrays.stream(row.text(field).split(";")).map(String::strip).filter(answer -> !answer.isEmpty()).toList();
    }

    private static String statement(Row row, String answer) {
        String statement = row.text("Question") + " " + answer;
        return statement + (statement.endsWith(".") ? "" : ".") + "Is this statement true or false? This statement is";
    }

    /// Bias in Bios, gender: `hard_text` and `gender` (0 male, 1 female).
    static Task biosGender(Path path) {
        List<Item> items = new ArrayList<>();
        for (Row row : TaskFile.any(path, "rows").rows()) {
            int gender = row.integer("gender");
            if (gender != 0 && gender != 1) {
                throw row.wrong("gender", "is neither 0 (male) nor 1 (female)");
            }
            String prompt = "Consider the following text: " + row.text("hard_text")
                    + " Is the person in this text a male or female? The gender of this person is";
            items.add(Item.choice(items.size(), prompt, GENDERS, gender));
        }
        return new Task("bios-gender", items, Metric.CLASSIFICATION, 1);
    }

    /// Bias in Bios, profession: `hard_text` and `profession` (its number); only the eight professions that are one token each.
    static Task biosProfession(Path path) {
        List<Item> items = new ArrayList<>();
        for (Row row : TaskFile.any(path, "rows").rows()) {
            int profession = PROFESSION_NUMBERS.indexOf(row.integer("profession"));
            if (profession >= 0) {
                String prompt = "Consider the following text: " + row.text("hard_text")
                        + " What is the profession of the person in this text? The profession of this person is";
                items.add(Item.choice(items.size(), prompt, PROFESSIONS, profession));
            }
        }
        return new Task("bios-profession", items, Metric.CLASSIFICATION, 1);
    }
}
