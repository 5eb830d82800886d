package org.diopter.app.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatestTaskTest {
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final HandTimer timer = new HandTimer();
    private final LatestTask task = new LatestTask(timer, Runnable::run);

    /// Keeps what it is given until the test lets the time pass.
    private final class HandTimer extends ScheduledThreadPoolExecutor {
        HandTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            waiting.add(command);
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    }

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    private Supplier<Runnable> work(String name) {
        return () -> {
            said.add("start " + name);
            return () -> said.add("stop " + name);
        };
    }

    private void request(String name) {
        task.request(Duration.ofMillis(300), work(name));
    }

    private void passTime() {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void nothingStartsBeforeTheQuiet() {
        request("a");
        assertEquals(List.of(), said);
        passTime();
        assertEquals(List.of("start a"), said);
    }

    @Test
    void aTimerThatIsShutDownStartsNothing() {
        LatestTask late = new LatestTask(closed(), Runnable::run);
        late.request(Duration.ofMillis(300), work("a"));
        assertEquals(List.of(), said);
    }

    private static ScheduledThreadPoolExecutor closed() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.shutdown();
        return timer;
    }

    @Test
    void ofSeveralRequestsTheLatestStarts() {
        request("a");
        request("b");
        request("c");
        passTime();
        assertEquals(List.of("start c"), said);
    }

    @Test
    void aNewRequestStopsWhatRuns() {
        request("a");
        passTime();
        request("b");
        assertEquals(List.of("start a", "stop a"), said);
        passTime();
        assertEquals(List.of("start a", "stop a", "start b"), said);
    }

    @Test
    void startingAtOnceForgetsWhatWaits() {
        request("a");
        task.startNow(work("b"));
        passTime();
        assertEquals(List.of("start b"), said);
    }

    @Test
    void cancellingStopsAndForgetsOnce() {
        request("a");
        passTime();
        request("b");
        task.cancel();
        task.cancel();
        passTime();
        assertEquals(List.of("start a", "stop a"), said);
    }
}
