package org.diopter.engine.causal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;

/// States of the stream at one layer, from one or several texts.
///
/// @param width d
/// @param values [N, d] row by row. Not to be modified
@SuppressWarnings("ArrayRecordComponent")
public record States(int width, float[] values) {
    /// @throws UnusableInputException if a number is not finite, with its place
    /// @throws IllegalArgumentException if the numbers do not fill whole rows
    public States {
        if (width < 1 || values.length % width != 0) {
            throw new IllegalArgumentException(values.length + " numbers are no rows of width " + width);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new UnusableInputException("D-204", "State %d has %s in component %d. Choose other states, or look for the edit that makes them."
                        .formatted(i / width, values[i], i % width));
            }
        }
    }

    /// The states of some streams without their position 0, which attention uses as a sink and which is like no other.
    ///
    /// @param streams [T, d] each. Not modified.
    public static States withoutFirst(List<FloatTensor> streams) {
        return from(streams, 1);
    }

    /// The states of some streams from a position on.
    ///
    /// @param streams [T, d] each. Not modified.
    public static States from(List<FloatTensor> streams, int firstPosition) {
        int width = Math.toIntExact(streams.getFirst().size(1));
        long rows = streams.stream().mapToLong(stream -> Math.max(0, stream.size(0) - firstPosition)).sum();
        float[] values = new float[Math.toIntExact(rows * width)];
        int at = 0;
        for (FloatTensor stream : streams) {
            int length = Math.toIntExact(Math.max(0, stream.size(0) - firstPosition) * width);
            stream.copyTo((long) firstPosition * width, values, at, length);
            at += length;
        }
        return new States(width, values);
    }

    /// N.
    public int count() {
        return values.length / width;
    }

    /// What makes them the same states elsewhere.
    public String sha256() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Sha256().add(bytes.array(), 0, bytes.capacity()).hex();
    }

    /// The mean state, [d].
    public float[] mean() {
        double[] sum = new double[width];
        for (int from = 0; from < values.length; from += width) {
            Vectors.add(1, values, from, sum);
        }
        float[] mean = new float[width];
        for (int k = 0; k < width; k++) {
            mean[k] = (float) (sum[k] / count());
        }
        return mean;
    }
}
