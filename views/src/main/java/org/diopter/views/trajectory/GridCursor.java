package org.diopter.views.trajectory;

import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Viewport;
import org.jspecify.annotations.Nullable;

/// Where one is in a grid: grids that share a cursor show the same cells and mark the same one.
///
/// @param selected the selected cell; null before the first run
/// @param hovered the cell under the pointer, or null
/// @param viewport which part of the grid is seen
/// @param choose what a double click or Enter does with a cell
public record GridCursor(
        ObjectProperty<@Nullable Cell> selected, ObjectProperty<@Nullable Cell> hovered, ObjectProperty<Viewport> viewport, Consumer<Cell> choose) {}
