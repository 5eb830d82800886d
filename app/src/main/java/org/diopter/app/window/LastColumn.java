package org.diopter.app.window;

import java.util.function.Consumer;
import org.diopter.app.job.Job;
import org.diopter.engine.lens.LensDifference;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.jspecify.annotations.Nullable;

/// Waits for one column of a difference, and wants no more of it once it is there.
final class LastColumn implements Progress, Consumer<LensDifference> {
    private final Job job;
    private final int position;
    private volatile @Nullable LensDifference found;

    LastColumn(Job job, int position) {
        this.job = job;
        this.position = position;
    }

    @Override
    public void accept(LensDifference difference) {
        if (found == null && difference.isKnown(position)) {
            found = difference;
        }
    }

    LensDifference found() {
        LensDifference column = found;
        if (column == null) {
            throw new CancelledException();
        }
        return column;
    }

    @Override
    public void stage(String name, int number, int of) {
        job.stage(name, number, of);
    }

    @Override
    public void items(long done, long total) {
        job.items(done, total);
    }

    @Override
    public void bytes(long done, long total) {
        job.bytes(done, total);
    }

    @Override
    public boolean cancelled() {
        return found != null || job.cancelled();
    }
}
