package org.diopter.model;

/// How long work tells what it is doing and learns that it should stop. Called from the thread that works.
public interface Progress {
    /// Nobody listens and nobody cancels.
    Progress NONE = new Progress() {
        @Override
        public void stage(String name, int number, int of) {}

        @Override
        public void items(long done, long total) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /// Begins a stage.
    ///
    /// @param name what happens now, in the form "Build blocks"
    /// @param number of this stage, from 1
    /// @param of how many stages there are
    void stage(String name, int number, int of);

    /// Progress within the stage, in items of its own kind.
    ///
    /// @param total 0 where it is not known
    void items(long done, long total);

    /// Progress within the stage, in bytes.
    ///
    /// @param total 0 where it is not known
    default void bytes(long done, long total) {
        items(done, total);
    }

    /// Whether the user asked to stop.
    boolean cancelled();

    /// Passes on the wish to stop alone, for parts of work of which the whole tells how far it is.
    default Progress unheard() {
        Progress whole = this;
        return new Progress() {
            @Override
            public void stage(String name, int number, int of) {}

            @Override
            public void items(long done, long total) {}

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }

    /// Stops the work here if the user asked for it.
    ///
    /// @throws CancelledException if so
    default void throwIfCancelled() {
        if (cancelled()) {
            throw new CancelledException();
        }
    }
}
