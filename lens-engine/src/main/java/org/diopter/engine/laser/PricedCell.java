package org.diopter.engine.laser;

import java.util.List;

/// A cell and what it costs on a text.
///
/// @param price of the reduced model on the text
public record PricedCell(Cell cell, EditPrice price) {
    /// Mean loss of the reduced model on the text, in nats a token.
    public double loss() {
        return price.loss();
    }

    /// Those that no other beats: none is at least as accurate at no higher loss, and better in one of both. In the order given.
    public static List<PricedCell> front(List<PricedCell> cells) {
        return cells.stream().filter(cell -> cells.stream().noneMatch(other -> other.beats(cell))).toList();
    }

    private boolean beats(PricedCell other) {
        double accuracy = cell.score().accuracy();
        double others = other.cell.score().accuracy();
        return accuracy >= others && loss() <= other.loss() && (accuracy > others || loss() < other.loss());
    }
}
