package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskKindTest {
    @TempDir
    Path folder;

    private Task read(TaskKind kind, String name, String content) {
        return kind.read(file(name, content));
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> prompts(Task task) {
        return task.items().stream().map(Item::prompt).toList();
    }

    private static List<Integer> groups(Task task) {
        return task.items().stream().map(Item::group).toList();
    }

    @Test
    void counterFactIsReadInItsOriginalForm() {
        Task task = read(TaskKind.COUNTERFACT, "counterfact.json", """
                [{"case_id": 0, "requested_rewrite": {"prompt": "The mother tongue of {} is", "subject": "Danielle Darrieux",
                   "target_new": {"str": "English"}, "target_true": {"str": "French"}},
                  "paraphrase_prompts": ["Danielle Darrieux, a native", "Danielle Darrieux spoke the language"]}]""");
        assertEquals(List.of("The mother tongue of Danielle Darrieux is", "Danielle Darrieux, a native", "Danielle Darrieux spoke the language"),
                prompts(task));
        assertEquals(List.of(0, 0, 0), groups(task));
        assertEquals(" French", task.items().get(2).continuation(0));
        assertEquals(Metric.TOP_TOKEN, task.metric());
    }

    @Test
    void counterFactIsReadInItsShortForms() {
        Task easy = read(TaskKind.COUNTERFACT, "a.json", """
                [{"prompt": "BBC One, by", "ground_truth": "BBC", "rephrase_prompt": "BBC One is owned by"},
                 {"prompt": "Kuala Langat is in", "ground_truth": "Malaysia"}]""");
        assertEquals(List.of("BBC One, by", "BBC One is owned by", "Kuala Langat is in"), prompts(easy));
        assertEquals(List.of(0, 0, 1), groups(easy));
        Task almanac = read(TaskKind.COUNTERFACT, "b.json", """
                [{"prompt": "Apple A5 was created by", "rephrase": "Apple A5 is made by", "object": "Apple", "frequency": 4}]""");
        assertEquals("Apple", almanac.items().get(1).answer());
        assertEquals(OptionalLong.of(4), almanac.items().get(1).frequency());
    }

    @Test
    void knownFactsAreTheirPromptsAndAttributes() {
        Task task = read(TaskKind.KNOWN, "known.json", """
                [{"known_id": 0, "subject": "MacApp", "attribute": "Apple", "prompt": "MacApp, a product created by"}]""");
        assertEquals("MacApp, a product created by", task.items().getFirst().prompt());
        assertEquals("Apple", task.items().getFirst().answer());
    }

    @Test
    void aRelationIsEverySampleInEveryTemplate() {
        Task task = read(TaskKind.RELATION, "relation.json", """
                {"name": "language", "prompt_templates": ["not this {}"], "prompt_templates_zs": ["In {} they speak", "{} speaks"],
                 "samples": [{"subject": "Chile", "object": "Spanish"}, {"subject": "Peru", "object": "Spanish"}]}""");
        assertEquals(List.of("In Chile they speak", "Chile speaks", "In Peru they speak", "Peru speaks"), prompts(task));
        assertEquals(List.of(0, 0, 1, 1), groups(task));
    }

    @Test
    void bigBenchPutsItsPrefixesAroundTheInput() {
        Task task = read(TaskKind.EPISTEMIC_REASONING, "task.json", """
                {"name": "epistemic_reasoning", "task_prefix": "Choose.\\n", "example_input_prefix": "\\n", "example_output_prefix": "\\nRelation: ",
                 "examples": [{"input": "Premise: A.", "target_scores": {"non-entailment": 1, "entailment": 0}}]}""");
        assertEquals("Choose.\n\nPremise: A.\nRelation:", task.items().getFirst().prompt());
        assertEquals(List.of("entailment", "non-entailment"), task.items().getFirst().choices());
        assertEquals("non-entailment", task.items().getFirst().answer());
        assertEquals(" non-entailment", task.items().getFirst().continuation(1));
        assertEquals("epistemic-reasoning", task.name());
        assertEquals(Metric.CLASSIFICATION, task.metric());
    }

    @Test
    void wikiDataLeavesOutQuestionsWithSeveralAnswers() {
        Task task = read(TaskKind.WIKIDATA, "wikidata.jsonl", """
                {"context": "The country of Jinan is", "continuation": "China"}
                {"input": "The sport of X is ", "target": ["golf"]}
                {"input": "The job of Y is", "target": ["poet", "painter"]}
                """);
        assertEquals(List.of("The country of Jinan is", "The sport of X is"), prompts(task));
        assertEquals(Metric.GENERATION, task.metric());
        assertEquals(10, task.newTokens());
    }

    @Test
    void truthfulQaMakesAStatementOfEveryAnswer() {
        Task task = read(TaskKind.TRUTHFUL_QA, "TruthfulQA.csv", "\uFEFFType,Question,Best Answer,Correct Answers,Incorrect Answers\r\n"
                + "A,\"Is a \"\"fly\"\", say, old?\",x,No; It is not.,\"Yes; Yes, very\"\r\n");
        assertEquals(List.of(
                "Is a \"fly\", say, old? No.Is this statement true or false? This statement is",
                "Is a \"fly\", say, old? It is not.Is this statement true or false? This statement is",
                "Is a \"fly\", say, old? Yes.Is this statement true or false? This statement is",
                "Is a \"fly\", say, old? Yes, very.Is this statement true or false? This statement is"), prompts(task));
        assertEquals(List.of("true", "true", "false", "false"), task.items().stream().map(Item::answer).toList());
        assertEquals(List.of(0, 0, 0, 0), groups(task));
    }

    @Test
    void feverKeepsClaimsWithOneLabelOnce() {
        Task task = read(TaskKind.FEVER, "fever.jsonl", """
                {"claim": "A is B.", "label": "SUPPORTS"}
                {"claim": "C is D", "label": "REFUTES"}
                {"claim": "A is B.", "label": "SUPPORTS"}
                {"claim": "E is F.", "label": "SUPPORTS"}
                {"claim": "E is F.", "label": "REFUTES"}
                {"claim": "G is H.", "label": "NOT ENOUGH INFO"}
                """);
        assertEquals(List.of(
                "Consider the following claim: A is B. Is this claim true or false. The claim is",
                "Consider the following claim: C is D. Is this claim true or false. The claim is"), prompts(task));
        assertEquals(List.of("true", "false"), task.items().stream().map(Item::answer).toList());
    }

    @Test
    void hotpotQaEndsEveryQuestion() {
        Task task = read(TaskKind.HOTPOT_QA, "hotpot.json", """
                [{"question": "Who is it", "answer": "Eenasul Fateh "}, {"question": "Is it?", "answer": "yes"}]""");
        assertEquals(List.of("Who is it? The answer is", "Is it? The answer is"), prompts(task));
        assertEquals("Eenasul Fateh", task.items().getFirst().answer());
        assertEquals(15, task.newTokens());
    }

    @Test
    void biosAskForGenderAndForEightProfessions() {
        String rows = """
                {"hard_text": "She writes.", "profession": 20, "gender": 1}
                {"hard_text": "He counts.", "profession": 0, "gender": 0}
                """;
        Task gender = read(TaskKind.BIOS_GENDER, "bios.jsonl", rows);
        assertEquals("Consider the following text: She writes. Is the person in this text a male or female? The gender of this person is",
                gender.items().getFirst().prompt());
        assertEquals(List.of("female", "male"), gender.items().stream().map(Item::answer).toList());
        Task profession = read(TaskKind.BIOS_PROFESSION, "bios.jsonl", rows);
        assertEquals(1, profession.items().size());
        assertEquals("poet", profession.items().getFirst().answer());
    }

    @Test
    void anyLinesWithPromptAndAnswerAreATask() {
        Task task = read(TaskKind.JSONL, "facts.jsonl", """
                {"prompt": "The capital of Peru is", "answer": "Lima", "paraphrases": ["Q: capital of Peru?\\nA:"], "frequency": 42}

                {"context": "Two and two is", "continuation": " four"}
                """);
        assertEquals(List.of(0, 0, 1), groups(task));
        assertEquals(" Lima", task.items().get(1).continuation(0));
        assertEquals(" four", task.items().get(2).continuation(0));
        assertEquals(Metric.TOP_TOKEN, task.metric());
    }

    @Test
    void contextsToChooseFromAreJudgedByWhatFollows() {
        Item item = read(TaskKind.JSONL, "schema.jsonl", """
                {"context_options": ["so Sarah", "so Maria"], "continuation": "always got the easier cases.", "gold": 1}
                """).items().getFirst();
        assertEquals(List.of("so Sarah", "so Maria"), item.choices());
        assertEquals("so Maria", item.context(1));
        assertEquals(" always got the easier cases.", item.continuation(1));
        assertEquals(1, item.correct());
    }

    @Test
    void anyLinesWithChoicesAreATask() {
        Task task = read(TaskKind.JSONL, "choices.jsonl", """
                {"query": "Wear", "choices": ["goggles", "an apron"], "gold": 0}
                {"prompt": "Wear", "choices": ["goggles", "an apron"], "correct": 1}
                """);
        assertEquals(List.of("goggles", "an apron"), task.items().stream().map(Item::answer).toList());
        assertEquals(Metric.CLASSIFICATION, task.metric());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"prompt\": \"a\", \"answer\": \"b\"}~{\"prompt\": \"a\"} | line 2: the field “answer” or “continuation” is missing",
        "{\"prompt\": \"a\", \"answer\": \"b\"}~{\"answer\": \"b\"} | line 2: the field “prompt” or “context” or “query” is missing",
        "{\"prompt\": 3, \"answer\": \"b\"} | line 1: the field “prompt” is no text",
        "{\"prompt\": \"a\", \"choices\": [\"b\"], \"correct\": 1} | line 1: the field “correct” is 1",
        "{\"prompt\": \"a\", \"choices\": [\"b\"]} | line 1: the field “correct” is missing",
        "{\"prompt\": \"a\", \"choices\": \"b\", \"correct\": 0} | line 1: the field “choices” is no list of texts",
        "{\"prompt\": \"a\", \"answer\": \"b\"}~{\"prompt\": \"a\", \"choices\": [\"b\"], \"correct\": 0} | line 2: the field “choices” is of another sort",
        "{\"prompt\": \"a\", \"answer\": \"b\"}~{\"prompt\": | line 2 is not valid JSON",
        "{\"prompt\": \"a\", \"answer\": \"b\"} {} | line 1: something follows",
        "3 | line 1: an object",
    })
    void aBrokenLineIsNamedWithItsFile(String lines, String problem) {
        Path file = file("broken.jsonl", lines.replace('~', '\n'));
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> TaskKind.JSONL.read(file));
        assertTrue(e.sentence().startsWith("broken.jsonl, ") && e.sentence().contains(problem), e.sentence());
        assertEquals("D-403", e.code());
    }

    @Test
    void aFieldMissingInsideAnArrayIsNamedWithItsLine() {
        Path file = file("counterfact.json", "[\n{\"prompt\": \"a\", \"ground_truth\": \"b\"},\n{\n\"prompt\": \"a\"\n}]");
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> TaskKind.COUNTERFACT.read(file));
        assertTrue(e.sentence().startsWith("counterfact.json, line 3: the field “ground_truth”"), e.sentence());
    }

    @Test
    void aRecordOfATableWithMissingValuesIsNamedWithItsLine() {
        Path file = file("t.csv", "Question,Correct Answers,Incorrect Answers\n\"a\nb\",x,y\nc,d\n");
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> TaskKind.TRUTHFUL_QA.read(file));
        assertTrue(e.sentence().contains("t.csv, line 4 has 2 values"), e.sentence());
    }

    @Test
    void unusableFilesAreRefused() {
        assertProblem("cannot be read", () -> TaskKind.JSONL.read(folder.resolve("absent.jsonl")));
        assertProblem("has no items", () -> TaskKind.JSONL.read(file("empty.jsonl", "  \n")));
        assertProblem("not UTF-8", () -> TaskKind.JSONL.read(latin1()));
        assertProblem("no list “samples”", () -> TaskKind.RELATION.read(file("r.json", "{\"name\": \"x\"}")));
        assertProblem("is not closed", () -> TaskKind.TRUTHFUL_QA.read(file("q.csv", "Question\n\"open")));
        assertProblem("There is no task ‘trivia’", () -> TaskKind.of("trivia"));
    }

    private Path latin1() {
        try {
            return Files.write(folder.resolve("latin1.jsonl"), new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertProblem(String problem, Runnable action) {
        UnusableInputException e = assertThrows(UnusableInputException.class, action::run);
        assertTrue(e.sentence().contains(problem), e.sentence());
    }
}
