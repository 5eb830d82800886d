package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The structure of an ONNX file as bytes of a file of its own. Numbers of its weights are left out: in their place stands where they lie, in the way in which
/// the format refers to numbers in other files. So weights stay mapped, however large, and protobuf, which copies what it reads, never sees them.
final class StructureBytes {
    /// The name of the file itself among places of numbers; no other file can have it.
    static final String OWN = "\0own";
    /// Shapes, axes and scalars stay in the graph, where ONNX Runtime can reason about them.
    private static final long SMALL = 512;

    private static final int[] WAY_TO_NUMBERS = {7, 5, 9}; // the model's graph, its initializers, their raw data
    private static final int LENGTH_DELIMITED = 2;
    private static final int CHUNK = 1 << 16;
    /// So much of what is no protobuf is kept, for the parser to complain of.
    private static final int BROKEN = 32;

    private final WireReader reader;
    private final MemorySegment file;

    private StructureBytes(MemorySegment file) {
        this.file = file;
        this.reader = new WireReader(file);
    }

    static byte[] of(MemorySegment file) {
        return new StructureBytes(file).message(0, file.byteSize(), 0).toByteArray();
    }

    /// A message without large numbers. It ends where it is no protobuf any more.
    private ByteArrayOutputStream message(long from, long to, int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.moveTo(from);
        while (reader.position() < to) {
            long start = reader.position();
            long tag = reader.varint(to);
            boolean delimited = (tag & 7) == LENGTH_DELIMITED;
            long length = delimited ? reader.varint(to) : 0;
            long body = reader.position();
            if (delimited ? length < 0 || length > to - body : !reader.skip((int) (tag & 7), to)) {
                copy(start, Math.min(to, start + BROKEN), out);
                return out;
            }
            boolean onTheWay = delimited && tag >>> 3 == WAY_TO_NUMBERS[depth];
            if (onTheWay && depth < WAY_TO_NUMBERS.length - 1) {
                ByteArrayOutputStream inner = message(body, body + length, depth + 1);
                varint(tag, out);
                varint(inner.size(), out);
                out.writeBytes(inner.toByteArray());
            } else if (onTheWay && length > SMALL) {
                out.writeBytes(place(body, length));
            } else {
                copy(start, delimited ? body + length : reader.position(), out);
            }
            if (delimited) {
                reader.moveTo(body + length);
            }
        }
        return out;
    }

    private static byte[] place(long offset, long length) {
        return TensorProto.newBuilder()
                .setDataLocation(DataLocation.EXTERNAL)
                .addExternalData(entry("location", OWN))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(length)))
                .build()
                .toByteArray();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static void varint(long value, ByteArrayOutputStream out) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7f | 0x80));
        }
        out.write((int) rest);
    }

    private void copy(long from, long to, ByteArrayOutputStream out) {
        byte[] chunk = new byte[(int) Math.min(CHUNK, to - from)];
        for (long at = from; at < to; at += chunk.length) {
            int length = (int) Math.min(chunk.length, to - at);
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }
}
