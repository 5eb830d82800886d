package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.OpenModel;
import org.diopter.engine.sweep.SweepGrid;
import org.diopter.engine.sweep.SweepPoint;
import org.diopter.engine.sweep.SweepStore;
import org.diopter.engine.sweep.SweepWork;

/// Fills the store with a sweep's studies from a cluster: the sweep that follows finds them there, and is the same as on one machine.
///
/// @param shard how many studies are one task
/// @param engine that has the model open here
/// @param open the model
/// @param model where every machine finds it
/// @param home where every machine keeps what it derives
record SweepCluster(SparkSubmit spark, int shard, CommandEngine engine, OpenModel open, Path model, Path home) {
    private static final String APPLICATION = "org.diopter.cluster.SparkSweep";

    /// Measures what is not in the store yet.
    ///
    /// @param identity under which the store keeps rows
    /// @param memory how the model is open here, and is to be opened there
    void fill(SweepStore store, SweepGrid grid, String identity, SweepStudy study, MemoryMode memory) {
        List<SweepPoint> missing = grid.points().stream().filter(point -> store.find(point).isEmpty()).toList();
        if (missing.isEmpty()) {
            return;
        }
        engine.progress().stage("Sweep on the cluster", 1, 1);
        SweepWork work = work(grid, identity, study, memory, missing);
        spark.run(
                new SparkSubmit.Work(APPLICATION, "Diopter sweep", work.json(), work.shards()),
                home,
                number -> work.shard(number).forEach(store::adopt),
                engine.progress());
    }

    private SweepWork work(SweepGrid grid, String identity, SweepStudy study, MemoryMode memory, List<SweepPoint> missing) {
        return new SweepWork(
                model.toString(),
                study.model().sha256(),
                home.toString(),
                engine.provider().startsWith("CUDA") ? "cuda" : "cpu",
                study.engine().threads(),
                memory,
                identity,
                SweepWork.Data.of(grid.data()),
                study.sweep().edits(),
                grid.caches().stream().map(SweepWork.Policy::of).toList(),
                study.sweep().lenses().stream().map(lens -> lens(engine.lenses(open), lens)).toList(),
                grid.layers(),
                grid.tracked(),
                missing,
                shard);
    }

    private static SweepWork.NamedLens lens(CommandLenses lenses, LensReference lens) {
        return lens.isLogit() ? SweepWork.NamedLens.LOGIT : new SweepWork.NamedLens(lenses.file(lens).toString(), lens.sha256());
    }
}
