package org.diopter.app.window;

import java.util.Optional;
import org.diopter.engine.RunListener;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.jspecify.annotations.Nullable;

/// Takes what a run says on the engine's thread and hands it to the thread that waits for it. Of several partial results the latest is kept.
final class RunMailbox implements RunListener {
    private final Progress progress;
    private @Nullable Trajectory latest;
    private @Nullable RuntimeException problem;
    private boolean ended;

    /// @param progress hears of blocks and columns
    RunMailbox(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void blockDone(int block, int blocks) {
        progress.stage(WindowTexts.ALL.get("stage.blocks"), 1, 2);
        progress.items(block + 1L, blocks);
    }

    @Override
    public void columnsRead(Trajectory partial) {
        progress.stage(WindowTexts.ALL.get("stage.read-out"), 2, 2);
        progress.items(partial.knownPositions(), partial.positions());
        put(partial, false, null);
    }

    @Override
    public void done(Trajectory trajectory) {
        put(trajectory, true, null);
    }

    @Override
    public void cancelled() {
        put(null, true, new CancelledException());
    }

    @Override
    public void failed(RuntimeException why) {
        put(null, true, why);
    }

    private synchronized void put(@Nullable Trajectory trajectory, boolean end, @Nullable RuntimeException why) {
        latest = trajectory == null ? latest : trajectory;
        ended |= end;
        problem = why == null ? problem : why;
        notifyAll();
    }

    /// Waits for the next result. Empty once the run is done and its last result has been handed out.
    ///
    /// @throws CancelledException if the run was cancelled
    synchronized Optional<Trajectory> next() {
        try {
            while (latest == null && !ended) {
                wait();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
        if (latest == null && problem != null) {
            throw problem;
        }
        Optional<Trajectory> result = Optional.ofNullable(latest);
        latest = null;
        return result;
    }
}
