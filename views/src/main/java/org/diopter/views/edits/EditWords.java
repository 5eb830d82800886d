package org.diopter.views.edits;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.ComponentMask;
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
            case ReduceRank(MatrixId matrix, ComponentMask kept, SvdMethod method) ->
                    new EditWords(Icon.RANK, kept(kept), place(matrix) + method(method), all);
            case ZeroMatrix(MatrixId matrix) -> new EditWords(Icon.MINUS, TEXTS.get("zero"), place(matrix), all);
            case PruneMagnitude(MatrixId matrix, BigDecimal drop) -> new EditWords(Icon.RANK, TEXTS.get("magnitude", percent(drop)), place(matrix), all);
            case SkipPart(int block, SkipPart.Part part) -> new EditWords(Icon.MINUS, TEXTS.get("skip." + part), TEXTS.get("block", block), all);
            case AblateDirections ablate -> new EditWords(Icon.DIRECTIONS, TEXTS.get("ablate." + mode(ablate.mode()), indices(ablate.directions(), "v")),
                    TEXTS.get("layer", ablate.layer()) + strength(ablate), positions(ablate.at(), all));
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

    private static String place(MatrixId matrix) {
        return TEXTS.get("matrix", matrix.block(), matrix.kind().text());
    }

    private static String mode(Ablation mode) {
        return mode.text();
    }

    private static String strength(AblateDirections ablate) {
        return ablate.strength().compareTo(BigDecimal.ONE) == 0 ? "" : TEXTS.get("strength", ablate.strength().toPlainString());
    }

    private static String positions(Positions at, String all) {
        return at.equals(Positions.ALL) ? all : at.equals(Positions.LAST) ? TEXTS.get("last-position") : TEXTS.get("positions", at.text());
    }

    private static String indices(List<Integer> all, String prefix) {
        String named = all.stream().limit(MOST_NAMED).map(i -> prefix + i).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? TEXTS.get("and-more", named, all.size() - MOST_NAMED) : named;
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
