package org.diopter.model.checkpoint.gguf;

/// A value of the metadata. What may be large stays in the file until it is asked for.
sealed interface GgufValue {
    /// A [Long], [Double] or [Boolean].
    record Scalar(Object value) implements GgufValue {}

    /// A text.
    ///
    /// @param at of its first byte in the file
    record Text(long at, long length) implements GgufValue {}

    /// An array.
    ///
    /// @param at of its first item in the file
    record Items(Kind kind, long count, long at) implements GgufValue {}

    /// The types of values, in the order of their numbers in a file.
    enum Kind {
        UINT8(1),
        INT8(1),
        UINT16(2),
        INT16(2),
        UINT32(4),
        INT32(4),
        FLOAT32(4),
        BOOL(1),
        STRING(8),
        ARRAY(12),
        UINT64(8),
        INT64(8),
        FLOAT64(8);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        /// Bytes a value; of a text and an array the fewest.
        int bytes() {
            return bytes;
        }
    }
}
