package org.diopter.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.diopter.engine.Run;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.sweep.SweepMeter;
import org.diopter.engine.sweep.SweepRow;
import org.diopter.engine.sweep.SweepWork;
import org.diopter.model.Progress;

/// A sweep in an executor. Its tasks have their turn one after the other, each with all of its threads.
final class ExecutorSweep {
    /// Spark gives tasks no other place that outlives them than the process. An executor serves one application, so there is one entry, for its
    /// lifetime.
    private static final Map<String, ExecutorSweep> OPEN = new ConcurrentHashMap<>();

    private final SweepWork work;
    private final SweepMeter meter;

    private ExecutorSweep(SweepWork work) {
        this.work = work;
        ExecutorModel open = ExecutorModel.open(work.provider(), work.threads(), work.home(), work.model(), work.memory());
        work.requireSame(open.model(), open.workbench().provider());
        this.meter = new SweepMeter(open.workbench(), open.model(), work.grid(open.model()), Run::await);
    }

    /// The sweep of some work; the model is opened by the first task that asks.
    ///
    /// @param work as JSON
    static ExecutorSweep of(String work) {
        return OPEN.computeIfAbsent(work, json -> new ExecutorSweep(SweepWork.of(json)));
    }

    /// Measures the studies of a shard.
    ///
    /// @return the rows of each
    /// @throws org.diopter.model.UnusableInputException D-601 if model, lenses or kernels at their paths are others than the sweep is about
    synchronized List<List<SweepRow>> measure(int shard) {
        return work.shard(shard).stream().map(point -> meter.measure(point, Progress.NONE, new Cancellation())).toList();
    }
}
