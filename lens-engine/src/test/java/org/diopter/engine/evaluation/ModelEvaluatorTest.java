package org.diopter.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelEvaluatorTest {
    private static final double ROUNDING = 1e-4;
    private static final long PLENTY = 64 << 20;

    @TempDir
    Path folder;

    private Task lines(Metric metric, String... lines) {
        try {
            Path file = Files.write(folder.resolve("task.jsonl"), List.of(lines));
            return TaskKind.JSONL.read(file).measuredBy(metric);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Prompts of different lengths, enough for more than one pack, with answers of one to three tokens.
    private Task free(int items, Metric metric) {
        Random random = new Random(3);
        return lines(metric, IntStream.range(0, items)
                .mapToObj(i -> "{\"prompt\": \"%s\", \"answer\": \"%s\"}".formatted(numbers(random, 3 + i % 9), numbers(random, 1 + i % 3)))
                .toArray(String[]::new));
    }

    private Task choices(int items) {
        Random random = new Random(4);
        return lines(Metric.CLASSIFICATION, IntStream.range(0, items)
                .mapToObj(i -> String.format(Locale.ROOT, "{\"prompt\": \"%s\", \"choices\": [\"%s\", \"%s\", \"%s\"], \"correct\": %d}",
                        numbers(random, 4 + i % 5), numbers(random, 1), numbers(random, 1 + i % 3), numbers(random, 2), i % 3))
                .toArray(String[]::new));
    }

    private static String numbers(Random random, int count) {
        return random.ints(count, 0, 60).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private static int[] all(Task task) {
        return IntStream.range(0, task.items().size()).toArray();
    }

    @ParameterizedTest
    @CsvSource({"llama, 1000000", "llama, 1", "gpt2, 1000000", "mistral, 20000", "bloom, 1000000", "llama_dynamic, 1000000", "gemma3, 1000000"})
    void packedItemsAreMeasuredAsEachAlone(String family, long streamBytes) {
        Task task = free(60, Metric.TOP_TOKEN);
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), family);
                ModelEvaluator evaluator = bench.evaluator(task, streamBytes)) {
            List<EditStack> stacks = new ArrayList<>(List.of(EditStack.NONE));
            String matrix = "mlp.out";
            for (int block = 0; block < bench.layers(); block++) {
                stacks.add(EditStack.parse(List.of("rank:block=%d,matrix=%s,keep=2".formatted(block, matrix))));
            }
            for (EditStack stack : stacks) {
                List<Outcome> outcomes = evaluator.evaluate(stack, all(task), Progress.NONE);
                for (int i : all(task)) {
                    Item item = task.items().get(i);
                    Outcome outcome = outcomes.get(i);
                    double expected = bench.logProbability(item.prompt(), item.continuation(0), stack);
                    assertEquals(-expected / (1 + i % 3), outcome.logLoss(), ROUNDING, "item " + i + " under " + stack.texts());
                    assertEquals(1 + i % 3, outcome.answerTokens());
                    assertEquals(outcome.rank() == 1, outcome.correct());
                }
            }
        }
    }

    @Test
    void ranksCountTheTokensAbove() {
        Task task = free(8, Metric.TOP_TOKEN);
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama");
                ModelEvaluator evaluator = bench.evaluator(task, PLENTY)) {
            List<Outcome> outcomes = evaluator.evaluate(List.of(), all(task), Progress.NONE);
            for (int i : all(task)) {
                double[][] logits = bench.logits(task.items().get(i).prompt(), EditStack.NONE);
                double[] last = logits[logits.length - 1];
                int id = Integer.parseInt(task.items().get(i).answer().split(" ", -1)[0]);
                assertEquals(1 + Arrays.stream(last).filter(logit -> logit > last[id]).count(), outcomes.get(i).rank());
            }
        }
    }

    @Test
    void theLikeliestChoiceIsTheOneWithTheLargestSum() {
        Task task = choices(24);
        EditStack stack = EditStack.parse(List.of("rank:block=1,matrix=attn.o,keep=1"));
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama");
                ModelEvaluator evaluator = bench.evaluator(task, PLENTY)) {
            List<Outcome> outcomes = evaluator.evaluate(stack, all(task), Progress.NONE);
            for (int i : all(task)) {
                Item item = task.items().get(i);
                double[] sums = IntStream.range(0, 3).mapToDouble(c -> bench.logProbability(item.prompt(), item.continuation(c), stack)).toArray();
                int best = IntStream.range(0, 3).reduce(0, (a, b) -> sums[b] > sums[a] ? b : a);
                assertEquals(best, outcomes.get(i).chosen());
                assertEquals(best == item.correct(), outcomes.get(i).correct());
                double share = Math.exp(sums[item.correct()]) / Arrays.stream(sums).map(Math::exp).sum();
                assertEquals(-Math.log(share), outcomes.get(i).labelLoss(), ROUNDING);
            }
        }
    }

    @Test
    void generationFindsTheAnswerAnywhereInWhatIsWritten() {
        EditStack stack = EditStack.parse(List.of("rank:block=0,matrix=mlp.down,keep=3"));
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama")) {
            String[] prompts = {"3 9 14", "5 1 22 7 8", "40 2"};
            List<String> lines = new ArrayList<>();
            for (String prompt : prompts) {
                String[] greedy = bench.greedy(prompt, 6, stack).strip().split(" ", -1);
                lines.add("{\"prompt\": \"%s\", \"answer\": \"%s\"}".formatted(prompt, greedy[3] + " " + greedy[4]));
                lines.add("{\"prompt\": \"%s\", \"answer\": \"%s\"}".formatted(prompt, prompt.split(" ", -1)[0]));
            }
            Task task = lines(Metric.GENERATION, lines.toArray(String[]::new));
            try (ModelEvaluator evaluator = bench.evaluator(task, PLENTY);
                    ModelEvaluator official = bench.evaluator(task.measuredBy(Metric.GENERATION_WITH_PROMPT), PLENTY)) {
                List<Outcome> outcomes = evaluator.evaluate(stack, all(task), Progress.NONE);
                List<Outcome> withPrompt = official.evaluate(stack, all(task), Progress.NONE);
                for (int i = 0; i < lines.size(); i += 2) {
                    assertTrue(outcomes.get(i).correct());
                    assertTrue(withPrompt.get(i + 1).correct(), "the official metric counts what stands in the prompt");
                }
            }
        }
    }

    /// Embeddings are padded: their last rows belong to no text.
    @Test
    void aTokenWithoutTextEndsWhatIsWritten() {
        int words = 50;
        String prompt = promptThatGoesOnAbove(words);
        Task task = lines(Metric.GENERATION, "{\"prompt\": \"%s\", \"answer\": \"1\"}".formatted(prompt));
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), TinyModel.family("llama"), words);
                ModelEvaluator evaluator = bench.evaluator(task, PLENTY)) {
            assertFalse(evaluator.evaluate(List.of(), all(task), Progress.NONE).getFirst().correct());
        }
    }

    private String promptThatGoesOnAbove(int words) {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama")) {
            return IntStream.range(2, words)
                    .mapToObj(Integer::toString)
                    .filter(prompt -> Integer.parseInt(bench.greedy(prompt, 1, EditStack.NONE).strip()) >= words)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Positions of gpt2 are rows of a table of 64: behind its end there is none to look up.
    @Test
    void writingEndsWhereTheModelTakesNoMore() {
        int context = 64;
        Task task = lines(Metric.GENERATION, "{\"prompt\": \"%s\", \"answer\": \"3 3 3 3 3 3 3 3\"}".formatted("7 ".repeat(context - 8).strip()));
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "gpt2");
                ModelEvaluator evaluator = bench.evaluator(task, PLENTY)) {
            assertEquals(8, evaluator.evaluate(List.of(), all(task), Progress.NONE).getFirst().answerTokens());
        }
    }

    @Test
    void anOutputThatIsNotFiniteIsRefusedAndNotCountedAsRight() throws IOException {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), TinyModel.open(withBrokenFinalNorm()));
                ModelEvaluator evaluator = bench.evaluator(free(2, Metric.TOP_TOKEN), PLENTY)) {
            UnusableInputException e = assertThrows(
                    UnusableInputException.class, () -> evaluator.evaluate(List.of(), new int[] {0, 1}, Progress.NONE));
            assertEquals("D-204", e.code());
        }
    }

    /// The blocks of this copy give numbers, and its logits are NaN.
    private Path withBrokenFinalNorm() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("broken"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(TinyModel.folder("llama").resolve(file), copy.resolve(file));
        }
        try (TinyModel original = TinyModel.family("llama");
                RandomAccessFile out = new RandomAccessFile(copy.resolve("model.safetensors").toFile(), "rw")) {
            out.seek(original.checkpoint().tensor("model.norm.weight").offset());
            out.writeInt(Integer.reverseBytes(Float.floatToIntBits(Float.NaN)));
        }
        return copy;
    }

    @Test
    void whatCannotBeMeasuredIsNamed() {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama")) {
            assertProblem(bench, "Item 0", "{\"prompt\": \"3 4\", \"answer\": \"x\"}");
            assertProblem(bench, "nothing stands before", "{\"prompt\": \"x\", \"answer\": \"3\"}");
            assertProblem(bench, "the model takes", "{\"prompt\": \"%s\", \"answer\": \"3\"}".formatted("3 ".repeat(5000)));
        }
    }

    private void assertProblem(EvaluationBench bench, String problem, String line) {
        Task task = lines(Metric.TOP_TOKEN, line);
        try (ModelEvaluator evaluator = bench.evaluator(task, PLENTY)) {
            UnusableInputException e = assertThrows(
                    UnusableInputException.class, () -> evaluator.evaluate(List.of(), new int[] {0}, Progress.NONE));
            assertTrue(e.sentence().contains(problem), e.sentence());
        }
    }

    @Test
    void theIdentityFollowsModelTaskAndMetric() {
        Task task = free(3, Metric.TOP_TOKEN);
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama");
                ModelEvaluator one = bench.evaluator(task, PLENTY);
                ModelEvaluator same = bench.evaluator(free(3, Metric.TOP_TOKEN), 1);
                ModelEvaluator metric = bench.evaluator(task.measuredBy(Metric.GENERATION), PLENTY);
                ModelEvaluator items = bench.evaluator(free(4, Metric.TOP_TOKEN), PLENTY)) {
            assertEquals(one.identity(), same.identity());
            assertTrue(!one.identity().equals(metric.identity()) && !one.identity().equals(items.identity()));
        }
    }

    @Test
    void aReductionIsTheEditOfItsMatrix() {
        Task task = free(10, Metric.TOP_TOKEN);
        Reduction reduction = new Reduction(new MatrixId(1, MatrixKind.MLP_OUT), new BigDecimal("0.1"));
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama");
                ModelEvaluator evaluator = bench.evaluator(task, PLENTY)) {
            assertEquals(
                    evaluator.evaluate(EditStack.parse(List.of("rank:block=1,matrix=mlp.down,rho=0.1")), all(task), Progress.NONE),
                    evaluator.evaluate(List.of(reduction), all(task), Progress.NONE));
        }
    }
}
