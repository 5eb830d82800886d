package org.diopter.views.rank;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.MatrixEdit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.edit.ZeroMatrix;

/// What the controls of the Rank view say: an edit of one matrix, with the numbers of the kinds that are not chosen kept for when they are.
///
/// @param components how many the matrix has, min(m, n)
/// @param rank how many components are kept by a cut, 1 to `components`
/// @param rho the share that says so: as it was given, else the smallest of four decimals that keeps this rank
/// @param without the single components that go
/// @param dropped the share of entries that goes by magnitude, 0 to 1
/// @param method how the largest components are found
public record Setting(
        MatrixId matrix, int components, Keep keep, int rank, BigDecimal rho, List<Integer> without, BigDecimal dropped, SvdMethod method) {
    /// Enough that a share of the components is one rank and no other, in every matrix of a model.
    private static final int DECIMALS = 4;
    private static final BigDecimal FIFTH = new BigDecimal("0.2");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    public Setting {
        rank = Math.clamp(rank, 1, components);
        rho = RankRule.rank(rho, components) == rank ? rho.stripTrailingZeros() : share(rank, components);
        without = without.stream().filter(i -> i >= 0 && i < components).distinct().sorted().toList();
    }

    /// Of a matrix that nothing is done to yet: a fifth of its components would be kept.
    public static Setting of(MatrixId matrix, int components) {
        return new Setting(matrix, components, Keep.LARGEST, RankRule.rank(FIFTH, components), FIFTH, List.of(0), HALF, SvdMethod.EXACT);
    }

    /// With what an edit says.
    public Setting with(MatrixEdit edit) {
        return switch (edit) {
            case ZeroMatrix _ -> with(Keep.ZERO);
            case PruneMagnitude(_, BigDecimal drop, _) -> with(Keep.MAGNITUDE).dropping(drop);
            case ReduceRank(_, ComponentMask.Share(BigDecimal rho, _), SvdMethod how, _) -> with(Keep.LARGEST).withShare(rho).by(how);
            case ReduceRank(_, ComponentMask.Top(int count), SvdMethod how, _) -> with(Keep.LARGEST).withRank(count).by(how);
            case ReduceRank(_, ComponentMask.Tail(int count), _, _) -> with(Keep.SMALLEST).withRank(count);
            case ReduceRank(_, ComponentMask.Drop(List<Integer> single), _, _) -> with(Keep.ALL_BUT).without(single);
        };
    }

    /// The edit.
    public MatrixEdit edit() {
        return switch (keep) {
            case LARGEST -> new ReduceRank(matrix, new ComponentMask.Share(rho, false), method);
            case SMALLEST -> new ReduceRank(matrix, new ComponentMask.Tail(rank));
            case ALL_BUT -> new ReduceRank(matrix, new ComponentMask.Drop(without));
            case MAGNITUDE -> new PruneMagnitude(matrix, dropped);
            case ZERO -> new ZeroMatrix(matrix);
        };
    }

    private static BigDecimal share(int rank, int components) {
        return BigDecimal.valueOf(rank).divide(BigDecimal.valueOf(components), DECIMALS, RoundingMode.CEILING).stripTrailingZeros();
    }

    /// The components that stay, where the edit is one of components.
    public BitSet kept() {
        BitSet kept = new BitSet();
        switch (keep) {
            case LARGEST -> kept.set(0, rank);
            case SMALLEST -> kept.set(components - rank, components);
            case ALL_BUT -> IntStream.range(0, components).filter(i -> !without.contains(i)).forEach(kept::set);
            case MAGNITUDE -> kept.set(0, components);
            case ZERO -> {}
        }
        return kept;
    }

    public Setting with(Keep other) {
        return new Setting(matrix, components, other, rank, rho, without, dropped, method);
    }

    public Setting withRank(int other) {
        return new Setting(matrix, components, keep, other, rho, without, dropped, method);
    }

    /// With the rank that a share keeps, at least 1.
    public Setting withShare(BigDecimal share) {
        return new Setting(matrix, components, keep, RankRule.rank(share, components), share, without, dropped, method);
    }

    public Setting without(List<Integer> single) {
        return new Setting(matrix, components, keep, rank, rho, single, dropped, method);
    }

    public Setting dropping(BigDecimal share) {
        return new Setting(matrix, components, keep, rank, rho, without, share, method);
    }

    /// With the largest components found in another way.
    public Setting by(SvdMethod other) {
        return new Setting(matrix, components, keep, rank, rho, without, dropped, other);
    }

    /// With a single component taken out, or put back; the last one that is out stays out.
    public Setting toggled(int component) {
        List<Integer> single = new ArrayList<>(without);
        if (!single.remove((Integer) component)) {
            single.add(component);
        }
        return single.isEmpty() ? this : without(single);
    }
}
