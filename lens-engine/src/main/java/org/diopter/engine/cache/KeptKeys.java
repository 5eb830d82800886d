package org.diopter.engine.cache;

import java.lang.foreign.MemorySegment;
import org.diopter.engine.forward.KeyValues;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// The keys and values of one block that are still in memory. Heads may keep different numbers of keys; the tensors are as long as the longest needs.
final class KeptKeys implements AutoCloseable {
    private TensorMemory memory = new TensorMemory();
    private KeyValues content;
    private long entries;

    /// @param none no keys and values
    KeptKeys(KeyValues none) {
        this.content = none;
    }

    KeyValues content() {
        return content;
    }

    /// How many slots the tensors have.
    int slots() {
        return Math.toIntExact(content.keys().size(1));
    }

    /// Bytes of the keys and values that are kept.
    long bytes() {
        return 2 * entries * content.keys().size(2) * Float.BYTES;
    }

    /// Bytes of native memory that they take, with what fills up the shorter heads.
    long allocatedBytes() {
        return content.keys().byteSize() + content.values().byteSize();
    }

    /// Keeps some of what is there and frees the rest.
    ///
    /// @param all [K, S, D] each. Not modified.
    /// @param slots of each key/value head, those that are kept, ascending
    void replace(KeyValues all, int[][] slots) {
        int most = 0;
        long kept = 0;
        for (int[] head : slots) {
            most = Math.max(most, head.length);
            kept += head.length;
        }
        TensorMemory next = new TensorMemory();
        try {
            content = new KeyValues(gathered(all.keys(), slots, most, next), gathered(all.values(), slots, most, next));
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        entries = kept;
        memory.close();
        memory = next;
    }

    private static FloatTensor gathered(FloatTensor all, int[][] slots, int most, TensorMemory memory) {
        long width = all.size(2);
        long row = width * Float.BYTES;
        FloatTensor kept = memory.zeros(slots.length, most, width);
        for (int head = 0; head < slots.length; head++) {
            for (int i = 0; i < slots[head].length; i++) {
                long from = (head * all.size(1) + slots[head][i]) * row;
                MemorySegment.copy(all.segment(), from, kept.segment(), ((long) head * most + i) * row, row);
            }
        }
        return kept;
    }

    @Override
    public void close() {
        memory.close();
    }
}
