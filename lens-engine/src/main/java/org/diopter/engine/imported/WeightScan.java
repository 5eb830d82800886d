package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.forward.WeightSearch;
import org.diopter.engine.imported.TensorData.InFile;
import org.diopter.model.UnusableInputException;

/// Looks through all weights of a graph, whichever block they belong to.
record WeightScan(List<TensorData> tensors) implements WeightSearch {
    private static final int CHUNK = 1 << 18;

    @Override
    public Optional<String> notFinite(int block) {
        return tensors.stream().filter(this::isBroken).map(TensorData::name).findFirst();
    }

    private boolean isBroken(TensorData tensor) {
        boolean half = tensor.type() == DataType.FLOAT16.getNumber();
        if (!(tensor.place() instanceof InFile(Path file, long offset, long length)) || !half && tensor.type() != DataType.FLOAT.getNumber()) {
            return false;
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            for (long done = 0; done < length; done += chunk.limit()) {
                chunk.clear().limit((int) Math.min(CHUNK, length - done));
                while (chunk.hasRemaining() && channel.read(chunk, offset + done + chunk.position()) > 0) {}
                if (isBroken(chunk.flip(), half)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UnusableInputException(OnnxFile.CODE, "‘%s’ cannot be read any more: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    private static boolean isBroken(ByteBuffer numbers, boolean half) {
        for (int at = 0; at < numbers.limit(); at += half ? Short.BYTES : Float.BYTES) {
            float number = half ? Float.float16ToFloat(numbers.getShort(at)) : numbers.getFloat(at);
            if (!Float.isFinite(number)) {
                return true;
            }
        }
        return false;
    }
}
