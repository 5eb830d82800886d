package org.diopter.engine.causal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.causal.CausalBasis.Source;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;
import org.diopter.model.store.AtomicFile;

/// A causal basis as a safetensors file: `directions` [K, d] and `mean` [d] in float32, `influences` [K], nats, `evaluations` [K], `converged` [K] and
/// `last_changes` [K], and in the metadata where it comes from.
public final class BasisFile {
    /// A basis that cannot be read, or is of something else.
    static final String CODE = "D-305";

    private static final String FORMAT = "diopter.causal_basis";
    static final int MOST_NUMBERS = 1 << 28;

    private BasisFile() {}

    /// Writes a basis whole or not at all.
    ///
    /// @throws UnusableInputException if the file cannot be written
    public static void write(CausalBasis basis, Path file) {
        try {
            AtomicFile.write(file.toAbsolutePath(), out -> write(basis, out));
        } catch (IOException e) {
            throw new UnusableInputException("D-501", "‘%s’ could not be written: %s. Choose another place."
                    .formatted(file.getFileName(), UnusableInputException.reason(e)), e);
        }
    }

    /// Writes the same bytes for the same basis.
    public static void write(CausalBasis basis, OutputStream out) throws IOException {
        writer(basis).writeTo(out);
    }

    private static SafetensorsWriter writer(CausalBasis basis) {
        int count = basis.directions().size();
        long width = basis.width();
        float[] directions = new float[count * basis.width()];
        double[] influences = new double[count];
        int[] evaluations = new int[count];
        byte[] converged = new byte[count];
        double[] lastChanges = new double[count];
        for (int i = 0; i < count; i++) {
            Direction direction = basis.directions().get(i);
            System.arraycopy(direction.vector(), 0, directions, i * basis.width(), basis.width());
            influences[i] = direction.influence();
            evaluations[i] = direction.evaluations();
            converged[i] = (byte) (direction.converged() ? 1 : 0);
            lastChanges[i] = direction.lastChange();
        }
        Source source = basis.source();
        return new SafetensorsWriter()
                .metadata("format", FORMAT)
                .metadata("model_sha256", source.modelSha256())
                .metadata("lens", source.lens())
                .metadata("layer", Integer.toString(source.layer()))
                .metadata("ablation", source.ablation().name())
                .metadata("states", Integer.toString(source.states()))
                .metadata("seed", Long.toString(source.seed()))
                .metadata("unit", "nats")
                .add("directions", TensorType.F32, List.of((long) count, width), MemorySegment.ofArray(directions))
                .add("mean", TensorType.F32, List.of(width), MemorySegment.ofArray(basis.mean()))
                .add("influences", TensorType.F64, List.of((long) count), MemorySegment.ofArray(influences))
                .add("evaluations", TensorType.I32, List.of((long) count), MemorySegment.ofArray(evaluations))
                .add("converged", TensorType.U8, List.of((long) count), MemorySegment.ofArray(converged))
                .add("last_changes", TensorType.F64, List.of((long) count), MemorySegment.ofArray(lastChanges));
    }

    /// Reads a basis.
    ///
    /// @throws UnusableInputException if the file is none
    public static CausalBasis read(Path file) {
        Safetensors content = Safetensors.read(file);
        if (!FORMAT.equals(content.metadata().get("format"))) {
            throw problem(content, "does not say that it is a basis of causal directions");
        }
        TensorInfo directions = tensor(content, "directions", TensorType.F32);
        if (directions.shape().size() != 2) {
            throw problem(content, "has directions of shape %s, not [count, width]".formatted(directions.shape()));
        }
        int count = Math.toIntExact(directions.shape().get(0));
        int width = Math.toIntExact(directions.shape().get(1));
        ByteBuffer vectors = bytes(directions);
        ByteBuffer influences = bytes(vector(content, "influences", TensorType.F64, count));
        ByteBuffer evaluations = bytes(vector(content, "evaluations", TensorType.I32, count));
        ByteBuffer converged = bytes(vector(content, "converged", TensorType.U8, count));
        ByteBuffer lastChanges = bytes(vector(content, "last_changes", TensorType.F64, count));
        List<Direction> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = floats(vectors, i * width, width);
            found.add(new Direction(
                    vector,
                    influences.getDouble(i * Double.BYTES),
                    evaluations.getInt(i * Integer.BYTES),
                    converged.get(i) != 0,
                    lastChanges.getDouble(i * Double.BYTES)));
        }
        requireUnitLength(content, found);
        return new CausalBasis(source(content), floats(bytes(vector(content, "mean", TensorType.F32, width)), 0, width), found);
    }

    private static Source source(Safetensors content) {
        try {
            return new Source(
                    text(content, "model_sha256"),
                    text(content, "lens"),
                    Integer.parseInt(text(content, "layer")),
                    Ablation.valueOf(text(content, "ablation")),
                    Integer.parseInt(text(content, "states")),
                    Long.parseLong(text(content, "seed")));
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(CODE, sentence(content, "has metadata that cannot be read"), e);
        }
    }

    private static String text(Safetensors content, String key) {
        String value = content.metadata().get(key);
        if (value == null) {
            throw problem(content, "does not say its %s".formatted(key));
        }
        return value;
    }

    /// A file that was changed by hand, or by mistake.
    private static void requireUnitLength(Safetensors content, List<Direction> directions) {
        for (int i = 0; i < directions.size(); i++) {
            double square = 0;
            for (float value : directions.get(i).vector()) {
                square += (double) value * value;
            }
            if (!(Math.abs(Math.sqrt(square) - 1) < 1e-3)) {
                throw problem(content, "has direction %d of length %.3g, not 1".formatted(i, Math.sqrt(square)));
            }
        }
    }

    private static TensorInfo vector(Safetensors content, String name, TensorType type, long length) {
        TensorInfo tensor = tensor(content, name, type);
        if (!tensor.shape().equals(List.of(length))) {
            throw problem(content, "has %s of shape %s, not [%d]".formatted(name, tensor.shape(), length));
        }
        return tensor;
    }

    private static TensorInfo tensor(Safetensors content, String name, TensorType type) {
        TensorInfo tensor = content.tensors().get(name);
        if (tensor == null) {
            throw problem(content, "has no tensor ‘%s’".formatted(name));
        }
        if (tensor.type() != type || tensor.elements() > MOST_NUMBERS) {
            throw problem(content, "has ‘%s’ as %d numbers of type %s; %s is read".formatted(name, tensor.elements(), tensor.type(), type));
        }
        return tensor;
    }

    private static float[] floats(ByteBuffer bytes, int from, int count) {
        float[] floats = new float[count];
        bytes.asFloatBuffer().get(from, floats);
        return floats;
    }

    static ByteBuffer bytes(TensorInfo tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.length())).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, tensor.offset() + bytes.position()) >= 0) {
                // reads on to the end
            }
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "‘%s’ cannot be read: %s.".formatted(tensor.file().getFileName(), UnusableInputException.reason(e)), e);
        }
        return bytes.flip();
    }

    private static UnusableInputException problem(Safetensors content, String what) {
        return new UnusableInputException(CODE, sentence(content, what));
    }

    private static String sentence(Safetensors content, String what) {
        return "‘%s’ %s. Choose a file written by ‘basis’, or extract the directions again.".formatted(content.file().getFileName(), what);
    }
}
