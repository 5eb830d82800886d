package org.diopter.engine.imported;

import java.lang.foreign.MemorySegment;

/// How much of an ONNX file is structure (nodes, names, shapes) and not plain numbers of weights. Structure unpacks into objects many times its size, so
/// its amount is looked at before anything is built. Walks over the wire format of protobuf and allocates nothing.
final class StructureSize {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_TENSOR = 5;
    private static final int TENSOR_RAW_DATA = 9;
    /// Numbers in attributes of nodes are exempt up to here: the parser copies them, unlike those of initializers.
    private static final long MOST_CONSTANTS = 256L << 20;
    private static final int[][] WAYS_TO_NUMBERS = {
        {MODEL_GRAPH, GRAPH_INITIALIZER, TENSOR_RAW_DATA}, {MODEL_GRAPH, GRAPH_NODE, NODE_ATTRIBUTE, ATTRIBUTE_TENSOR, TENSOR_RAW_DATA}
    };
    private static final int LENGTH_DELIMITED = 2;

    private final WireReader reader;

    private StructureSize(MemorySegment file) {
        reader = new WireReader(file);
    }

    /// The bytes of a file without the raw numbers of its tensors; all of them from where it is no protobuf any more.
    static long of(MemorySegment file) {
        return of(file, MOST_CONSTANTS);
    }

    /// @param mostConstants how many bytes of numbers in attributes of nodes are left out as well
    static long of(MemorySegment file, long mostConstants) {
        StructureSize size = new StructureSize(file);
        long initializers = size.numbers(0, file.byteSize(), 0, 1);
        long constants = size.numbers(0, file.byteSize(), 0, 2);
        return file.byteSize() - initializers - Math.min(constants, mostConstants);
    }

    /// Bytes of raw numbers in a message.
    ///
    /// @param depth how many fields of the ways have been gone down
    /// @param ways a bit for each that leads here
    private long numbers(long from, long to, int depth, int ways) {
        long numbers = 0;
        reader.moveTo(from);
        while (reader.position() < to) {
            long tag = reader.varint(to);
            int field = (int) (tag >>> 3);
            int type = (int) (tag & 7);
            if (type != LENGTH_DELIMITED) {
                if (!reader.skip(type, to)) {
                    return numbers;
                }
                continue;
            }
            long length = reader.varint(to);
            long start = reader.position();
            if (length < 0 || length > to - start) {
                return numbers;
            }
            int further = further(ways, depth, field);
            if (further != 0 && WAYS_TO_NUMBERS[Integer.numberOfTrailingZeros(further)].length == depth + 1) {
                numbers += length;
            } else if (further != 0) {
                numbers += numbers(start, start + length, depth + 1, further);
            }
            reader.moveTo(start + length);
        }
        return numbers;
    }

    private static int further(int ways, int depth, int field) {
        int further = 0;
        for (int way = 0; way < WAYS_TO_NUMBERS.length; way++) {
            if ((ways & 1 << way) != 0 && WAYS_TO_NUMBERS[way][depth] == field) {
                further |= 1 << way;
            }
        }
        return further;
    }
}
