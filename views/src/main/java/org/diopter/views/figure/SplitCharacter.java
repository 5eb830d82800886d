package org.diopter.views.figure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.diopter.model.tokenizer.Token;

/// Finds the character that a token of a sequence holds only a part of.
final class SplitCharacter {
    private static final int LONGEST = 4;

    private SplitCharacter() {}

    /// The characters that this token's first or last bytes are a part of, or nothing.
    static String at(List<Token> sequence, int index) {
        byte[] own = sequence.get(index).bytes();
        if (own.length == 0) {
            return "";
        }
        ByteArrayOutputStream around = new ByteArrayOutputStream();
        around.writeBytes(before(sequence, index));
        int start = around.size();
        around.writeBytes(own);
        int end = around.size();
        around.writeBytes(after(sequence, index));
        byte[] bytes = around.toByteArray();

        StringBuilder split = new StringBuilder();
        for (int i = Math.max(0, start - LONGEST + 1); i < end; i++) {
            int length = Utf8.validLength(bytes, i);
            boolean crossesStart = i < start && i + length > start;
            boolean crossesEnd = i + length > end;
            if (crossesStart || crossesEnd) {
                split.append(new String(bytes, i, length, StandardCharsets.UTF_8));
            }
        }
        return split.toString();
    }

    private static byte[] before(List<Token> sequence, int index) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = index;
        int count = 0;
        while (from > 0 && count < LONGEST && !sequence.get(from - 1).special()) {
            from--;
            count += sequence.get(from).bytes().length;
        }
        for (int i = from; i < index; i++) {
            bytes.writeBytes(sequence.get(i).bytes());
        }
        return bytes.toByteArray();
    }

    private static byte[] after(List<Token> sequence, int index) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = index + 1; i < sequence.size() && bytes.size() < LONGEST && !sequence.get(i).special(); i++) {
            bytes.writeBytes(sequence.get(i).bytes());
        }
        return bytes.toByteArray();
    }
}
