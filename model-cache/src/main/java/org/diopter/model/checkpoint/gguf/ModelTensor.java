package org.diopter.model.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A tensor under Hugging Face's name and shape, and how it is made out of the file's. Float16 and bfloat16 stay as they are; everything else becomes
/// float32.
///
/// @param shape extents, the slowest first
/// @param source the tensor in the file
/// @param order which row of the file is which of this
/// @param transposed whether rows of the file are columns of this
/// @param added to every value, in float32
public record ModelTensor(String name, List<Long> shape, GgufTensor source, RowOrder order, boolean transposed, float added) {
    private static final int CHUNK_BYTES = 1 << 20;

    public ModelTensor {
        shape = List.copyOf(shape);
    }

    /// The type of its values: F32, F16 or BF16.
    public GgufType type() {
        return isCopy() ? source.type() : GgufType.F32;
    }

    /// Whether its values are the file's bits.
    private boolean isCopy() {
        return source.type().plain() && added == 0 && !transposed;
    }

    /// How many values it has.
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /// Its size as it is made.
    public long bytes() {
        return elements() * type().blockBytes();
    }

    /// Rows, and values a row; a vector in another order has rows of one value.
    private long columns() {
        return shape.size() == 1 && order != RowOrder.SAME ? 1 : shape.getLast();
    }

    private long rows() {
        return elements() / columns();
    }

    /// In how many chunks it is best made.
    public long chunks() {
        return Math.ceilDiv(rows(), rowsOfChunk());
    }

    private long rowsOfChunk() {
        return transposed ? rows() : Math.clamp(CHUNK_BYTES / (columns() * type().blockBytes()), 1, rows());
    }

    /// Makes one chunk: row-major, little-endian.
    public byte[] chunk(GgufFile file, long index) {
        long first = index * rowsOfChunk();
        int rows = (int) Math.min(rowsOfChunk(), rows() - first);
        if (isCopy()) {
            return copied(file, first, rows);
        }
        float[] values = transposed ? columns(file, rows) : rows(file, first, rows);
        if (added != 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] += added;
            }
        }
        byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return bytes;
    }

    private byte[] copied(GgufFile file, long first, int rows) {
        MemorySegment stored = file.bytes(source);
        int rowBytes = Math.toIntExact(columns() * type().blockBytes());
        byte[] bytes = new byte[rows * rowBytes];
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, order.source(first + row) * rowBytes, bytes, row * rowBytes, rowBytes);
        }
        return bytes;
    }

    private float[] rows(GgufFile file, long first, int rows) {
        int columns = Math.toIntExact(columns());
        float[] values = new float[rows * columns];
        if (order == RowOrder.SAME) {
            file.read(source, first * columns, values, 0, values.length);
            return values;
        }
        for (int row = 0; row < rows; row++) {
            file.read(source, order.source(first + row) * columns, values, row * columns, columns);
        }
        return values;
    }

    private float[] columns(GgufFile file, int rows) {
        int columns = Math.toIntExact(columns());
        float[] stored = new float[Math.multiplyExact(rows, columns)];
        file.read(source, 0, stored, 0, stored.length);
        float[] values = new float[stored.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = stored[column * rows + row];
            }
        }
        return values;
    }
}
