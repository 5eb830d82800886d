package org.diopter.model.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where each token of a text lies in it, in UTF-16 as `String.substring` counts. Tokens that are parts of one character share its span.
///
/// @param starts per token
/// @param ends per token; equal to the start for a token that stands for no text
@SuppressWarnings("ArrayRecordComponent")
record TokenSpans(int[] starts, int[] ends) {

    /// From the tokens' own bytes, if these are the text: exact for byte-level vocabularies, even where the native library gives empty offsets
    /// (Llama 3). One space more at the start, which SentencePiece puts there, belongs to no character.
    ///
    /// @param pieces the bytes of each token, empty for one that the tokenizer added by itself
    static Optional<TokenSpans> ofBytes(String text, List<byte[]> pieces) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] joined = join(pieces);
        int lead = joined.length - utf8.length;
        boolean equal = lead == 0 || (lead == 1 && joined[0] == ' ');
        if (!equal || !Arrays.equals(joined, lead, joined.length, utf8, 0, utf8.length)) {
            return Optional.empty();
        }
        Characters characters = Characters.of(text, utf8.length);
        int[] starts = new int[pieces.size()];
        int[] ends = new int[pieces.size()];
        int from = -lead;
        for (int i = 0; i < starts.length; i++) {
            int to = from + pieces.get(i).length;
            starts[i] = characters.starts[Math.max(from, 0)];
            ends[i] = to <= Math.max(from, 0) ? starts[i] : characters.ends[to - 1];
            from = to;
        }
        return Optional.of(new TokenSpans(starts, ends));
    }

    /// From the native library's offsets, which count code points. Of a composed character (NFC) they cover the base alone: the marks after it that
    /// no other token begins with are added.
    ///
    /// @param spans null or empty for a token that stands for no text
    static TokenSpans ofCodePoints(String text, @Nullable CharSpan[] spans) {
        int[] index = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 1; i < index.length; i++) {
            index[i] = text.offsetByCodePoints(index[i - 1], 1);
        }
        BitSet begun = new BitSet();
        Arrays.stream(spans).filter(span -> isKnown(span, index.length)).forEach(span -> begun.set(index[span.getStart()]));
        int[] starts = new int[spans.length];
        int[] ends = new int[spans.length];
        int last = 0;
        for (int i = 0; i < spans.length; i++) {
            CharSpan span = spans[i];
            boolean known = isKnown(span, index.length);
            starts[i] = known ? index[span.getStart()] : last;
            ends[i] = known ? withMarks(text, index[span.getEnd()], begun) : last;
            last = ends[i];
        }
        return new TokenSpans(starts, ends);
    }

    private static boolean isKnown(@Nullable CharSpan span, int limit) {
        return span != null && span.getStart() >= 0 && span.getStart() < span.getEnd() && span.getEnd() < limit;
    }

    private static int withMarks(String text, int end, BitSet begun) {
        int at = end;
        while (at < text.length() && !begun.get(at) && isMark(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static byte[] join(List<byte[]> pieces) {
        byte[] joined = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }

    /// Per byte of a text's UTF-8, where the character that it is part of starts and ends in UTF-16.
    ///
    /// @param starts has one more entry, for the end of the text
    private record Characters(int[] starts, int[] ends) {
        static Characters of(String text, int bytes) {
            int[] starts = new int[bytes + 1];
            int[] ends = new int[bytes];
            int at = 0;
            int next;
            for (int i = 0; i < text.length(); i = next) {
                int codePoint = text.codePointAt(i);
                next = i + Character.charCount(codePoint);
                int length = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
                Arrays.fill(starts, at, at + length, i);
                Arrays.fill(ends, at, at + length, next);
                at += length;
            }
            starts[bytes] = text.length();
            return new Characters(starts, ends);
        }
    }
}
