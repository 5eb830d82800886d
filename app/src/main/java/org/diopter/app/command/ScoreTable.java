package org.diopter.app.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.diopter.engine.laser.Cell;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;

/// How models did on a task, one a line.
final class ScoreTable {
    private final Unit unit;
    private final TextTable table;

    /// @param unit of losses
    ScoreTable(Unit unit) {
        this.unit = unit;
        this.table = new TextTable(
                TextTable.Column.text("model"),
                TextTable.Column.number("accuracy, %"),
                TextTable.Column.number("log-loss, " + unit.label()),
                TextTable.Column.number("gained"),
                TextTable.Column.number("lost"),
                TextTable.Column.number("p"));
    }

    void row(String name, Cell cell) {
        table.row(
                name,
                Numbers.percent(cell.score().accuracy()),
                Numbers.fixed(unit.of(cell.score().logLoss()), 3),
                Integer.toString(cell.gained().size()),
                Integer.toString(cell.lost().size()),
                String.format(Locale.ROOT, "%.2g", cell.p()));
    }

    List<String> lines() {
        return table.lines();
    }

    /// What has to be said about a change of accuracy that may be chance.
    static Optional<String> verdict(Cell cell) {
        int change = cell.gained().size() - cell.lost().size();
        if (change == 0 || !cell.withinNoise()) {
            return Optional.empty();
        }
        return Optional.of("This %s of %d among %d items is within noise: the exact p of McNemar's test is %.2g."
                .formatted(change > 0 ? "gain" : "loss", Math.abs(change), cell.items().length, cell.p()));
    }
}
