package org.diopter.engine.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A dense float32 tensor in native memory, row-major: what goes into a session and what comes out, with no copy on the way. The memory is freed
/// by the garbage collector when nothing refers to it any more.
public final class FloatTensor implements Tensor {
    private final long[] shape;
    private final ByteBuffer bytes;
    private final MemorySegment segment;

    private FloatTensor(long[] shape, ByteBuffer bytes) {
        this.shape = shape;
        this.bytes = bytes;
        this.segment = MemorySegment.ofBuffer(bytes);
    }

    /// A tensor of zeros.
    public static FloatTensor zeros(long... shape) {
        long elements = 1;
        for (long size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        int bytes = Math.toIntExact(Math.multiplyExact(elements, Float.BYTES));
        return new FloatTensor(shape.clone(), ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
    }

    /// A tensor with these values.
    ///
    /// @param values row-major, copied
    public static FloatTensor of(float[] values, long... shape) {
        FloatTensor tensor = zeros(shape);
        tensor.bytes.asFloatBuffer().put(values);
        return tensor;
    }

    /// The first rows of this tensor as a tensor of its own over the same memory; the first axis is the row.
    public FloatTensor firstRows(long rows) {
        long[] part = shape.clone();
        part[0] = rows;
        int length = Math.toIntExact(rows * rowLength() * Float.BYTES);
        return new FloatTensor(part, bytes.slice(0, length).order(ByteOrder.nativeOrder()));
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /// The size of one axis.
    public long size(int axis) {
        return shape[axis];
    }

    /// How many numbers one step along the first axis passes over.
    public long rowLength() {
        long length = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            length *= shape[axis];
        }
        return length;
    }

    public long elements() {
        return byteSize() / Float.BYTES;
    }

    public long byteSize() {
        return segment.byteSize();
    }

    /// One number by its row-major index.
    public float get(long index) {
        return segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    /// Writes one number by its row-major index.
    public void set(long index, float value) {
        segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }

    /// Copies numbers out.
    ///
    /// @param from row-major index of the first
    /// @param into Modified.
    public void copyTo(long from, float[] into, int offset, int length) {
        MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, from * Float.BYTES, into, offset, length);
    }

    /// Copies a range of another tensor into this one.
    ///
    /// @param source Not modified.
    public void copyFrom(FloatTensor source, long sourceIndex, long index, long length) {
        MemorySegment.copy(source.segment, sourceIndex * Float.BYTES, segment, index * Float.BYTES, length * Float.BYTES);
    }

    /// All numbers, row-major.
    public float[] toArray() {
        return segment.toArray(ValueLayout.JAVA_FLOAT);
    }

    /// Row-major index of the first number that is not finite, or −1.
    public long firstNotFinite() {
        long elements = elements();
        for (long i = 0; i < elements; i++) {
            if (!Float.isFinite(get(i))) {
                return i;
            }
        }
        return -1;
    }

    /// The memory itself. Not to be kept beyond the tensor.
    public MemorySegment segment() {
        return segment;
    }

    ByteBuffer buffer() {
        return bytes;
    }

    @Override
    public String toString() {
        return "float32" + Arrays.toString(shape);
    }
}
