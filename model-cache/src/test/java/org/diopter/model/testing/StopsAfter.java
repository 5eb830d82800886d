package org.diopter.model.testing;

import org.diopter.model.Progress;

/// A user who wants work to stop, once it has asked a few times.
public final class StopsAfter implements Progress {
    private final int times;
    private int asked;

    /// @param times how often the answer is to go on
    public StopsAfter(int times) {
        this.times = times;
    }

    @Override
    public void stage(String name, int number, int of) {}

    @Override
    public void items(long done, long total) {}

    @Override
    public boolean cancelled() {
        return ++asked > times;
    }
}
