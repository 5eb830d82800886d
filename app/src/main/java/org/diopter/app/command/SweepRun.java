package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.OpenModel;
import org.diopter.engine.sweep.SweepGrid;
import org.diopter.engine.sweep.SweepMeter;
import org.diopter.engine.sweep.SweepPoint;
import org.diopter.engine.sweep.SweepRow;
import org.diopter.engine.sweep.SweepStore;
import org.diopter.engine.sweep.SweepWork;
import org.diopter.model.CancelledException;

/// Measures every study of a sweep, or finds it in the store, and keeps each when it is whole.
///
/// @param resume whether studies that an earlier sweep finished are taken over
/// @param cluster that fills the store before, if one does
/// @param memory how the model is open: rounding may depend on it
/// @param note is told what the user should know beside the result
record SweepRun(CommandEngine engine, OpenModel model, boolean resume, Optional<SweepCluster> cluster, MemoryMode memory, Consumer<String> note) {
    /// @throws CancelledException if the user stopped it; what is finished is kept
    List<SweepFindings.Row> rows(SweepStudy study) {
        SweepGrid grid = study.sweep().grid(engine, model, note);
        String identity = SweepWork.identity(model, engine.provider(), study.engine().threads(), memory);
        SweepStore store = resume ? SweepStore.resuming(engine.store(), identity, grid) : SweepStore.anew(engine.store(), identity, grid);
        List<SweepPoint> points = grid.points();
        List<SweepFindings.Row> rows = new ArrayList<>();
        int finished = 0;
        try (SweepMeter meter = new SweepMeter(engine.workbench(), model, grid, engine::await)) {
            cluster.ifPresent(machines -> machines.fill(store, grid, identity, study, memory));
            engine.progress().stage("Sweep", 1, 1);
            for (SweepPoint point : points) {
                engine.progress().throwIfCancelled();
                store.find(point).orElseGet(() -> measured(meter, store, point)).forEach(row -> rows.add(new SweepFindings.Row(point, row)));
                finished++;
                engine.progress().items(finished, points.size());
            }
        } catch (CancelledException e) {
            note.accept("What is finished is kept; --resume goes on with it.");
            throw e;
        }
        return rows;
    }

    private List<SweepRow> measured(SweepMeter meter, SweepStore store, SweepPoint point) {
        List<SweepRow> rows = engine.until(stop -> meter.measure(point, engine.progress().unheard(), stop));
        store.keep(point, rows);
        return rows;
    }
}
