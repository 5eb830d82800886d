package org.diopter.app.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.diopter.app.job.JobState.End;
import org.diopter.views.testing.Garbage;
import org.junit.jupiter.api.Test;

class JobTest {
    private final AtomicLong clock = new AtomicLong();
    private final Job job = new Job("Opening", clock::get);

    private void after(long millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void eachStageIsAnEqualShareOfTheWhole() {
        job.stage("Build blocks", 3, 5);
        job.items(18, 30);
        assertEquals(0.52, job.state().fraction().orElseThrow(), 1e-9);
    }

    @Test
    void nothingIsKnownOfTheShareBeforeTheFirstStage() {
        assertEquals(OptionalDouble.empty(), job.state().fraction());
    }

    @Test
    void whatIsLeftFollowsFromTheRateOfThePresentStage() {
        job.stage("Read", 1, 2);
        after(60_000);
        job.stage("Build blocks", 2, 2);
        after(3_000);
        job.items(30, 50);
        assertEquals(10, job.state().rate().orElseThrow(), 1e-9);
        assertEquals(Optional.of(Duration.ofSeconds(2)), job.state().remaining());
    }

    @Test
    void withoutATotalNothingIsSaidOfWhatIsLeft() {
        job.stage("Read", 1, 1);
        after(100);
        job.items(30, 0);
        assertEquals(Optional.empty(), job.state().remaining());
        assertEquals(OptionalDouble.empty(), job.state().fraction());
    }

    @Test
    void stagesThatAreDoneAreKnownWithTheirTimes() {
        job.stage("Read", 1, 3);
        after(100);
        job.stage("Map weights", 2, 3);
        after(200);
        job.stage("Build blocks", 3, 3);
        assertEquals(List.of(new JobState.Past("Read", Duration.ofMillis(100)), new JobState.Past("Map weights", Duration.ofMillis(200))), job.state().past());
        job.stage("Self-check", 1, 1);
        assertEquals(List.of(), job.state().past(), "other work has begun");
    }

    @Test
    void ofManyStagesThoseBeforeAreNotListed() {
        for (int cell = 1; cell <= 100; cell++) {
            job.stage("Cell " + cell, cell, 100);
        }
        assertEquals(List.of(), job.state().past());
    }

    @Test
    void theFirstEndCounts() {
        job.end(End.CANCELLED, Optional.empty());
        job.end(End.FAILED, Optional.of(new IllegalStateException("late")));
        assertEquals(Optional.of(End.CANCELLED), job.state().end());
        assertEquals(Optional.empty(), job.state().problem());
    }

    @Test
    void timeStandsStillAfterTheEnd() {
        after(500);
        job.end(End.DONE, Optional.empty());
        after(9_000);
        assertEquals(Duration.ofMillis(500), job.state().elapsed());
    }

    @Test
    void cancellingStopsTheNativeCallOnce() {
        AtomicInteger stops = new AtomicInteger();
        job.onCancel(stops::incrementAndGet);
        job.cancel();
        job.cancel();
        assertEquals(1, stops.get());
        assertTrue(job.cancelled());
    }

    @Test
    void aCallIsStoppedWhileItLastsAndNotAfter() {
        AtomicInteger stops = new AtomicInteger();
        assertEquals("well", job.stoppable(stops::incrementAndGet, () -> "well"));
        job.stoppable(() -> stops.addAndGet(10), () -> {
            job.cancel();
            return "";
        });
        assertEquals(10, stops.get());
    }

    @Test
    void anEndedJobHoldsNothingThatStopsIt() {
        WeakReference<Runnable> before = stop();
        job.end(End.DONE, Optional.empty());
        WeakReference<Runnable> after = stop();
        Garbage.collect();
        assertNull(before.get());
        assertNull(after.get());
        assertEquals(Optional.of(End.DONE), job.state().end());
    }

    private WeakReference<Runnable> stop() {
        Object result = new Object();
        Runnable stop = () -> Objects.requireNonNull(result);
        job.onCancel(stop);
        return new WeakReference<>(stop);
    }

    @Test
    void aNativeCallThatBeginsAfterTheCancelIsStoppedAtOnce() {
        AtomicInteger stops = new AtomicInteger();
        job.cancel();
        job.onCancel(stops::incrementAndGet);
        assertEquals(1, stops.get());
    }

    @Test
    void aJobInWordsHasStagePerCentAndTimes() {
        job.stage("Build blocks", 3, 5);
        after(3_100);
        job.items(18, 30);
        assertEquals("Stage 3 of 5: build blocks, 18 of 30", JobText.stage(job.state()));
        assertEquals("52 %, 3.1 s elapsed, about 2.1 s left", JobText.timing(job.state()));
        job.cancel();
        assertEquals("Cancelling…", JobText.timing(job.state()));
    }
}
