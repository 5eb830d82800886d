package org.diopter.views.figure;

/// The form of UTF-8, as far as labels of split characters need it.
final class Utf8 {
    private Utf8() {}

    /// How many bytes the character that starts here has by its first byte: 1 to 4, or 0 if no character starts with this byte.
    static int length(byte first) {
        int b = first & 0xFF;
        if (b < 0x80) {
            return 1;
        }
        if (b < 0xC2 || b > 0xF4) {
            return 0;
        }
        return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }

    /// How many bytes the complete and valid character that starts here has, or 0 if there is none.
    static int validLength(byte[] bytes, int from) {
        int length = length(bytes[from]);
        if (length == 0 || from + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (!isContinuation(bytes[from + i])) {
                return 0;
            }
        }
        int second = length > 1 ? bytes[from + 1] & 0xFF : 0;
        boolean invalid = switch (bytes[from] & 0xFF) {
            case 0xE0 -> second < 0xA0;
            case 0xED -> second > 0x9F;
            case 0xF0 -> second < 0x90;
            case 0xF4 -> second > 0x8F;
            default -> false;
        };
        return invalid ? 0 : length;
    }

    static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    static boolean isVariationSelector(int c) {
        return c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF || c >= 0x180B && c <= 0x180F;
    }
}
