package org.diopter.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.CellWork;
import org.diopter.engine.laser.OutcomeBytes;
import org.diopter.engine.runtime.ProviderChoice;

/// Measures the cells of a search on a cluster: a job is a cell, a task a shard of its items.
public final class SparkCells implements SparkJobs.Work {
    private final CellWork work;
    private final CellStore store;

    private SparkCells(CellWork work) {
        this.work = work;
        this.store = CellStore.anew(new EngineOptions(ProviderChoice.CPU, 1, Path.of(work.home())).store());
    }

    /// @param arguments the folder of the work
    public static void main(String[] arguments) throws IOException {
        SparkJobs.run(arguments, json -> new SparkCells(CellWork.of(json)));
    }

    @Override
    public int jobs() {
        return work.cells().size();
    }

    @Override
    public int tasks(int job) {
        return work.shards(work.cells().get(job)).size();
    }

    @Override
    public Function<Integer, byte[]> task(Broadcast<String> asked, int job) {
        return new CellTask(asked, job);
    }

    @Override
    public void keep(int job, List<byte[]> parts) {
        CellWork.Asked cell = work.cells().get(job);
        List<int[]> shards = work.shards(cell);
        List<Outcome> outcomes = new ArrayList<>();
        for (int shard = 0; shard < parts.size(); shard++) {
            outcomes.addAll(OutcomeBytes.read(parts.get(shard), shards.get(shard).length));
        }
        store.keep(work.identity(), cell.reductions(), cell.indices(), outcomes);
    }
}
