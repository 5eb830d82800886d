package org.diopter.model.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// SentencePiece joins the two neighbours whose joint piece has the highest score. As merges in order that is: every way to cut a piece in two pieces,
/// the piece with the highest score first. Ties are broken as transformers breaks them.
final class PieceMerges {
    /// No vocabulary has longer pieces; the cuts of a hostile one would fill the memory.
    private static final int MAX_PIECE = 512;

    private PieceMerges() {}

    /// A cut.
    ///
    /// @param score of the joint piece
    private record Merge(String left, String right, float score, int leftLength, int rightLength) {}

    /// All merges of a vocabulary.
    ///
    /// @param ids of the pieces that can be met in a text
    /// @param scores by id
    static List<List<String>> of(Map<String, Integer> ids, float[] scores) {
        List<Merge> merges = new ArrayList<>();
        ids.forEach((piece, id) -> {
            List<Merge> cuts = cuts(piece, scores[id], ids);
            cuts.sort(Comparator.<Merge>comparingInt(cut -> ids.get(cut.left)).thenComparingInt(cut -> ids.get(cut.right)));
            merges.addAll(cuts);
        });
        merges.sort(Comparator.comparingDouble(Merge::score).thenComparingInt(Merge::leftLength).thenComparingInt(Merge::rightLength).reversed());
        return merges.stream().map(merge -> List.of(merge.left, merge.right)).toList();
    }

    private static List<Merge> cuts(String piece, float score, Map<String, Integer> ids) {
        List<Merge> cuts = new ArrayList<>();
        int length = piece.length() > MAX_PIECE ? 0 : piece.codePointCount(0, piece.length());
        int at = 0;
        for (int left = 1; left < length; left++) {
            at = piece.offsetByCodePoints(at, 1);
            String before = piece.substring(0, at);
            String after = piece.substring(at);
            if (ids.containsKey(before) && ids.containsKey(after)) {
                cuts.add(new Merge(before, after, score, left, length - left));
            }
        }
        return cuts;
    }
}
