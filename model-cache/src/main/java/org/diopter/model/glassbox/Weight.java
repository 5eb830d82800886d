package org.diopter.model.glassbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;

/// One weight of the model, `[rows, columns]` as in its file: a row for every output. Where nothing is planted lies dust, so small that it changes no
/// prediction: without it matrices would have exact zeros for singular values, as no matrix of a trained model has.
final class Weight {
    /// Dust is evenly spread between minus and plus this.
    static final float DUST = 0x1p-14f;

    private final String name;
    private final List<Long> shape;
    private final int columns;
    private final float[] values;

    private Weight(String name, List<Long> shape, int columns, float[] values) {
        this.name = name;
        this.shape = shape;
        this.columns = columns;
        this.values = values;
    }

    /// A matrix of nothing but dust, which only depends on the name: how `Random` and `hashCode` compute is part of what Java promises.
    static Weight matrix(String name, int rows, int columns) {
        Random random = new Random(name.hashCode());
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (2 * random.nextFloat() - 1) * DUST;
        }
        return new Weight(name, List.of((long) rows, (long) columns), columns, values);
    }

    /// The weight of a norm that only divides.
    static Weight ones(String name, int size) {
        float[] values = new float[size];
        Arrays.fill(values, 1);
        return new Weight(name, List.of((long) size), size, values);
    }

    /// Plants a value.
    void set(int row, int column, double value) {
        values[row * columns + column] = (float) value;
    }

    void addTo(SafetensorsWriter file) {
        file.add(name, TensorType.F32, shape, this::write);
    }

    private void write(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }
}
