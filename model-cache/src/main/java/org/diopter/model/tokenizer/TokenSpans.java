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
        return ofBytes(text, pieces, new BitSet());
    }

    /// The same where the tokenizer drops some bytes of the text.
    ///
    /// @param dropped which bytes have no token
    static Optional<TokenSpans> ofBytes(String text, List<byte[]> pieces, BitSet dropped) {
        Utf8 utf8 = Utf8.of(text, dropped);
        byte[] joined = join(pieces);
        int lead = joined.length - utf8.bytes.length;
        boolean equal = lead == 0 || (lead == 1 && joined[0] == ' ');
        if (!equal || !Arrays.equals(joined, lead, joined.length, utf8.bytes, 0, utf8.bytes.length)) {
            return Optional.empty();
        }
        int[] starts = new int[pieces.size()];
        int[] ends = new int[pieces.size()];
        int from = -lead;
        for (int i = 0; i < starts.length; i++) {
            int to = from + pieces.get(i).length;
            starts[i] = utf8.starts[Math.max(from, 0)];
            ends[i] = to <= Math.max(from, 0) ? starts[i] : utf8.ends[to - 1];
            from = to;
        }
        return Optional.of(new TokenSpans(starts, ends));
    }

    /// The characters of a text that have a byte among these.
    static String charactersWith(BitSet bytes, String text) {
        StringBuilder found = new StringBuilder();
        text.codePoints().filter(codePoint -> !bytes.isEmpty() && has(bytes, utf8(codePoint))).forEach(found::appendCodePoint);
        return found.toString();
    }

    private static boolean has(BitSet bytes, byte[] character) {
        for (byte b : character) {
            if (bytes.get(Byte.toUnsignedInt(b))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] utf8(int codePoint) {
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
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

    /// A text's UTF-8, and per byte where the character that it is part of starts and ends in UTF-16.
    ///
    /// @param starts has one more entry, for the end of the text
    private record Utf8(byte[] bytes, int[] starts, int[] ends) {
        static Utf8 of(String text, BitSet dropped) {
            byte[] all = text.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[all.length];
            int[] starts = new int[all.length + 1];
            int[] ends = new int[all.length];
            int kept = 0;
            int at = 0;
            int next;
            for (int i = 0; i < text.length(); i = next) {
                int codePoint = text.codePointAt(i);
                next = i + Character.charCount(codePoint);
                int length = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
                for (int end = at + length; at < end; at++) {
                    if (!dropped.get(Byte.toUnsignedInt(all[at]))) {
                        bytes[kept] = all[at];
                        starts[kept] = i;
                        ends[kept++] = next;
                    }
                }
            }
            starts[kept] = text.length();
            return new Utf8(Arrays.copyOf(bytes, kept), starts, ends);
        }
    }
}
