package org.diopter.cluster;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.diopter.engine.laser.OutcomeBytes;

/// One cell on one shard of its items, as Spark carries it to an executor: the number of the shard in, bytes of outcomes out.
final class CellTask implements Function<Integer, byte[]> {
    private final Broadcast<String> work;
    private final int cell;

    /// @param work as JSON
    /// @param cell which of the work's cells
    CellTask(Broadcast<String> work, int cell) {
        this.work = work;
        this.cell = cell;
    }

    @Override
    public byte[] call(Integer shard) {
        return OutcomeBytes.of(ExecutorCells.of(work.value()).evaluate(cell, shard));
    }
}
