package org.diopter.model.checkpoint.gguf;

/// Which row of a file's tensor is a row of Hugging Face's.
@FunctionalInterface
interface RowOrder {
    RowOrder SAME = row -> row;

    /// The row in the file.
    long source(long row);

    /// Undoes the order in which rotary pairs stand side by side: within a head, row (pair, half) of the file is row (half, pair).
    ///
    /// @param headWidth rows a head, an even number
    static RowOrder halves(long headWidth) {
        return row -> {
            long inHead = row % headWidth;
            return row - inHead + inHead % (headWidth / 2) * 2 + inHead / (headWidth / 2);
        };
    }

    /// Undoes the order [queries | keys | values], each head by head: Hugging Face has a head's three together.
    ///
    /// @param headWidth rows of one head's queries
    static RowOrder threeByHead(long heads, long headWidth) {
        return row -> {
            long head = row / (3 * headWidth);
            long part = row / headWidth % 3;
            return (part * heads + head) * headWidth + row % headWidth;
        };
    }

    /// A part of a fused matrix.
    static RowOrder from(long first) {
        return row -> first + row;
    }
}
