package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.cache.BudgetSearch;
import org.diopter.engine.cache.BudgetSearch.Objective;
import org.diopter.engine.cache.CacheMemory;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.cache.less.KernelFile;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessTraining;
import org.diopter.engine.cache.less.TrainedKernels;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PolicyStudyTest {
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 3, 40, 22, 9, 31, 2, 11, 28, 5, 6);
    private static final int LAST = 11;
    private static final Cancellation GO = new Cancellation();

    @TempDir
    Path home;

    private Workbench workbench;
    private OpenModel model;

    @BeforeEach
    void open() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
        model = workbench.open(TinyModel.folder("llama"), Progress.NONE);
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    private Study study(String policy, String... edits) {
        return new Study(model.id(), TOKENS, new LensChoice.Logit(), EditStack.parse(List.of(edits)), CacheUse.streaming(CachePolicy.parse(policy)));
    }

    private Trajectory run(Study study) {
        return workbench.run(study, Reading.everything(LAST), new RunListener() {}).await();
    }

    private LensDifference difference(Study first, Study second) {
        return workbench.difference(first, second, Reading.everything(LAST), partial -> {}, Progress.NONE);
    }

    @Test
    void theSameInputsMakeTheSameStudy() {
        assertEquals(study("a2sf:alpha=0.10,heavy=3"), study("a2sf:alpha=0.1,heavy=3"));
        assertEquals(study("a2sf:heavy=3").hashCode(), study("a2sf:alpha=0.1,heavy=3").hashCode());
        assertNotEquals(study("h2o:heavy=2,recent=1"), study("a2sf:heavy=3"));
        assertNotEquals(study("local:recent=3"), study("local:recent=3").with(new CacheUse(CachePolicy.parse("local:recent=3"), Timing.prefill(4))));
        assertEquals(new Study(model.id(), TOKENS, new LensChoice.Logit()), study("full"));
    }

    @Test
    void queriesBeforeTheFirstEvictionReadWhatTheyReadAnyway() {
        Trajectory full = run(study("full"));
        Trajectory local = run(study("local:recent=3"));
        int output = full.rows() - 1;
        for (int position = 0; position < 4; position++) {
            assertEquals(full.value(Statistic.ENTROPY, output, position), local.value(Statistic.ENTROPY, output, position), 1e-4f, "position " + position);
        }
        assertTrue(IntStream.rangeClosed(4, LAST).anyMatch(
                position -> Math.abs(full.value(Statistic.ENTROPY, output, position) - local.value(Statistic.ENTROPY, output, position)) > 1e-3f));
    }

    @Test
    void aComparisonWithEverythingKeptShowsThePolicyAndNoRounding() {
        LensDifference apart = difference(study("full"), study("local:recent=3"));
        int output = model.card().layers();
        for (int position = 0; position < 4; position++) {
            assertEquals(0, apart.value(Measure.TOTAL_VARIATION, output, position));
            assertEquals(0, apart.value(Measure.JENSEN_SHANNON, output, position));
            assertEquals(0, apart.value(Measure.KL, output, position));
        }
        assertTrue(apart.value(Measure.KL, output, LAST) > 1e-4f);
        assertEquals(0, apart.value(Measure.TOTAL_VARIATION, 0, LAST), "the embedding");
    }

    @Test
    void editsAndPolicyActTogether() {
        Study both = study("local:recent=3", "zero:block=1,matrix=mlp.down");
        assertTrue(difference(study("local:recent=3"), both).value(Measure.KL, 2, LAST) > 1e-4f, "the edit");
        assertTrue(difference(study("full", "zero:block=1,matrix=mlp.down"), both).value(Measure.KL, 2, LAST) > 1e-5f, "the policy");
    }

    @Test
    void whatABlockLooksAtIsWhatItsPolicyLeaves() {
        BlockAttention attention = workbench.attention(study("local:recent=3"), 0, Progress.NONE);
        for (int head = 0; head < model.card().heads(); head++) {
            double sum = 0;
            for (int key = 0; key <= LAST; key++) {
                float weight = attention.probability(head, LAST, key);
                sum += weight;
                assertTrue(key >= LAST - 3 ? weight > 0 : weight == 0, "key " + key);
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void policiesAreComparedWithEverythingKept() {
        List<CacheUse> uses = List.of(CacheUse.FULL, CacheUse.streaming(CachePolicy.parse("local:recent=3")), CacheUse.streaming(CachePolicy.parse("h2o:ratio=0.5")));
        List<PolicyOutcome> outcomes = model.caches().compare(study("full"), uses, Progress.NONE, GO);
        PolicyOutcome full = outcomes.getFirst();
        PolicyOutcome local = outcomes.get(1);
        assertEquals(0, full.effect().meanKl(), 1e-9);
        assertEquals(1, full.effect().agreement());
        assertEquals(full.fullBytes(), full.keptBytes());
        assertEquals(full.fullBytes() / 12 * 4, local.keptBytes(), "3 and the query's own of 12");
        assertTrue(local.effect().lastKl() > 0 && local.effect().meanRetainedMass() < 1);
        assertEquals(6, outcomes.get(2).effect().budget());
        assertEquals(LAST - 4, local.blocks().getFirst().evictedAfter(0, LAST - 7), "evicted after the third query that follows it");
    }

    @Test
    void aHeadShowsAttentionWeightsAndScoresOfEveryStep() {
        HeadEvictions seen = model.caches().head(study("a2sf:alpha=0.5,heavy=3"), 1, 2, GO);
        assertTrue(seen.hasScores());
        for (int query = 0; query <= LAST; query++) {
            double full = 0;
            double kept = 0;
            for (int key = 0; key <= query; key++) {
                full += seen.full(query, key);
                kept += seen.weight(query, key);
                assertEquals(seen.sees(query, key), Float.isFinite(seen.score(query, key)), "query %d, key %d".formatted(query, key));
            }
            assertEquals(1, full, 1e-5);
            assertEquals(1, kept, 1e-5);
        }
        assertTrue(seen.evictedAfter(LAST) < 0 && seen.mass(LAST) <= 1);
    }

    @Test
    void droppedKeysLeaveMemory() {
        CacheMemory memory = model.caches().drop(study("h2o:ratio=0.5"), Progress.NONE, GO);
        assertEquals(6, memory.budget());
        assertEquals(memory.fullBytes() / 2, memory.endBytes());
        assertTrue(memory.peakBytes() < memory.fullBytes() && memory.peakBytes() > memory.endBytes());
    }

    @Test
    void whatIsWrittenUnderABudgetIsTheSameWhetherKeysLeaveOrAreMasked() {
        Study dropped = study("a2sf:heavy=3");
        Study masked = study("a2sf:heavy=3", "rank:block=0,matrix=mlp.down,rho=1");
        TokenSequence text = model.caches().write(dropped, 6, Progress.NONE, GO);
        assertEquals(18, text.length());
        assertEquals(12, text.commonPrefix(TOKENS));
        assertEquals(text, model.caches().write(masked, 6, Progress.NONE, GO));
    }

    @Test
    void everyHeadGetsABudgetOfItsOwnUnderTheSameTotal() {
        ScorePolicy even = (ScorePolicy) CachePolicy.parse("a2sf:heavy=4");
        HeadPolicies chosen = model.caches().choose(study("a2sf:heavy=4"), choices(4, Objective.MASS), Progress.NONE, GO);
        int caches = chosen.blocks().stream().mapToInt(List::size).sum();
        assertEquals(4 * caches, chosen.blocks().stream().flatMap(List::stream).mapToInt(policy -> policy.budget(12)).sum());
        List<PolicyOutcome> outcomes =
                model.caches().compare(study("full"), List.of(CacheUse.streaming(even), CacheUse.streaming(chosen)), Progress.NONE, GO);
        assertTrue(retainedByFirstBlock(outcomes.get(1)) >= retainedByFirstBlock(outcomes.get(0)) - 0.05);
        assertEquals(chosen, CachePolicy.parse(chosen.text()));
    }

    private static BudgetSearch.Choices choices(int steps, Objective by) {
        return new BudgetSearch.Choices(steps, List.of(new BigDecimal("0.1"), new BigDecimal("0.5"), BigDecimal.ONE), by);
    }

    @Test
    void whatIsChosenByLossLosesNoMoreThanTheSameForAll() {
        Study even = study("a2sf:heavy=4");
        HeadPolicies chosen = model.caches().choose(even, choices(4, Objective.LOSS), Progress.NONE, GO);
        int caches = chosen.blocks().stream().mapToInt(List::size).sum();
        assertEquals(4 * caches, chosen.blocks().stream().flatMap(List::stream).mapToInt(policy -> policy.budget(12)).sum());
        List<PolicyOutcome> outcomes = model.caches().compare(study("full"), List.of(even.cache(), CacheUse.streaming(chosen)), Progress.NONE, GO);
        assertTrue(outcomes.get(1).effect().meanCrossEntropy() <= outcomes.get(0).effect().meanCrossEntropy() + 1e-6);
    }

    @Test
    void valuesOfHeadsAreChosenUnderTheEditsAndTheTimingOfTheStudy() {
        BudgetSearch.Choices choices = choices(6, Objective.MASS);
        HeadPolicies plain = model.caches().choose(study("h2o:heavy=2,recent=1"), choices, Progress.NONE, GO);
        HeadPolicies edited = model.caches().choose(study("h2o:heavy=2,recent=1", "zero:block=0,matrix=mlp.down"), choices, Progress.NONE, GO);
        Study late = study("h2o:heavy=2,recent=1");
        HeadPolicies after = model.caches()
                .choose(late.with(new CacheUse(late.cache().policy(), Timing.prefill(9))), choices, Progress.NONE, GO);
        assertEquals(plain.blocks().getFirst(), edited.blocks().getFirst(), "below the edit nothing is different");
        assertNotEquals(plain, edited);
        assertNotEquals(plain, after);
    }

    @Test
    void whatCannotLeaveMemoryIsRefusedBeforeAnythingRuns() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class,
                () -> model.caches().requireDrop(CacheUse.streaming(CachePolicy.parse("ideal:budget=4")), 12));
        assertTrue(refusal.sentence().contains("no keys can leave memory"), refusal.sentence());
        model.caches().requireDrop(CacheUse.streaming(CachePolicy.parse("local:recent=4")), 12);
    }

    @Test
    void policiesOfHeadsOfAnotherModelAreRefused() {
        String cache = "h2o:heavy=1,recent=1";
        String block = cache + ";" + cache;
        assertRefused("caches of 1 blocks", "heads:" + block);
        int blocks = model.card().layers();
        assertRefused("names 1 caches of block 1", "heads:" + block + "|" + cache + ("|" + block).repeat(blocks - 2));
    }

    private void assertRefused(String why, String policy) {
        List<CacheUse> uses = List.of(CacheUse.streaming(CachePolicy.parse(policy)));
        Study full = study("full");
        for (Executable action : List.<Executable>of(
                () -> model.caches().compare(full, uses, Progress.NONE, GO), () -> model.caches().drop(study(policy), Progress.NONE, GO))) {
            UnusableInputException refusal = assertThrows(UnusableInputException.class, action);
            assertTrue(refusal.sentence().contains(why), refusal.sentence());
        }
    }

    private static double retainedByFirstBlock(PolicyOutcome outcome) {
        return outcome.effect().retainedMass().getFirst();
    }

    @Test
    void kernelsAreTrainedKeptAndGivenBackSomeOfWhatWasLost() {
        LessPlan plan = new LessPlan(0, (ScorePolicy) CachePolicy.parse("h2o:heavy=2,recent=2"), 16, 4, 4, 2, 1e-2, 10, 0, 0.25, 7);
        Random random = new Random(11);
        TrainingText text = TrainingText.of(IntStream.range(0, 8)
                .mapToObj(i -> TokenSequence.of(random.ints(20, 0, model.card().vocabulary()).toArray()))
                .toList());
        List<Integer> epochs = new ArrayList<>();
        TrainedKernels trained = model.caches().trainLess(plan, text, false, state -> epochs.add(state.epoch()), GO);
        assertTrue(trained.complete());
        assertEquals(List.of(1, 2, 3, 4), epochs);
        assertTrue(trained.heldOut() < trained.baselines().sparse());
        TrainedKernels again = model.caches().trainLess(plan, text, true, state -> epochs.add(state.epoch()), GO);
        assertEquals(4, epochs.size(), "nothing is left to do");
        assertEquals(trained.curve(), again.curve());
        Path kernels = home.resolve("kernels");
        KernelFile.write(trained.kernel(), new KernelFile.Place(model.id().sha256(), 0, plan.policy().text()), kernels.resolve(KernelFile.name(0)));
        Study less = study("less:kernels=%s,heavy=2,recent=2".formatted(kernels));
        List<PolicyOutcome> outcomes = model.caches().compare(less, List.of(less.cache(), CacheUse.streaming(plan.policy())), Progress.NONE, GO);
        assertNotEquals(outcomes.get(0).effect().meanKl(), outcomes.get(1).effect().meanKl());
        assertTrue(outcomes.get(0).keptBytes() > outcomes.get(1).keptBytes(), "the state takes memory");
    }

    @Test
    void aTrainingThatIsBrokenOffKeepsItsBestEpoch() {
        LessPlan plan = new LessPlan(0, (ScorePolicy) CachePolicy.parse("h2o:heavy=2,recent=2"), 16, 4, 9, 2, 1e-2, 10, 0, 0.25, 8);
        TrainingText text = TrainingText.of(List.of(TOKENS, TOKENS, TOKENS));
        Cancellation stop = new Cancellation();
        TrainedKernels some = model.caches().trainLess(plan, text, false, state -> {
            if (state.epoch() == 2) {
                stop.cancel();
            }
        }, stop);
        assertEquals(2, some.curve().size());
        assertFalse(some.complete());
        TrainedKernels whole = model.caches().trainLess(plan, text, true, LessTraining.Listener.NONE, GO);
        assertEquals(some.curve(), whole.curve().subList(0, 2));
        assertEquals(9, whole.curve().size());
    }

    @Test
    void whatDoesNotFitIsSaid() {
        refused("D-402", "covers all 12 tokens", () -> run(study("local:recent=12")));
        refused("D-402", "keeps none of 12 tokens", () -> run(study("local:ratio=0.01")));
        refused("D-402", "Leave the policy", () -> workbench.dump(study("local:recent=3"), Progress.NONE));
        refused("D-205", "There is no head 99", () -> model.caches().head(study("local:recent=3"), 0, 99, GO));
        refused("D-205", "There is no block 9", () -> model.caches().head(study("local:recent=3"), 9, 0, GO));
        refused("D-402", "no keys can leave memory", () -> model.caches().drop(study("ideal:budget=3"), Progress.NONE, GO));
        refused("D-402", "covers all", () -> model.caches().write(study("local:recent=30"), 4, Progress.NONE, GO));
        refused("D-201", "new ones are more than", () -> model.caches().write(study("local:recent=3"), 9999, Progress.NONE, GO));
        refused("D-403", "There are no kernels", () -> study("less:kernels=%s,heavy=2,recent=2".formatted(home)));
    }

    private static void refused(String code, String why, Runnable action) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, action::run);
        assertEquals(code, refusal.code());
        assertTrue(refusal.sentence().contains(why), refusal.sentence());
    }
}
