package org.diopter.engine;

/// The numbers behind a model that does not fit into memory.
public final class MemoryShortage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long needed;
    private final long neededInLowMode;
    private final long available;
    private final boolean lowModeFits;

    public MemoryShortage(long needed, long neededInLowMode, long available, boolean lowModeFits) {
        super("%d bytes needed, %d in low-memory mode, %d available".formatted(needed, neededInLowMode, available));
        this.needed = needed;
        this.neededInLowMode = neededInLowMode;
        this.available = available;
        this.lowModeFits = lowModeFits;
    }

    /// Bytes of private memory that opening as asked for would take.
    public long needed() {
        return needed;
    }

    /// Bytes of private memory that opening in low-memory mode would take.
    public long neededInLowMode() {
        return neededInLowMode;
    }

    /// Bytes that can be had.
    public long available() {
        return available;
    }

    /// Whether opening in low-memory mode would work, where it was not asked for.
    public boolean lowModeFits() {
        return lowModeFits;
    }
}
