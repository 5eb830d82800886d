package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.app.search.GridSource;
import org.diopter.app.search.SearchedTask;
import org.diopter.engine.data.Split;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.CellWork;
import org.diopter.engine.laser.Reduction;
import org.diopter.model.Progress;

/// Fills the store with a search's cells from a cluster: the search that follows finds them there, and is the same as on one machine.
///
/// @param shardItems how many items of a cell are one task
/// @param model where every machine finds it
/// @param home where every machine keeps what it derives
/// @param engine how each of them computes
record SearchCluster(SparkSubmit spark, int shardItems, Path model, Path home, EngineChoice engine) implements GridSource {
    private static final String APPLICATION = "org.diopter.cluster.SparkCells";

    /// Measures a grid on the validation items, and the model as it is on all.
    ///
    /// @param store in which finished cells are looked for first
    @Override
    public void measure(SearchedTask searched, String identity, List<Reduction> cells, CellStore store, Progress progress) {
        Split split = searched.split();
        List<CellWork.Asked> missing = Stream.concat(
                        Stream.of(CellWork.Asked.of(List.of(), split.validation()), CellWork.Asked.of(List.of(), split.test())),
                        cells.stream().map(cell -> CellWork.Asked.of(List.of(cell), split.validation())))
                .filter(asked -> store.find(identity, asked.reductions(), asked.indices()).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        progress.stage("Search on the cluster", 1, 1);
        CellWork work = new CellWork(model.toString(), home.toString(), engine.provider(), engine.threads(), identity, searched.task(), missing, shardItems);
        spark.run(
                new SparkSubmit.Work(APPLICATION, "Diopter search", work.json(), missing.size()),
                home,
                number -> adopt(store, identity, missing.get(number)),
                progress);
    }

    private static void adopt(CellStore store, String identity, CellWork.Asked cell) {
        store.adopt(identity, cell.reductions(), cell.indices());
    }
}
