package org.diopter.cluster;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.diopter.engine.sweep.SweepStore;

/// One shard of a sweep's studies, as Spark carries it to an executor: bytes of rows come out.
final class SweepTask implements Function<Integer, byte[]> {
    private final Broadcast<String> work;
    private final int shard;

    /// @param work as JSON
    /// @param shard which of the work's shards
    SweepTask(Broadcast<String> work, int shard) {
        this.work = work;
        this.shard = shard;
    }

    @Override
    public byte[] call(Integer task) {
        return SweepStore.bytesOfStudies(ExecutorSweep.of(work.value()).measure(shard));
    }
}
