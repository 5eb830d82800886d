package org.diopter.app.command;

import java.util.function.Consumer;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.laser.HeldAnswers;

/// Asks a model with parts of a matrix in the place of the whole.
///
/// @param note is told which items are left out, and why
record HeldWork(CommandEngine engine, OpenModel model, Consumer<String> note) {
    /// What was asked and what was answered.
    ///
    /// @param components how many the matrix has
    record Result(Task task, int components, HeldAnswers answers) {}

    Result run(HeldChoice choice) {
        Task task = choice.questions();
        MatrixId matrix = choice.plan().matrix();
        try (TaskEvaluator evaluator = engine.evaluator(model, task)) {
            int components = evaluator.components(matrix);
            return new Result(task, components, evaluator.held(choice.plan(), engine.readable(model, task, note), engine.progress()));
        }
    }
}
