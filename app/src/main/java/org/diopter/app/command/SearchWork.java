package org.diopter.app.command;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.diopter.app.search.GridSource;
import org.diopter.app.search.SearchFindings;
import org.diopter.app.search.SearchListener;
import org.diopter.app.search.SearchRequest;
import org.diopter.app.search.SearchRun;
import org.diopter.engine.OpenModel;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.model.CancelledException;

/// Runs a search as a command does: with warnings, and with a word on what is kept when it is stopped.
///
/// @param resume whether cells that an earlier search finished are taken over
/// @param elsewhere where the grid is measured before, if not here
/// @param note is told what the user should know beside the result
record SearchWork(CommandEngine engine, OpenModel model, boolean resume, GridSource elsewhere, Consumer<String> note) {
    /// So many items must change sides, all in one direction, to be more than chance.
    private static final int LEAST_CHANGE = 6;
    private static final int FEW_ITEMS = 100;

    /// @throws CancelledException if the user stopped it; what is finished is kept
    SearchFindings run(SearchChoice choice, long seed) {
        SearchRequest request = choice.request(model, seed, note);
        warn(request.own().split().validation().length);
        CellStore cells = resume ? CellStore.resuming(engine.store()) : CellStore.anew(engine.store());
        AtomicInteger finished = new AtomicInteger();
        SearchListener counting = new SearchListener() {
            @Override
            public void measured(Cell cell) {
                finished.incrementAndGet();
            }
        };
        try {
            return new SearchRun(engine.workbench(), model, cells, elsewhere, engine.progress(), counting).run(request);
        } catch (CancelledException e) {
            note.accept("%s finished and kept; --resume goes on with them.".formatted(LensTable.plural(finished.get(), "cell")));
            throw e;
        }
    }

    private void warn(int items) {
        if (items <= LEAST_CHANGE) {
            note.accept("D-401: %d items to choose on. Any difference may be chance. Take more items, or a larger --validation.".formatted(items));
        } else if (items < FEW_ITEMS) {
            note.accept("D-401: %d items to choose on. A difference below %d of them (%.0f points) is within noise, and the best of many cells looks better"
                    .formatted(items, LEAST_CHANGE, 100.0 * LEAST_CHANGE / items) + " than it is.");
        }
    }
}
