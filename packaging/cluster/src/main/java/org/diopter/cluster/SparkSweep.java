package org.diopter.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.sweep.SweepPoint;
import org.diopter.engine.sweep.SweepRow;
import org.diopter.engine.sweep.SweepStore;
import org.diopter.engine.sweep.SweepWork;

/// Measures the studies of a sweep on a cluster: a job is a shard of neighbouring studies, and one task.
public final class SparkSweep implements SparkJobs.Work {
    private final SweepWork work;
    private final SweepStore store;

    private SparkSweep(SweepWork work) {
        this.work = work;
        this.store = SweepStore.anew(new EngineOptions(ProviderChoice.CPU, 1, Path.of(work.home())).store(), work.identity(), work.gridOfNames());
    }

    /// @param arguments the folder of the work
    public static void main(String[] arguments) throws IOException {
        SparkJobs.run(arguments, json -> new SparkSweep(SweepWork.of(json)));
    }

    @Override
    public int jobs() {
        return work.shards();
    }

    @Override
    public int tasks(int job) {
        return 1;
    }

    @Override
    public Function<Integer, byte[]> task(Broadcast<String> asked, int job) {
        return new SweepTask(asked, job);
    }

    @Override
    public void keep(int job, List<byte[]> parts) {
        List<SweepPoint> points = work.shard(job);
        List<List<SweepRow>> measured = SweepStore.studies(parts.getFirst());
        for (int i = 0; i < points.size(); i++) {
            store.keep(points.get(i), measured.get(i));
        }
    }
}
