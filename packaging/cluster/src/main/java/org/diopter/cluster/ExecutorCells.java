package org.diopter.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.laser.CellWork;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;

/// The cells of a search in an executor. Each shard keeps the streams that enter its blocks, so that the next cell on it costs the edited block and
/// those above; an executor's tasks have their turn one after the other, each with all of its threads.
final class ExecutorCells {
    /// Spark gives tasks no other place that outlives them than the process. An executor serves one application, so there is one entry, for its
    /// lifetime.
    private static final Map<String, ExecutorCells> OPEN = new ConcurrentHashMap<>();

    private static final long STREAM_BYTES = 512L << 20;
    private static final int MOST_SHARDS = 8;

    private final CellWork work;
    private final ExecutorModel open;
    private final Map<List<Integer>, TaskEvaluator> evaluators = new HashMap<>();

    private ExecutorCells(CellWork work) {
        this.work = work;
        open = ExecutorModel.open(work.provider(), work.threads(), work.home(), work.model(), MemoryMode.USUAL);
    }

    /// The cells of some work; the model is opened by the first task that asks.
    ///
    /// @param work as JSON
    static ExecutorCells of(String work) {
        return OPEN.computeIfAbsent(work, json -> new ExecutorCells(CellWork.of(json)));
    }

    /// Measures one cell on one shard.
    ///
    /// @param cell which of the work's cells
    /// @param shard which of the cell's shards
    /// @throws UnusableInputException D-601 if the model at the path is not the one that the search is about
    synchronized List<Outcome> evaluate(int cell, int shard) {
        CellWork.Asked asked = work.cells().get(cell);
        int[] items = work.shards(asked).get(shard);
        return evaluator(items).evaluate(asked.reductions(), items, Progress.NONE);
    }

    private TaskEvaluator evaluator(int[] items) {
        List<Integer> shard = new ArrayList<>();
        for (int item : items) {
            shard.add(item);
        }
        TaskEvaluator known = evaluators.get(shard);
        if (known != null) {
            return known;
        }
        if (evaluators.size() == MOST_SHARDS) {
            evaluators.values().forEach(TaskEvaluator::close);
            evaluators.clear();
        }
        TaskEvaluator fresh = open.workbench().evaluator(open.model().id(), work.task(), STREAM_BYTES / MOST_SHARDS);
        if (!fresh.identity().equals(work.identity())) {
            fresh.close();
            throw new UnusableInputException("D-601",
                    "‘%s’ is another model on a machine of the cluster (sha256 %.8s). Every machine must see the same files there."
                            .formatted(work.model(), open.model().id().sha256()));
        }
        evaluators.put(shard, fresh);
        return fresh;
    }
}
