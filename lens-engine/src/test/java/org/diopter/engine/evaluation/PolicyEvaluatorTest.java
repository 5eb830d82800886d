package org.diopter.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.diopter.engine.cache.CachePass;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.testing.NumberTokenizer;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyEvaluatorTest {
    private static final Cancellation GO = new Cancellation();
    private static final Task TASK = new Task("numbers", List.of(
            new Item(0, "5 17 3 40 22 9", List.of("31 2", "11"), 0, OptionalLong.empty()),
            new Item(1, "8 8 1 14", List.of("7 7 2", "9 4"), 1, OptionalLong.empty())), Metric.CLASSIFICATION, 1);

    private final List<String> ran = new ArrayList<>();
    private TinyModel model;
    private SplitBlocks split;
    private CachePass pass;
    private ReadOut readOut;

    @BeforeEach
    void open() {
        model = TinyModel.family("llama");
        split = new SplitBlocks(model.architecture(), model.graphs(), model.runtime(), model.blocks());
        pass = new CachePass(split, new NotFinite(new CheckpointSearch(model.checkpoint(), model.architecture())));
        readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true);
    }

    @AfterEach
    void close() {
        readOut.close();
        split.close();
        model.close();
    }

    private CacheRun run(TokenSequence tokens, CacheUse use) {
        ran.add(tokens + " " + use.policy().text());
        return pass.run(CachePass.Request.of(tokens, use), GO, ForwardPass.Listener.NONE);
    }

    private List<Outcome> evaluate(Task task, String policy) {
        NumberTokenizer tokenizer = new NumberTokenizer(model.architecture().vocabulary());
        try (PolicyEvaluator evaluator = new PolicyEvaluator(task, tokenizer, 64, readOut, model.architecture().vocabulary(), this::run)) {
            return evaluator.evaluate(CacheUse.streaming(CachePolicy.parse(policy)), new int[] {0, 1}, Progress.NONE, GO);
        }
    }

    /// Σ log p of an answer behind its question, by a pass over both.
    private double logProbability(CacheUse use, int from, int... ids) {
        TokenSequence tokens = TokenSequence.of(ids);
        try (CacheRun run = pass.run(CachePass.Request.of(tokens, use), GO, ForwardPass.Listener.NONE)) {
            FloatTensor logits = readOut.logits(run.residuals().layer(run.residuals().lastLayer()), GO);
            double sum = 0;
            for (int position = from - 1; position < ids.length - 1; position++) {
                double all = 0;
                for (int id = 0; id < logits.rowLength(); id++) {
                    all += Math.exp(logits.get(position * logits.rowLength() + id));
                }
                sum += logits.get(position * logits.rowLength() + ids[position + 1]) - Math.log(all);
            }
            return sum;
        }
    }

    @Test
    void anAnswerCountsByItsSummedLogProbabilityUnderThePolicy() {
        CacheUse use = CacheUse.streaming(CachePolicy.parse("local:recent=3"));
        double[] sums = {logProbability(use, 6, 5, 17, 3, 40, 22, 9, 31, 2), logProbability(use, 6, 5, 17, 3, 40, 22, 9, 11)};
        Outcome outcome = evaluate(TASK, "local:recent=3").getFirst();
        assertEquals(sums[0] > sums[1] ? 0 : 1, outcome.chosen());
        assertEquals(-sums[0] / 2, outcome.logLoss(), 1e-4);
        assertEquals(Math.log(1 + Math.exp(sums[1] - sums[0])), outcome.labelLoss(), 1e-4);
        assertNotEquals(evaluate(TASK, "full").getFirst().logLoss(), outcome.logLoss(), 1e-4);
    }

    @Test
    void aShareIsOfQuestionAndAnswerTogether() {
        evaluate(TASK, "local:ratio=0.5");
        assertEquals("local:recent=4", ran.get(0).substring(ran.get(0).lastIndexOf(' ') + 1), "of 8 tokens, of which 7 are read");
        assertEquals("local:recent=4", ran.get(1).substring(ran.get(1).lastIndexOf(' ') + 1), "of 7 tokens, half rounded up");
    }

    @Test
    void whereTheBudgetCoversATextEverythingStays() {
        List<Outcome> covered = evaluate(TASK, "local:recent=50");
        List<Outcome> full = evaluate(TASK, "full");
        assertEquals(full, covered);
    }

    @Test
    void headsEvictWhereOneOfTheirBudgetsDoesNotCoverTheText() {
        int caches = split.shape().kvHeads();
        String block = "a2sf:heavy=2" + ";a2sf:heavy=50".repeat(caches - 1);
        List<Outcome> outcomes = evaluate(TASK, "heads:" + block + ("|" + block).repeat(split.shape().layers() - 1));
        assertNotEquals(evaluate(TASK, "full").getFirst().logLoss(), outcomes.getFirst().logLoss(), 1e-4);
    }

    @Test
    void anEndingCountsBehindTheContextThatIsChosen() {
        Item schema = new Item(0, "", List.of("5 17 3", "5 17 40"), 1, OptionalLong.empty(), "22 9");
        double first = logProbability(CacheUse.FULL, 3, 5, 17, 3, 22, 9);
        double second = logProbability(CacheUse.FULL, 3, 5, 17, 40, 22, 9);
        Outcome outcome = evaluate(new Task("schema", List.of(schema, schema), Metric.CLASSIFICATION, 1), "full").getFirst();
        assertEquals(first > second ? 0 : 1, outcome.chosen());
        assertEquals(-second / 2, outcome.logLoss(), 1e-4);
    }

    @Test
    void anExampleStandsBeforeEveryQuestion() {
        Item asked = TASK.withExample().items().getFirst();
        assertEquals("8 8 1 14 9 4\n\n5 17 3 40 22 9", asked.prompt());
    }

    @Test
    void aTaskWithoutChoicesIsRefused() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> evaluate(TASK.measuredBy(Metric.TOP_TOKEN), "full"));
        assertEquals("D-403", refusal.code());
    }
}
