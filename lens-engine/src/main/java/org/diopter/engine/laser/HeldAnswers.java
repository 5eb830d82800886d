package org.diopter.engine.laser;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a model answers with parts of one matrix in the place of the whole.
///
/// @param items indices of the items that were asked. Not to be modified
/// @param asItIs the answers with all components, one an item
/// @param cut the answers under the plan's cut
/// @param parts the answers with each part alone, in the plan's order
@SuppressWarnings("ArrayRecordComponent")
public record HeldAnswers(
        HeldPlan plan, int[] items, List<HeldAnswer> asItIs, List<HeldAnswer> cut, Map<MatrixPart, List<HeldAnswer>> parts) {

    public HeldAnswers {
        asItIs = List.copyOf(asItIs);
        cut = List.copyOf(cut);
        parts = new LinkedHashMap<>(parts);
    }

    /// What the cut did to an item.
    public enum Group {
        /// Wrong as the model is, right under the cut: the LASER paper's “answer-corrected”.
        CORRECTED,
        /// The other way round.
        BROKEN,
        ALWAYS_RIGHT,
        ALWAYS_WRONG;

        private static Group of(boolean before, boolean after) {
            if (before) {
                return after ? ALWAYS_RIGHT : BROKEN;
            }
            return after ? CORRECTED : ALWAYS_WRONG;
        }
    }

    /// How some items were answered.
    ///
    /// @param kinds how many answers were of each kind; all kinds are there
    /// @param cosine mean of the answers' cosines; NaN if there are no items
    public record Summary(int items, Map<AnswerKind, Integer> kinds, double cosine) {
        public Summary {
            kinds = new EnumMap<>(kinds);
        }
    }

    /// @param place of the item among those that were asked
    public Group group(int place) {
        return Group.of(asItIs.get(place).kind() == AnswerKind.RIGHT, cut.get(place).kind() == AnswerKind.RIGHT);
    }

    /// The places of a group's items among those that were asked, ascending.
    public int[] members(Group group) {
        return IntStream.range(0, items.length).filter(place -> group(place) == group).toArray();
    }

    /// How a part answered some items.
    ///
    /// @param places among those that were asked
    public Summary summary(MatrixPart part, int[] places) {
        List<HeldAnswer> answers = parts.get(part);
        if (answers == null) {
            throw new IllegalArgumentException(part + " was not asked");
        }
        Map<AnswerKind, Integer> kinds = new EnumMap<>(AnswerKind.class);
        for (AnswerKind kind : AnswerKind.values()) {
            kinds.put(kind, 0);
        }
        double cosine = 0;
        for (int place : places) {
            HeldAnswer answer = answers.get(place);
            kinds.merge(answer.kind(), 1, Integer::sum);
            cosine += answer.cosine();
        }
        return new Summary(places.length, kinds, cosine / places.length);
    }
}
