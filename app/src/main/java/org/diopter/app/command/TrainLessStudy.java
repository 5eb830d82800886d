package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.model.UnusableInputException;

/// A training of LESS kernels.
///
/// @param policy under which keys are evicted, as text
/// @param blocks whose kernels are trained; empty for all
record TrainLessStudy(ModelReference model, CacheText text, String policy, List<Integer> blocks, KernelSettings settings, EngineChoice engine)
        implements RecordedStudy {
    TrainLessStudy {
        blocks = List.copyOf(blocks);
        sparse(policy);
    }

    /// How kernels are trained.
    ///
    /// @param hidden R'
    /// @param rank R
    /// @param epochs over all pieces of the text
    /// @param batch pieces a step
    /// @param rate of Adam at first, halved after each quarter of the epochs
    /// @param dropout share of hidden units that are left out in each step
    record KernelSettings(int hidden, int rank, int epochs, int batch, double rate, double dropout) {
        KernelSettings {
            if (hidden < 1 || rank < 1 || epochs < 1 || batch < 1 || !(rate > 0) || !(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("hidden, rank, epochs and batch are 1 or more, the rate is above 0, the dropout at least 0 and below 1");
            }
        }
    }

    /// @throws UnusableInputException D-402 if it cannot be read, or LESS cannot stand on it
    static ScorePolicy sparse(String policy) {
        if (CachePolicy.parse(policy) instanceof ScorePolicy scored) {
            return scored;
        }
        throw new UnusableInputException("D-402", "Kernels cannot be trained under ‘%s’. Choose local, streaming, h2o, a2sf or tova.".formatted(policy));
    }

    LessPlan plan(int block) {
        int halvedEvery = Math.max(1, Math.ceilDiv(settings.epochs(), 4));
        return new LessPlan(block, sparse(policy), settings.hidden(), settings.rank(), settings.epochs(), settings.batch(), settings.rate(), halvedEvery,
                (float) settings.dropout(), 0.1, engine.seed());
    }

    @Override
    public TrainLessStudy with(EngineChoice other) {
        return new TrainLessStudy(model, text, policy, blocks, settings, other);
    }
}
