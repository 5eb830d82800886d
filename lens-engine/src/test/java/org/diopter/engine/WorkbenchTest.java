package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.lens.RandomLens;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbenchTest {
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 80, 4, 99, 23, 5, 42);

    @TempDir
    private Path home;

    private OnnxWorkbench workbench;

    @BeforeEach
    void start() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    static List<String> families() {
        return TinyModel.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void theSelfCheckOfEveryLayoutPasses(String family) {
        try (OpenModel model = workbench.open(TinyModel.folder(family), Progress.NONE)) {
            SelfCheck check = model.check(Progress.NONE);
            assertTrue(check.passed(), () -> check.checks().toString());
            assertEquals(check.positions(), check.agreeing());
            assertEquals(model.card().layers() + 1, check.layerErrors().size());
        }
    }

    @Test
    void aSelfCheckIsKeptAndReadAgain() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            SelfCheck first = model.check(Progress.NONE);
            assertEquals(first, model.check(Progress.NONE));
        }
    }

    @Test
    void aStoreThatCannotBeWrittenStopsNeitherOpeningNorChecking() throws IOException {
        Path file = Files.createFile(home.resolve("no-folder"));
        try (OnnxWorkbench without = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, file));
                OpenModel model = without.open(TinyModel.folder("llama"), Progress.NONE)) {
            assertTrue(model.check(Progress.NONE).passed());
        }
    }

    @Test
    void theSameWeightsUnderAnotherConfigurationAreCheckedAndRunAnew(@TempDir Path folder) throws IOException {
        Files.copy(TinyModel.folder("llama").resolve("model.safetensors"), folder.resolve("model.safetensors"));
        String config = Files.readString(TinyModel.folder("llama").resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config);
        try (OpenModel before = workbench.open(folder, Progress.NONE)) {
            SelfCheck first = before.check(Progress.NONE);
            Trajectory known = workbench.run(study(before, TOKENS), Reading.everything(8), new RunListener() {}).await();
            Files.writeString(folder.resolve("config.json"), config.replaceAll("\"rope_theta\": *[0-9.]+", "\"rope_theta\": 77.0"));
            try (OpenModel after = workbench.open(folder, Progress.NONE)) {
                assertNotEquals(first, after.check(Progress.NONE));
                Trajectory other = workbench.run(study(after, TOKENS), Reading.everything(8), new RunListener() {}).await();
                assertNotEquals(known.value(Statistic.ENTROPY, 3, 7), other.value(Statistic.ENTROPY, 3, 7));
            }
        }
    }

    @Test
    void aRunTellsOfItsBlocksThenOfColumnsThenOfItsEnd() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            Run run = workbench.run(study(model, TOKENS), Reading.everything(TOKENS.length()), new RunListener() {
                @Override
                public void blockDone(int block, int blocks) {
                    heard.add("block " + block + " of " + blocks);
                }

                @Override
                public void columnsRead(Trajectory partial) {
                    heard.add("columns");
                }

                @Override
                public void done(Trajectory trajectory) {
                    heard.add("done");
                }
            });
            assertTrue(run.await().isComplete());
        }
        assertEquals(List.of("block 0 of 3", "block 1 of 3", "block 2 of 3"), heard.subList(0, 3));
        assertEquals("columns", heard.get(3));
    }

    @Test
    void askingForSomeLayersAlwaysReadsTheOutputToo() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            Reading reading = new Reading(List.of(1), 3, List.of(), 0);
            Trajectory trajectory = workbench.run(study(model, TOKENS), reading, new RunListener() {}).await();
            assertEquals(2, trajectory.rows());
            assertEquals(1, trajectory.layer(0));
            assertEquals(3, trajectory.layer(1));
            assertEquals(Float.NaN, trajectory.value(Statistic.CHANGE, 1, 0), "layer 2 was not read");
        }
    }

    @Test
    void typingOnGivesWhatAFreshRunGives() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE);
                OpenModel other = workbench.open(TinyModel.folder("llama_sharded"), Progress.NONE)) {
            Reading reading = Reading.everything(8);
            for (int length = 1; length < 8; length++) {
                workbench.run(study(model, TOKENS.prefix(length)), reading, new RunListener() {}).await();
            }
            Trajectory typed = workbench.run(study(model, TOKENS), reading, new RunListener() {}).await();
            assertTrue(other.card().layers() > 0);
            try (OpenModel fresh = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
                assertAgree(workbench.run(study(fresh, TOKENS), reading, new RunListener() {}).await(), typed);
            }
        }
    }

    /// Beyond 16 tokens every position of this model turns otherwise at every length, so that no column known from a shorter prompt holds.
    @Test
    void typingOnWhereFrequenciesDependOnTheLengthGivesWhatAFreshRunGives() {
        TokenSequence tokens = TokenSequence.of(new Random(3).ints(20, 0, 112).toArray());
        Reading reading = Reading.everything(tokens.length());
        try (OpenModel model = workbench.open(TinyModel.folder("llama_dynamic"), Progress.NONE)) {
            workbench.run(study(model, tokens.prefix(15)), reading, new RunListener() {}).await();
            workbench.run(study(model, tokens.prefix(18)), reading, new RunListener() {}).await();
            Trajectory typed = workbench.run(study(model, tokens), reading, new RunListener() {}).await();
            try (OpenModel fresh = workbench.open(TinyModel.folder("llama_dynamic"), Progress.NONE)) {
                assertAgree(workbench.run(study(fresh, tokens), reading, new RunListener() {}).await(), typed);
            }
        }
    }

    private static void assertAgree(Trajectory whole, Trajectory typed) {
        for (int row = 0; row < whole.rows(); row++) {
            for (int position = 0; position < whole.positions(); position++) {
                assertEquals(whole.topId(row, position, 0), typed.topId(row, position, 0));
                assertEquals(whole.value(Statistic.CROSS_ENTROPY, row, position), typed.value(Statistic.CROSS_ENTROPY, row, position), 1e-4f);
            }
        }
    }

    @Test
    void theRunAtTheFirstPositionHasRanks() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            workbench.run(study(model, TOKENS), new Reading(List.of(), 3, List.of(), 7), new RunListener() {}).await();
            Trajectory second =
                    workbench.run(study(model, TOKENS), new Reading(List.of(), 3, List.of(), 2), new RunListener() {}).await();
            for (int id : second.tracked(2)) {
                assertTrue(second.trackedRank(0, 2, id) >= 1);
            }
        }
    }

    @Test
    void aCancelledRunSaysSoAndTheNextOneRuns() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            CountDownLatch cancelled = new CountDownLatch(1);
            Run[] run = new Run[1];
            CountDownLatch submitted = new CountDownLatch(1);
            run[0] = workbench.run(study(model, TOKENS), Reading.everything(8), new RunListener() {
                @Override
                public void blockDone(int block, int blocks) {
                    await(submitted);
                    run[0].cancel();
                }

                @Override
                public void cancelled() {
                    cancelled.countDown();
                }
            });
            submitted.countDown();
            assertThrows(CancelledException.class, run[0]::await);
            await(cancelled);
            assertTrue(workbench.run(study(model, TOKENS), Reading.everything(8), new RunListener() {}).await().isComplete());
        }
    }

    @Test
    void closingDuringARunStopsItAndCrashesNothing() {
        OpenModel model = workbench.open(TinyModel.folder("gpt2"), Progress.NONE);
        List<Run> runs = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            TokenSequence tokens = TokenSequence.of(random.ints(24, 0, 112).toArray());
            runs.add(workbench.run(study(model, tokens), Reading.everything(24), new RunListener() {}));
        }
        workbench.close();
        long unfinished = runs.stream().filter(WorkbenchTest::wasCancelled).count();
        assertTrue(unfinished > 0, "everything had run before the workbench was closed");
    }

    @Test
    void closingAModelDuringItsRunCancelsTheRunAndLeavesTheOthersOpen() {
        OpenModel model = workbench.open(TinyModel.folder("gpt2"), Progress.NONE);
        try (OpenModel other = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            CountDownLatch running = new CountDownLatch(1);
            Run run = workbench.run(study(model, TOKENS), Reading.everything(8), new RunListener() {
                @Override
                public void blockDone(int block, int blocks) {
                    running.countDown();
                    pause();
                }
            });
            await(running);
            model.close();
            assertThrows(CancelledException.class, run::await);
            assertTrue(workbench.run(study(other, TOKENS), Reading.everything(8), new RunListener() {}).await().isComplete());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean wasCancelled(Run run) {
        try {
            run.await();
            return false;
        } catch (CancelledException e) {
            return true;
        }
    }

    @Test
    void fiftyOpensLeaveNoFileHandleAndNoMemoryBehind() throws IOException {
        for (int i = 0; i < 10; i++) {
            openAndRun();
        }
        long handles = handles();
        long memory = ProcessMemory.privateBytes().orElse(0);
        for (int i = 0; i < 50; i++) {
            openAndRun();
        }
        assertTrue(handles() <= handles, "file handles: " + handles() + " after " + handles);
        long grown = ProcessMemory.privateBytes().orElse(0) - memory;
        assertTrue(grown < 60_000_000, "private memory grew by " + grown);
    }

    private void openAndRun() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            workbench.run(study(model, TOKENS), Reading.everything(8), new RunListener() {}).await();
        }
    }

    private static long handles() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    @Test
    void aFolderThatCannotBeUsedLeavesTheOpenModelUsable(@TempDir Path empty) {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            assertThrows(UnusableInputException.class, () -> workbench.open(empty, Progress.NONE));
            assertTrue(workbench.run(study(model, TOKENS), Reading.everything(8), new RunListener() {}).await().isComplete());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.embed_tokens.weight", "model.layers.1.mlp.up_proj.weight", "model.norm.weight", "lm_head.weight"})
    void aWeightThatIsNotFiniteIsNamed(String weight, @TempDir Path damaged) throws IOException {
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(TinyModel.folder("llama").resolve(name), damaged.resolve(name));
        }
        TensorInfo tensor = Objects.requireNonNull(Safetensors.read(damaged.resolve("model.safetensors")).tensors().get(weight));
        int row = weight.contains("embed") ? TOKENS.id(0) : 0;
        try (FileChannel file = FileChannel.open(damaged.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
            ByteBuffer nan = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
            file.write(nan, tensor.offset() + (long) row * 32 * Float.BYTES);
        }
        try (OpenModel model = workbench.open(damaged, Progress.NONE)) {
            Run run = workbench.run(study(model, TOKENS), Reading.everything(8), new RunListener() {});
            UnusableInputException problem = assertThrows(UnusableInputException.class, run::await);
            assertEquals("D-204", problem.code());
            assertTrue(problem.sentence().contains(weight), problem.sentence());
        }
    }

    @Test
    void theEndOfARunIsHeardOnTheEnginesThreadHoweverShortItIs() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            for (int i = 0; i < 500; i++) {
                workbench.run(study(model, TOKENS.prefix(1)), Reading.everything(1), new RunListener() {
                    @Override
                    public void done(Trajectory trajectory) {
                        threads.add(Thread.currentThread().getName());
                    }
                }).await();
            }
        }
        assertEquals(Set.of("engine"), threads);
    }

    @Test
    void aReadingThatCannotBeIsRefusedBeforeAnythingRuns() {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            for (Reading reading : List.of(
                    new Reading(List.of(), 100_000, List.of(), 0),
                    new Reading(List.of(4), 1, List.of(), 0),
                    new Reading(List.of(), 1, List.of(112), 0))) {
                Run run = workbench.run(study(model, TOKENS), reading, new RunListener() {
                    @Override
                    public void blockDone(int block, int blocks) {
                        ran.add(block);
                    }
                });
                assertEquals("D-205", assertThrows(UnusableInputException.class, run::await).code());
            }
        }
        assertEquals(List.of(), ran);
    }

    @Test
    void attentionOfABlockThatIsNotThereIsRefused() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            UnusableInputException problem = assertThrows(
                    UnusableInputException.class, () -> workbench.attention(study(model, TOKENS), 3, Progress.NONE));
            assertTrue(problem.sentence().contains("0 to 2"), problem.sentence());
        }
    }

    @Test
    void attentionRowsSumToOneAndLookAtNothingLater() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            BlockAttention attention = workbench.attention(study(model, TOKENS), 1, Progress.NONE);
            assertEquals(4, attention.heads());
            for (int head = 0; head < 4; head++) {
                for (int query = 0; query < 8; query++) {
                    double sum = 0;
                    for (int key = 0; key < 8; key++) {
                        sum += attention.probability(head, query, key);
                        assertTrue(key <= query || attention.probability(head, query, key) == 0);
                    }
                    assertEquals(1, sum, 1e-6);
                }
            }
        }
    }

    @Test
    void switchingLensesRunsNoBlockAgainAndReadsNothingTwice() {
        Blocks heard = new Blocks();
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            LensChoice tuned = model.use(RandomLens.of(3, 32, 7));
            Trajectory logit = workbench.run(study(model, TOKENS), Reading.everything(8), heard).await();
            Trajectory through = workbench.run(new Study(model.id(), TOKENS, tuned), Reading.everything(8), heard).await();
            assertEquals(3, heard.blocks.size(), "the blocks ran for the first study only");
            assertNotEquals(logit.value(Statistic.ENTROPY, 0, 3), through.value(Statistic.ENTROPY, 0, 3));
            heard.arrivals.clear();
            Trajectory back = workbench.run(study(model, TOKENS), Reading.everything(8), heard).await();
            assertEquals(1, heard.arrivals.size(), "all columns at once");
            assertEquals(logit.value(Statistic.ENTROPY, 0, 3), back.value(Statistic.ENTROPY, 0, 3));
        }
    }

    @Test
    void theDifferenceOfTwoLensesTurnsAroundWithThem() {
        List<Integer> known = new ArrayList<>();
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            LensChoice tuned = model.use(RandomLens.of(3, 32, 7));
            LensDifference difference =
                    workbench.difference(study(model, TOKENS), tuned, Reading.everything(8), partial -> known.add(0), Progress.NONE);
            LensDifference back = workbench.difference(
                    new Study(model.id(), TOKENS, tuned), new LensChoice.Logit(), Reading.everything(8), partial -> {}, Progress.NONE);
            assertTrue(difference.isComplete());
            assertEquals(1, known.size());
            for (int position = 0; position < 8; position++) {
                for (int row = 0; row < 3; row++) {
                    assertEquals(difference.value(Measure.KL, row, position), back.value(Measure.REVERSE_KL, row, position));
                    assertEquals(difference.movedToken(row, position), back.movedToken(row, position));
                    assertEquals(difference.movedBy(row, position), -back.movedBy(row, position));
                    assertTrue(difference.value(Measure.KL, row, position) > 0);
                }
                assertEquals(0, difference.value(Measure.KL, 3, position), "both read the output as the model does");
            }
        }
    }

    /// Counts what is computed.
    private static final class Blocks implements RunListener {
        private final List<Integer> blocks = Collections.synchronizedList(new ArrayList<>());
        private final List<Integer> arrivals = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void blockDone(int block, int of) {
            blocks.add(block);
        }

        @Override
        public void columnsRead(Trajectory partial) {
            arrivals.add(partial.knownPositions());
        }
    }

    @Test
    void aLensOfAnotherModelIsRefusedWithBothModelsNumbers() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            UnusableInputException problem = assertThrows(UnusableInputException.class, () -> model.use(RandomLens.of(12, 768, 1)));
            assertEquals("D-301", problem.code());
            assertTrue(problem.sentence().startsWith("This lens has 12 layers of width 768; the model has 3 of width 32."), problem.sentence());
        }
    }

    @Test
    void aLensThatIsNotOpenIsAskedFor() {
        try (OpenModel model = workbench.open(TinyModel.folder("llama"), Progress.NONE)) {
            Study study = new Study(model.id(), TOKENS, new LensChoice.Translated("gone", "0123456789ab"));
            Run run = workbench.run(study, Reading.everything(8), new RunListener() {});
            assertEquals("D-301", assertThrows(UnusableInputException.class, run::await).code());
        }
    }

    private static Study study(OpenModel model, TokenSequence tokens) {
        return new Study(model.id(), tokens, new LensChoice.Logit());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
