package org.diopter.app.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.diopter.app.job.JobState.End;
import org.diopter.model.CancelledException;
import org.junit.jupiter.api.Test;

class JobsTest {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final Jobs jobs = new Jobs(work::add, Runnable::run, () -> 0);

    private Job start(java.util.function.Function<Job, String> what) {
        return jobs.start("Work", what, (_, result) -> said.add("done " + result), (_, problem) -> said.add("failed " + problem.getMessage()));
    }

    private void workOff() {
        work.removeFirst().run();
    }

    @Test
    void workThatEndsSaysItsResult() {
        Job job = start(_ -> "well");
        workOff();
        assertEquals(List.of("done well"), said);
        assertEquals(Optional.of(End.DONE), job.state().end());
    }

    @Test
    void workThatFailsSaysWhy() {
        Job job = start(_ -> {
            throw new IllegalStateException("no disk");
        });
        workOff();
        assertEquals(List.of("failed no disk"), said);
        assertEquals(Optional.of(End.FAILED), job.state().end());
    }

    @Test
    void workThatWasCancelledSaysNothing() {
        Job job = start(j -> {
            j.throwIfCancelled();
            throw new CancelledException();
        });
        job.cancel();
        workOff();
        assertEquals(List.of(), said);
        assertEquals(Optional.of(End.CANCELLED), job.state().end());
    }

    @Test
    void whoAsksHearsThatWorkWasCancelledWhereverThatWasAskedFor() {
        Job job = jobs.start("Work", j -> {
            j.throwIfCancelled();
            return "well";
        }, (_, result) -> said.add("done " + result), (_, problem) -> said.add("failed"), cancelled -> said.add("cancelled " + cancelled.name()));
        jobs.list().getFirst().cancel();
        workOff();
        assertEquals(List.of("cancelled Work"), said);
        assertEquals(Optional.of(End.CANCELLED), job.state().end());
    }

    @Test
    void workThatNobodyTakesAnyMoreEndsCancelled() {
        Jobs late = new Jobs(_ -> {
            throw new RejectedExecutionException();
        }, Runnable::run);
        Job job = late.start("Work", _ -> "well", (_, result) -> said.add("done " + result), (_, problem) -> said.add("failed"));
        assertEquals(Optional.of(End.CANCELLED), job.state().end());
        assertEquals(List.of(), late.list());
        assertEquals(List.of(), said);
    }

    @Test
    void whatFailedStaysListedHoweverMuchGoesWellAfterIt() {
        Job failed = start(_ -> {
            throw new IllegalStateException("no disk");
        });
        workOff();
        for (int i = 0; i < 30; i++) {
            start(_ -> "well");
            workOff();
        }
        assertEquals(List.of(failed), jobs.list());
    }

    @Test
    void theNewestStandsFirstAndEndedOnesCanBeCleared() {
        Job first = start(_ -> {
            throw new IllegalStateException("no disk");
        });
        Job second = start(_ -> "b");
        assertEquals(List.of(second, first), jobs.list());
        workOff();
        assertEquals(List.of(second, first), jobs.list());
        jobs.clearEnded();
        assertEquals(List.of(second), jobs.list());
        assertEquals(List.of(second), jobs.running());
    }

    @Test
    void afterClosingNothingStartsAndWhatRunsIsCancelled() {
        Job running = start(_ -> "a");
        jobs.close();
        assertTrue(running.cancelled());
        Job late = start(_ -> "b");
        assertEquals(Optional.of(End.CANCELLED), late.state().end());
        assertEquals(1, work.size());
    }
}
