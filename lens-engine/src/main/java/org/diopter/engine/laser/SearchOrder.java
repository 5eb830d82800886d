package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.diopter.engine.edit.MatrixId;

/// Which cell of a grid is looked at next: first one of each matrix, from the last block down, since that is where LASER found most; then those of the matrix
/// that did best so far. Changes when a result comes, never what it is.
final class SearchOrder {
    private final Map<MatrixId, Double> best = new HashMap<>();
    private final BigDecimal probe;

    /// @param plan whose middle share is tried first
    SearchOrder(SearchPlan plan) {
        this.probe = plan.rhos().get((plan.rhos().size() - 1) / 2);
    }

    /// Takes note of a result.
    ///
    /// @param logLoss smaller is better
    void saw(Reduction reduction, double logLoss) {
        best.merge(reduction.matrix(), logLoss, Math::min);
    }

    /// @param open not empty
    Reduction next(Set<Reduction> open) {
        return open.stream().min(order()).orElseThrow();
    }

    private Comparator<Reduction> order() {
        return Comparator.<Reduction, Boolean>comparing(reduction -> best.containsKey(reduction.matrix()) || reduction.rho().compareTo(probe) != 0)
                .thenComparing(reduction -> best.getOrDefault(reduction.matrix(), Double.MAX_VALUE))
                .thenComparing(reduction -> reduction.matrix().block(), Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder());
    }
}
