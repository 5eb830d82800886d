package org.diopter.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.laser.AnswerKind;
import org.diopter.engine.laser.HeldAnswer;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldAnswers.Group;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.engine.laser.MatrixPart.Side;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldAnswersTest {
    private static final int ITEMS = 24;
    private static final ReduceRank CUT =
            (ReduceRank) EditStack.parse(List.of("rank:block=1,matrix=mlp.in,rho=0.2")).edits().getFirst();
    private static final HeldPlan PLAN = new HeldPlan(CUT, List.of(new BigDecimal("0.1"), new BigDecimal("0.5"), BigDecimal.ONE, new BigDecimal("0.001")));

    @TempDir
    Path folder;

    private static Task task() {
        Random random = new Random(5);
        return new Task("numbers", IntStream.range(0, ITEMS).mapToObj(i -> {
            String prompt = IntStream.range(0, 3 + i % 5).mapToObj(n -> Integer.toString(3 + random.nextInt(40))).collect(Collectors.joining(" "));
            return new Item(i, prompt, List.of(Integer.toString(3 + random.nextInt(40))), 0, OptionalLong.empty());
        }).toList(), Metric.TOP_TOKEN, 1);
    }

    private static HeldAnswers held(EvaluationBench bench, Task task) {
        try (ModelEvaluator evaluator = bench.evaluator(task, 1 << 20)) {
            return evaluator.held(PLAN, IntStream.range(0, task.items().size()).toArray(), Progress.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2"})
    void aPartAnswersAsTheModelWithThatPartAlone(String family) {
        Task task = task();
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), family)) {
            HeldAnswers held = held(bench, task);
            for (MatrixPart part : held.parts().keySet()) {
                for (int i = 0; i < 6; i++) {
                    HeldAnswer answer = held.parts().get(part).get(i);
                    double[][] logits = bench.logits(task.items().get(i).prompt(), EditStack.of(part.edit(PLAN.matrix())));
                    double[] last = logits[logits.length - 1];
                    double logSum = Math.log(Arrays.stream(last).map(Math::exp).sum());
                    for (int k = 0; k < answer.top().length; k++) {
                        assertEquals(last[answer.top()[k]] - logSum, answer.logProbabilities()[k], 1e-4, part + " item " + i);
                    }
                    double fifth = answer.logProbabilities()[4];
                    assertTrue(Arrays.stream(last).filter(logit -> logit - logSum > fifth + 1e-4).count() <= 4, "no token above the five best is left out");
                }
            }
        }
    }

    @Test
    void bothSidesAreWholeAtAShareOfOneAndAShareWithoutComponentsIsLeftOut() {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama")) {
            HeldAnswers held = held(bench, task());
            assertEquals(2 * 3, held.parts().size());
            for (Side side : Side.values()) {
                List<HeldAnswer> whole = held.parts().entrySet().stream()
                        .filter(part -> part.getKey().side() == side && part.getKey().share().equals(BigDecimal.ONE))
                        .map(Map.Entry::getValue)
                        .findFirst().orElseThrow();
                for (int i = 0; i < ITEMS; i++) {
                    assertArrayEquals(held.asItIs().get(i).top(), whole.get(i).top());
                }
            }
        }
    }

    @Test
    void theCosineOfTheRightAnswerIsOneAndOthersAreCosinesOfRows() {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama")) {
            HeldAnswers held = held(bench, task());
            for (List<HeldAnswer> answers : held.parts().values()) {
                for (HeldAnswer answer : answers) {
                    assertEquals(answer.top()[0] == answer.right(), answer.kind() == AnswerKind.RIGHT);
                    assertEquals(bench.cosine(answer.top()[0], answer.right()), answer.cosine(), 1e-6);
                    assertTrue(answer.kind() != AnswerKind.RIGHT || Math.abs(answer.cosine() - 1) < 1e-6);
                }
            }
        }
    }

    @Test
    void anAnswerWithoutTextIsGeneric() {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), TinyModel.family("llama"), 45)) {
            HeldAnswers held = held(bench, task());
            List<HeldAnswer> textless = held.parts().values().stream().flatMap(List::stream).filter(answer -> answer.top()[0] >= 45).toList();
            assertFalse(textless.isEmpty());
            textless.forEach(answer -> assertEquals(AnswerKind.GENERIC, answer.kind()));
        }
    }

    @Test
    void groupsPartTheItemsAndSummariesCountThem() {
        Task task = task();
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama")) {
            HeldAnswers first = held(bench, task);
            // The answers that the cut gives are right for every third item, those of the model as it is for every fourth.
            Task known = new Task("known", IntStream.range(0, ITEMS).mapToObj(i -> {
                int id = i % 3 == 0 ? first.cut().get(i).top()[0] : i % 4 == 1 ? first.asItIs().get(i).top()[0] : 2;
                return new Item(i, task.items().get(i).prompt(), List.of(Integer.toString(id)), 0, OptionalLong.empty());
            }).toList(), Metric.TOP_TOKEN, 1);
            HeldAnswers held = held(bench, known);
            int all = 0;
            for (Group group : Group.values()) {
                int[] members = held.members(group);
                all += members.length;
                for (MatrixPart part : held.parts().keySet()) {
                    HeldAnswers.Summary summary = held.summary(part, members);
                    assertEquals(members.length, summary.kinds().values().stream().mapToInt(Integer::intValue).sum());
                    assertEquals(members.length, summary.items());
                    if (members.length > 0) {
                        assertEquals(Arrays.stream(members).mapToDouble(i -> Objects.requireNonNull(held.parts().get(part)).get(i).cosine()).average().orElseThrow(), summary.cosine(), 1e-12);
                    }
                }
            }
            assertEquals(ITEMS, all);
            for (int i = 0; i < ITEMS; i += 3) {
                boolean changed = first.cut().get(i).top()[0] != first.asItIs().get(i).top()[0];
                assertEquals(changed ? Group.CORRECTED : Group.ALWAYS_RIGHT, held.group(i));
            }
            assertTrue(held.members(Group.CORRECTED).length > 0, "the cut changes some answers");
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "\" the\", GENERIC", "\" The\", GENERIC", "\".\", GENERIC", "\" \", GENERIC", "\" Paris\", OTHER", "\"7\", OTHER", "\" theatre\", OTHER", "\" 東京\", OTHER",
    })
    void wordsThatFitAnywhereAreGeneric(String text, AnswerKind kind) {
        assertEquals(kind, AnswerKind.of(text, false));
        assertEquals(AnswerKind.RIGHT, AnswerKind.of(text, true));
    }
}
