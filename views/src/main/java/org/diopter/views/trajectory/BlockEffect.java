package org.diopter.views.trajectory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Cell;

/// What the block under a layer changes at a position: by how much each token's log-probability differs from that of the layer below.
///
/// Only tokens known in both layers are compared: those tracked at the position, and those among the top of both.
///
/// @param promoted the tokens that gain most, by descending gain
/// @param suppressed the tokens that lose most, by descending loss
record BlockEffect(List<Change> promoted, List<Change> suppressed) {
    private static final int SHOWN = 5;

    /// A token and the difference of its log-probability, nats.
    record Change(int id, double nats) {}

    /// @param cell a cell of a row above the lowest
    static BlockEffect of(Trajectory trajectory, Cell cell) {
        int row = cell.row();
        int position = cell.position();
        Set<Integer> ids = new LinkedHashSet<>();
        for (int id : trajectory.tracked(position)) {
            ids.add(id);
        }
        for (int k = 0; k < trajectory.topK(); k++) {
            ids.add(trajectory.topId(row, position, k));
        }
        List<Change> changes = new ArrayList<>();
        for (int id : ids) {
            double change = logProbability(trajectory, row, position, id) - logProbability(trajectory, row - 1, position, id);
            if (Double.isFinite(change)) {
                changes.add(new Change(id, change));
            }
        }
        changes.sort(Comparator.comparingDouble(Change::nats));
        List<Change> lost = changes.stream().filter(c -> c.nats() < 0).limit(SHOWN).toList();
        List<Change> gained = changes.reversed().stream().filter(c -> c.nats() > 0).limit(SHOWN).toList();
        return new BlockEffect(gained, lost);
    }

    /// The log-probability of a token that is tracked or among the top, else NaN.
    static double logProbability(Trajectory trajectory, int row, int position, int id) {
        float tracked = trajectory.trackedLogProbability(row, position, id);
        if (!Float.isNaN(tracked)) {
            return tracked;
        }
        for (int k = 0; k < trajectory.topK(); k++) {
            if (trajectory.topId(row, position, k) == id) {
                return trajectory.topLogProbability(row, position, k);
            }
        }
        return Double.NaN;
    }
}
