package org.diopter.app.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;

/// Reads files that are text for a prompt.
public final class TextFile {
    private static final long MAX_BYTES = 16L << 20;

    private TextFile() {}

    /// @throws UnusableInputException D-206 if it cannot be read, is too long, or is no UTF-8
    public static String read(Path file) {
        return read(file, MAX_BYTES);
    }

    /// @param most how many bytes it may have
    /// @throws UnusableInputException D-206 if it cannot be read, is too long, or is no UTF-8
    public static String read(Path file, long most) {
        byte[] bytes;
        try {
            if (Files.size(file) > most) {
                throw new UnusableInputException("D-206", "%s has %d bytes; a prompt has at most %d here.".formatted(file, Files.size(file), most));
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableInputException("D-206", "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
        } catch (CharacterCodingException e) {
            throw new UnusableInputException("D-206", "%s is no UTF-8: byte %d, 0x%02X, does not belong there. Save it as UTF-8."
                    .formatted(file, rest.position(), bytes[rest.position()]), e);
        }
    }
}
