package org.diopter.engine.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/// A vector of int64 in native memory: token ids, positions.
public final class IdTensor implements Tensor {
    private final LongBuffer values;

    private IdTensor(LongBuffer values) {
        this.values = values;
    }

    /// @param ids copied
    public static IdTensor of(int[] ids) {
        LongBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(ids.length, Long.BYTES))
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
        for (int i = 0; i < ids.length; i++) {
            values.put(i, ids[i]);
        }
        return new IdTensor(values);
    }

    @Override
    public long[] shape() {
        return new long[] {values.capacity()};
    }

    LongBuffer buffer() {
        return values;
    }
}
