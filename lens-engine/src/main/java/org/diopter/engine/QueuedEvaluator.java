package org.diopter.engine;

import java.util.List;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.evaluation.ModelEvaluator;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.Reduction;
import org.diopter.model.Progress;

/// Measures cells, step by step in turn with other work.
record QueuedEvaluator(ModelEvaluator evaluator) implements TaskEvaluator {
    @Override
    public String identity() {
        return evaluator.identity();
    }

    @Override
    public int components(MatrixId matrix) {
        return evaluator.components(matrix);
    }

    @Override
    public List<Outcome> evaluate(EditStack edits, int[] items, Progress progress) {
        return evaluator.evaluate(edits, items, progress);
    }

    @Override
    public List<Outcome> evaluate(List<Reduction> reductions, int[] items, Progress progress) {
        return evaluator.evaluate(reductions, items, progress);
    }

    @Override
    public HeldAnswers held(HeldPlan plan, int[] items, Progress progress) {
        return evaluator.held(plan, items, progress);
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
