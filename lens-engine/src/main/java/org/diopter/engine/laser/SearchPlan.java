package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.model.UnusableInputException;

/// Which reductions are searched.
///
/// @param kinds of matrices
/// @param blocks from 0
/// @param rhos shares that are kept, each above 0 and at most 1
/// @param method how components are found
public record SearchPlan(List<MatrixKind> kinds, List<Integer> blocks, List<BigDecimal> rhos, SvdMethod method) {
    /// The grid of the LASER paper's code.
    public static final List<BigDecimal> PAPER_RHOS =
            List.of("0.9", "0.8", "0.6", "0.4", "0.2", "0.1", "0.05", "0.01", "0.005").stream().map(BigDecimal::new).toList();

    public SearchPlan {
        kinds = kinds.stream().distinct().sorted().toList();
        blocks = blocks.stream().distinct().sorted().toList();
        rhos = rhos.stream().map(BigDecimal::stripTrailingZeros).distinct().sorted().toList();
        if (kinds.isEmpty() || blocks.isEmpty() || rhos.isEmpty()) {
            throw new UnusableInputException("D-205", "A search needs at least one matrix, one block and one rho.");
        }
        rhos.forEach(RankRule::requireShare);
    }

    /// By the exact components.
    public SearchPlan(List<MatrixKind> kinds, List<Integer> blocks, List<BigDecimal> rhos) {
        this(kinds, blocks, rhos, SvdMethod.EXACT);
    }

    /// All of them, in the order of tables.
    public List<Reduction> reductions() {
        List<Reduction> all = new ArrayList<>();
        for (MatrixKind kind : kinds) {
            for (int block : blocks) {
                rhos.reversed().forEach(rho -> all.add(new Reduction(new MatrixId(block, kind), rho, method)));
            }
        }
        return all;
    }
}
