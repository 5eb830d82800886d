package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.evaluation.Turns;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A measurement of many packs leaves the engine to others between two of them.
class TurnsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final TokenSequence PROMPT = TokenSequence.of(5, 17, 3);

    @TempDir
    private Path home;

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

    /// Hears of packs, and does something after the first.
    private static final class AfterTheFirst implements Progress {
        private final Runnable action;
        private final List<Long> packs = new ArrayList<>();
        private volatile boolean stopped;

        AfterTheFirst(Runnable action) {
            this.action = action;
        }

        @Override
        public void stage(String name, int number, int of) {}

        @Override
        public void items(long done, long total) {
            packs.add(done);
            if (done == 1) {
                action.run();
            }
        }

        @Override
        public boolean cancelled() {
            return stopped;
        }
    }

    /// Twenty texts of forty tokens are four packs.
    private TextEvaluator measure(Progress progress) {
        Random random = new Random(2);
        List<TokenSequence> texts = IntStream.range(0, 20).mapToObj(i -> TokenSequence.of(random.ints(40, 0, 90).toArray())).toList();
        return workbench.textEvaluator(model.id(), texts, 1 << 20, progress);
    }

    private Trajectory read() {
        return workbench.run(new Study(model.id(), PROMPT, new LensChoice.Logit()), Reading.everything(3), new RunListener() {}).await();
    }

    @Test
    void aPromptIsReadBetweenTwoPacks() {
        Trajectory alone = read();
        List<Trajectory> between = Collections.synchronizedList(new ArrayList<>());
        AfterTheFirst progress = new AfterTheFirst(() -> between.add(read()));
        double undisturbed;
        try (TextEvaluator evaluator = measure(Progress.NONE)) {
            undisturbed = evaluator.loss(EditStack.NONE, Progress.NONE);
        }
        assertTimeoutPreemptively(LONG, () -> {
            try (TextEvaluator evaluator = measure(progress)) {
                assertEquals(undisturbed, evaluator.loss(EditStack.NONE, Progress.NONE));
            }
        });
        assertEquals(alone.topId(1, 2, 0), between.getFirst().topId(1, 2, 0));
        assertEquals(List.of(1L, 2L, 3L, 4L), progress.packs);
    }

    @Test
    void aStopTakesEffectBeforeTheNextPack() {
        AfterTheFirst[] progress = new AfterTheFirst[1];
        progress[0] = new AfterTheFirst(() -> progress[0].stopped = true);
        assertTimeoutPreemptively(LONG, () -> assertThrows(CancelledException.class, () -> measure(progress[0])));
        assertEquals(List.of(1L), progress[0].packs);
    }

    @Test
    void aModelThatIsClosedBetweenTwoPacksEndsTheMeasurement() {
        AfterTheFirst progress = new AfterTheFirst(() -> model.close());
        assertTimeoutPreemptively(LONG, () -> assertThrows(CancelledException.class, () -> measure(progress)));
        assertEquals(List.of(1L), progress.packs);
    }

    @Test
    void whereNobodyElseIsAStepRunsAtOnceUnlessItIsToStop() {
        Thread here = Thread.currentThread();
        assertSame(here, Turns.AT_ONCE.take(Progress.NONE, stop -> Thread.currentThread()));
        AtomicBoolean ran = new AtomicBoolean();
        AfterTheFirst stopped = new AfterTheFirst(() -> {});
        stopped.stopped = true;
        assertThrows(CancelledException.class, () -> Turns.AT_ONCE.take(stopped, stop -> ran.getAndSet(true)));
        assertTrue(!ran.get());
    }
}
