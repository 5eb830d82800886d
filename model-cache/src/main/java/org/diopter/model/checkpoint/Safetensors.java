package org.diopter.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;

/// What one `.safetensors` file holds. Only the header is read, and nothing in it is believed before it was compared with the file's size.
///
/// @param file the real path, symbolic links resolved
/// @param bytes the file's size
/// @param tensors by name, in the header's order
/// @param metadata what the file says of itself: texts by key
public record Safetensors(Path file, long bytes, Map<String, TensorInfo> tensors, Map<String, String> metadata) {
    /// Errors in a file of weights.
    static final String CODE = "D-103";

    private static final int LENGTH_BYTES = 8;
    private static final int MAX_HEADER = 100_000_000;
    private static final long GIT_LFS = ByteBuffer.wrap("version ".getBytes(StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).getLong();

    /// Reads and checks a file's header. The file is closed again in any case.
    ///
    /// @throws UnusableInputException if the file is missing, cut short or contradicts itself
    public static Safetensors read(Path path) {
        String name = String.valueOf(path.getFileName());
        try {
            Path file = path.toRealPath();
            if (!Files.isRegularFile(file)) {
                throw new UnusableInputException(CODE, "%s is not a file.".formatted(path));
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return read(name, file, channel);
            }
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "%s cannot be read: %s.".formatted(path, UnusableInputException.reason(e)), e);
        }
    }

    private static Safetensors read(String name, Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new UnusableInputException(CODE, "%s is incomplete: it has %d bytes. Download it again.".formatted(name, size));
        }
        long headerLength = bytes(channel, 0, LENGTH_BYTES).getLong();
        if (headerLength == GIT_LFS) {
            throw new UnusableInputException(CODE, "%s is a Git LFS pointer of %d bytes, not the weights. Download the file itself."
                    .formatted(name, size));
        }
        if (headerLength < 0 || headerLength > size - LENGTH_BYTES) {
            throw new UnusableInputException(CODE,
                    "%s is incomplete or no safetensors file: its header length, %s bytes, is larger than the file, %d bytes. Download it again."
                    .formatted(name, Long.toUnsignedString(headerLength), size));
        }
        if (headerLength > MAX_HEADER) {
            throw new UnusableInputException(CODE, "%s has a header of %d bytes; at most %d are read.".formatted(name, headerLength, MAX_HEADER));
        }
        JsonText json = JsonText.decode("The header of " + name, CODE, bytes(channel, LENGTH_BYTES, (int) headerLength));
        SafetensorsHeader header = new SafetensorsHeader(name, file, LENGTH_BYTES + headerLength, size);
        List<TensorInfo> tensors = header.read(json);
        Map<String, TensorInfo> byName = new LinkedHashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        return new Safetensors(file, size, Collections.unmodifiableMap(byName), header.metadata());
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // reads on to the end
        }
        return bytes.flip();
    }
}
