package org.diopter.app.command;

import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessTraining;
import org.diopter.engine.cache.less.TrainingState;
import org.diopter.model.Progress;
import org.diopter.views.figure.Numbers;

/// Tells the user of a training of kernels as it goes: first the errors without kernels, then each epoch's beside them.
///
/// @param progress gets epochs
record TrainLessReport(Invocation invocation, EngineArguments arguments, Progress progress, LessPlan plan) implements LessTraining.Listener {
    @Override
    public void measured(LessTraining.Baselines baselines) {
        invocation.note(arguments, "Block %d: held-out error of the policy alone %s, of Baseline+ %s."
                .formatted(plan.block(), Numbers.axis(baselines.sparse()), Numbers.axis(baselines.baselinePlus())));
    }

    @Override
    public void epochDone(TrainingState state) {
        progress.items(state.epoch(), plan.epochs());
        TrainingState.Epoch last = state.curve().getLast();
        invocation.note(arguments, "Block %d, epoch %d of %d: training %s, held out %s, best %s.".formatted(
                plan.block(), state.epoch(), plan.epochs(), Numbers.axis(last.training()), Numbers.axis(last.heldOut()), Numbers.axis(state.bestHeldOut())));
    }
}
