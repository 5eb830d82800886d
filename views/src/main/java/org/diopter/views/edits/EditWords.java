package org.diopter.views.edits;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.edit.ZeroMatrix;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Texts;

/// An edit in words.
///
/// @param title what it does: `Rank ρ 0.2`
/// @param place where it acts: `block 4 · mlp.down`
/// @param positions at which positions it acts
public record EditWords(Icon icon, String title, String place, String positions) {
    private static final Texts TEXTS = Texts.of(EditWords.class);
    private static final int MOST_NAMED = 4;

    public static EditWords of(Edit edit) {
        String all = TEXTS.get("all-positions");
        return switch (edit) {
            case ReduceRank(MatrixId matrix, ComponentMask kept, SvdMethod method, BigDecimal strength) ->
                    new EditWords(Icon.RANK, kept(kept), place(matrix) + method(method) + strength(strength), all);
            case ZeroMatrix(MatrixId matrix, BigDecimal strength) -> new EditWords(Icon.MINUS, TEXTS.get("zero"), place(matrix) + strength(strength), all);
            case PruneMagnitude(MatrixId matrix, BigDecimal drop, BigDecimal strength) ->
                    new EditWords(Icon.RANK, TEXTS.get("magnitude", percent(drop)), place(matrix) + strength(strength), all);
            case SkipPart(int block, SkipPart.Part part, BigDecimal strength) ->
                    new EditWords(Icon.MINUS, TEXTS.get("skip." + part), TEXTS.get("block", block) + strength(strength), all);
            case AblateDirections ablate -> new EditWords(Icon.DIRECTIONS, title(ablate),
                    TEXTS.get("layer", ablate.layer()) + strength(ablate) + steering(ablate), positions(ablate.at(), all));
        };
    }

    private static String kept(ComponentMask kept) {
        return switch (kept) {
            case ComponentMask.Share(BigDecimal rho, boolean _) -> TEXTS.get("rank.share", rho.toPlainString());
            case ComponentMask.Top(int count) -> TEXTS.get("rank.top", count);
            case ComponentMask.Tail(int count) -> TEXTS.get("rank.tail", count);
            case ComponentMask.Drop(List<Integer> dropped) -> TEXTS.get(dropped.size() == 1 ? "rank.drop-one" : "rank.drop", indices(dropped, ""));
        };
    }

    private static String method(SvdMethod method) {
        return method instanceof SvdMethod.Randomised(long seed) ? " · " + TEXTS.get("randomised", Long.toString(seed)) : "";
    }

    /// Said where it is not the whole edit.
    private static String strength(BigDecimal strength) {
        return strength.compareTo(BigDecimal.ONE) == 0 ? "" : TEXTS.get("strength", strength.toPlainString());
    }

    private static String place(MatrixId matrix) {
        return TEXTS.get("matrix", matrix.block(), matrix.kind().text());
    }

    /// What a direction is called.
    public static String direction(int index) {
        return "v" + index;
    }

    private static String title(AblateDirections ablate) {
        String directions = indices(ablate.directions().stream().map(EditWords::direction).toList());
        return isSteering(ablate) ? TEXTS.get("steer-along", directions) : TEXTS.get("ablate." + ablate.mode().text(), directions);
    }

    /// Whether the stream is pushed only, and nothing is taken out.
    private static boolean isSteering(AblateDirections ablate) {
        return ablate.changes().stream().allMatch(change -> change.strength().signum() == 0)
                && ablate.changes().stream().anyMatch(change -> change.steer().signum() != 0);
    }

    private static String strength(AblateDirections ablate) {
        return isSteering(ablate) ? "" : numbers("strength", ablate, DirectionChange::strength, BigDecimal.ONE);
    }

    private static String steering(AblateDirections ablate) {
        return numbers("steering", ablate, DirectionChange::steer, BigDecimal.ZERO);
    }

    /// One number where it is that of all directions, else theirs in their order.
    ///
    /// @param usual which is not said
    private static String numbers(String key, AblateDirections ablate, Function<DirectionChange, BigDecimal> number, BigDecimal usual) {
        List<String> all = ablate.changes().stream().map(number).map(BigDecimal::toPlainString).toList();
        List<String> shown = all.stream().distinct().count() == 1 ? all.subList(0, 1) : all;
        return shown.equals(List.of(usual.toPlainString())) ? "" : TEXTS.get(key, indices(shown));
    }

    private static String positions(Positions at, String all) {
        return at.equals(Positions.ALL) ? all : at.equals(Positions.LAST) ? TEXTS.get("last-position") : TEXTS.get("positions", at.text());
    }

    private static String indices(List<Integer> all, String prefix) {
        return indices(all.stream().map(i -> prefix + i).toList());
    }

    private static String indices(List<String> all) {
        String named = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? TEXTS.get("and-more", named, all.size() - MOST_NAMED) : named;
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
