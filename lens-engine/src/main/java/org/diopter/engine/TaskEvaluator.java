package org.diopter.engine;

import java.util.List;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.laser.EvaluateCell;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.model.Progress;

/// Measures an open model on a task, pack by pack of items; other runs have their turn in between. Closing lets go of the streams it keeps.
public interface TaskEvaluator extends EvaluateCell, AutoCloseable {
    /// Runs the model under any edits.
    ///
    /// @param items indices into the task's items
    /// @return how the model did on each, in the same order
    /// @throws org.diopter.model.CancelledException if the user stopped it
    List<Outcome> evaluate(EditStack edits, int[] items, Progress progress);

    /// Asks items with the largest and with the smallest components of a matrix alone: what components that a reduction removes held.
    ///
    /// @param items indices into the task's items
    /// @throws org.diopter.model.CancelledException if the user stopped it
    HeldAnswers held(HeldPlan plan, int[] items, Progress progress);

    @Override
    void close();
}
