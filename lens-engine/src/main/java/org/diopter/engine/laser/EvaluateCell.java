package org.diopter.engine.laser;

import java.util.List;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.edit.MatrixId;
import org.diopter.model.Progress;

/// Measures a model under some reductions: what a search needs of an engine, on this machine or on another.
public interface EvaluateCell {
    /// All that outcomes depend on beside the reductions and the items' numbers: the model's weights, the task's questions and metric. Kept cells are found
    /// by it.
    String identity();

    /// How many components a matrix has.
    ///
    /// @throws org.diopter.model.UnusableInputException if the model has no such matrix
    int components(MatrixId matrix);

    /// Runs the model.
    ///
    /// @param reductions all in force at once; none for the model as it is
    /// @param items indices into the task's items
    /// @return how the model did on each, in the same order
    /// @throws org.diopter.model.CancelledException if the user stopped it
    List<Outcome> evaluate(List<Reduction> reductions, int[] items, Progress progress);
}
