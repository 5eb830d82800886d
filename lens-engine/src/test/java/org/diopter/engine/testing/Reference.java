package org.diopter.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.tokenizer.TokenSequence;

/// The tensors of a file of reference numbers.
public final class Reference {
    private final Safetensors file;

    private Reference(Safetensors file) {
        this.file = file;
    }

    public static Reference read(Path path) {
        return new Reference(Safetensors.read(path));
    }

    public boolean has(String name) {
        return file.tensors().containsKey(name);
    }

    /// A float tensor (float32 or float64), row-major, in double.
    public double[] numbers(String name) {
        TensorInfo tensor = tensor(name);
        ByteBuffer bytes = bytes(tensor);
        double[] values = new double[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case F16 -> Float.float16ToFloat(bytes.getShort(i * Short.BYTES));
                case F32 -> bytes.getFloat(i * Float.BYTES);
                case F64 -> bytes.getDouble(i * Double.BYTES);
                case I64 -> bytes.getLong(i * Long.BYTES);
                case I16 -> bytes.getShort(i * Short.BYTES);
                case U8 -> Byte.toUnsignedInt(bytes.get(i));
                case I32 -> bytes.getInt(i * Integer.BYTES);
                default -> throw new IllegalArgumentException(name + " is of type " + tensor.type());
            };
        }
        return values;
    }

    public TokenSequence tokens(String name) {
        double[] ids = numbers(name);
        int[] tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = (int) ids[i];
        }
        return TokenSequence.of(tokens);
    }

    private TensorInfo tensor(String name) {
        TensorInfo tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(file.file() + " has no " + name);
        }
        return tensor;
    }

    private static ByteBuffer bytes(TensorInfo tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.length())).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(tensor.file())) {
            while (bytes.hasRemaining() && channel.read(bytes, tensor.offset() + bytes.position()) > 0) {}
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
