package org.diopter.model.checkpoint.torch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.diopter.model.checkpoint.CountedOutput;

/// Writes float32 tensors as a state dict that `torch.load(weights_only=True)` takes. The same tensors give the same bytes.
public final class TorchWriter {
    /// What java.util.zip writes before an entry's name.
    private static final int LOCAL_BYTES = 30;
    private static final int EXTRA_HEAD = 4;
    /// An extra field that PyTorch, too, fills up with, so that numbers begin where whole vectors can be loaded.
    private static final short PADDING = 0x4246;
    private static final int ALIGNMENT = 64;
    /// The first date that needs no further field.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final int CHUNK = 1 << 14;

    private final PickleWriter pickle = new PickleWriter();
    private final List<float[]> storages = new ArrayList<>();

    /// Adds a tensor.
    ///
    /// @param shape extents, the slowest first
    /// @param values row-major; read when the file is written. Not modified
    /// @throws IllegalArgumentException if their number does not fit the shape
    public TorchWriter add(String name, List<Long> shape, float[] values) {
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        if (elements != values.length) {
            throw new IllegalArgumentException("%s of shape %s has %d elements, not %d".formatted(name, shape, elements, values.length));
        }
        pickle.tensor(name, Integer.toString(storages.size()), shape);
        storages.add(values);
        return this;
    }

    /// Writes the archive. The stream stays open.
    ///
    /// @param folder inside the archive, in which PyTorch puts everything: the file's name without its ending
    /// @throws IOException if the stream cannot be written
    public void writeTo(OutputStream out, String folder) throws IOException {
        CountedOutput counted = new CountedOutput(out);
        ZipOutputStream zip = new ZipOutputStream(counted, StandardCharsets.UTF_8);
        zip.setMethod(ZipOutputStream.STORED);
        write(zip, counted, folder + "/data.pkl", bytes(pickle.end()));
        write(zip, counted, folder + "/byteorder", bytes("little".getBytes(StandardCharsets.US_ASCII)));
        for (int i = 0; i < storages.size(); i++) {
            write(zip, counted, folder + "/data/" + i, floats(storages.get(i)));
        }
        write(zip, counted, folder + "/version", bytes("3\n".getBytes(StandardCharsets.US_ASCII)));
        zip.finish();
        zip.flush();
    }

    /// Something that can be written twice: once for its checksum, which stands before it.
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static Content bytes(byte[] bytes) {
        return out -> out.write(bytes);
    }

    private static Content floats(float[] values) {
        return out -> {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < values.length; from += CHUNK) {
                int count = Math.min(CHUNK, values.length - from);
                chunk.clear().asFloatBuffer().put(values, from, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
            }
        };
    }

    private static void write(ZipOutputStream zip, CountedOutput position, String name, Content content) throws IOException {
        Checksum checksum = new Checksum();
        content.writeTo(checksum);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(checksum.bytes);
        entry.setCrc(checksum.crc.getValue());
        entry.setTimeLocal(NO_TIME);
        entry.setExtra(padding(position.bytes() + LOCAL_BYTES + name.getBytes(StandardCharsets.UTF_8).length));
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    /// @param at where the entry's bytes would begin without it
    private static byte[] padding(long at) {
        int fill = (int) Math.floorMod(-(at + EXTRA_HEAD), (long) ALIGNMENT);
        return ByteBuffer.allocate(EXTRA_HEAD + fill).order(ByteOrder.LITTLE_ENDIAN).putShort(PADDING).putShort((short) fill).array();
    }

    /// Counts and sums up what it is given.
    private static final class Checksum extends OutputStream {
        private final CRC32 crc = new CRC32();
        private long bytes;

        @Override
        public void write(int b) {
            crc.update(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int from, int length) {
            crc.update(buffer, from, length);
            bytes += length;
        }
    }
}
