package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessRecipe;

/// A training of LESS kernels.
///
/// @param policy under which keys are evicted, as text
/// @param blocks whose kernels are trained; empty for all
record TrainLessStudy(ModelReference model, CacheText text, String policy, List<Integer> blocks, LessRecipe settings, EngineChoice engine)
        implements RecordedStudy {
    TrainLessStudy {
        blocks = List.copyOf(blocks);
        LessRecipe.policy(policy);
    }

    LessPlan plan(int block) {
        return settings.plan(block, LessRecipe.policy(policy), engine.seed());
    }

    @Override
    public TrainLessStudy with(EngineChoice other) {
        return new TrainLessStudy(model, text, policy, blocks, settings, other);
    }
}
