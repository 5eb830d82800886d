package org.diopter.engine.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.diopter.model.UnusableInputException;

/// A dense float32 tensor in native memory, row-major: what goes into a session and what comes out, with no copy on the way.
public final class FloatTensor implements Tensor {
    /// Products read whole vectors; a cache line is the largest that any processor loads at once.
    private static final long ALIGNMENT = 64;

    private final long[] shape;
    private final MemorySegment segment;

    private FloatTensor(long[] shape, MemorySegment segment) {
        this.shape = shape;
        this.segment = segment;
    }

    /// A tensor of zeros whose memory the garbage collector frees: for small ones. Large ones belong into a [TensorMemory].
    public static FloatTensor zeros(long... shape) {
        return zeros(Arena.ofAuto(), shape);
    }

    static FloatTensor zeros(Arena arena, long... shape) {
        try {
            long elements = 1;
            for (long size : shape) {
                elements = Math.multiplyExact(elements, size);
            }
            // A buffer, which is what ONNX Runtime takes, is addressed by an int.
            int bytes = Math.toIntExact(Math.multiplyExact(elements, Float.BYTES));
            return new FloatTensor(shape.clone(), arena.allocate(bytes, ALIGNMENT));
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw new UnusableInputException("D-202", "The run needs a tensor of " + Arrays.toString(shape)
                    + " numbers, more than memory holds. Use a shorter prompt.", e);
        }
    }

    /// A tensor with these values.
    ///
    /// @param values row-major, copied
    public static FloatTensor of(float[] values, long... shape) {
        FloatTensor tensor = zeros(shape);
        tensor.copyIn(values);
        return tensor;
    }

    /// The first rows of this tensor as a tensor of its own over the same memory; the first axis is the row.
    public FloatTensor firstRows(long rows) {
        return rows(0, rows);
    }

    /// Some rows of this tensor as a tensor of its own over the same memory; the first axis is the row.
    public FloatTensor rows(long from, long count) {
        long[] part = shape.clone();
        part[0] = count;
        long bytes = rowLength() * Float.BYTES;
        return new FloatTensor(part, segment.asSlice(from * bytes, count * bytes));
    }

    /// Copies of some rows, one after the other; the first axis is the row.
    ///
    /// @param rows which, in any order
    /// @param memory in which they are made
    public FloatTensor rows(int[] rows, TensorMemory memory) {
        long[] size = shape();
        size[0] = rows.length;
        FloatTensor some = memory.zeros(size);
        for (int i = 0; i < rows.length; i++) {
            some.copyFrom(this, rows[i] * rowLength(), i * rowLength(), rowLength());
        }
        return some;
    }

    /// The first numbers of this tensor in another shape, over the same memory.
    ///
    /// @param shape of at most as many numbers
    public FloatTensor as(long... shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return new FloatTensor(shape.clone(), segment.asSlice(0, elements * Float.BYTES));
    }

    /// A copy whose memory the garbage collector frees.
    public FloatTensor copy() {
        FloatTensor copy = zeros(shape);
        copy.copyFrom(this, 0, 0, elements());
        return copy;
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

    /// Copies numbers in, from the first on.
    ///
    /// @param values row-major, at most as many as there are. Not modified.
    public void copyIn(float[] values) {
        copyIn(0, values);
    }

    /// Copies numbers in.
    ///
    /// @param index row-major index of the first
    /// @param values Not modified.
    public void copyIn(long index, float[] values) {
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, index * Float.BYTES, values.length);
    }

    /// Copies a range of another tensor into this one.
    ///
    /// @param source Not modified.
    public void copyFrom(FloatTensor source, long sourceIndex, long index, long length) {
        MemorySegment.copy(source.segment, sourceIndex * Float.BYTES, segment, index * Float.BYTES, length * Float.BYTES);
    }

    /// Copies numbers in.
    ///
    /// @param values all of them are copied. Not modified.
    /// @param index row-major index of the first
    public void copyFrom(float[] values, long index) {
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, index * Float.BYTES, values.length);
    }

    /// Whether a row is that of another tensor with rows of the same length, to the last bit.
    public boolean hasRowOf(FloatTensor other, long row) {
        long bytes = rowLength() * Float.BYTES;
        return MemorySegment.mismatch(segment, row * bytes, (row + 1) * bytes, other.segment, row * bytes, (row + 1) * bytes) < 0;
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

    FloatBuffer buffer() {
        return segment.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public String toString() {
        return "float32" + Arrays.toString(shape);
    }
}
