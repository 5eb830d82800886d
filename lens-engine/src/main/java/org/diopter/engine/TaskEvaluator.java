package org.diopter.engine;

import org.diopter.engine.laser.EvaluateCell;

/// Measures an open model on a task, a cell at a time; other runs have their turn between two cells. Closing lets go of the streams it keeps.
public interface TaskEvaluator extends EvaluateCell, AutoCloseable {
    @Override
    void close();
}
