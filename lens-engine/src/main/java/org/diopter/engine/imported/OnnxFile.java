package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.forward.WeightSearch;
import org.diopter.engine.imported.TensorData.InFile;
import org.diopter.model.UnusableInputException;

/// An ONNX file that has been read: its structure as protobuf messages, its raw numbers mapped and not copied.
public final class OnnxFile implements AutoCloseable {
    /// The code of everything that is wrong with a file itself.
    static final String CODE = "D-103";
    /// The code of everything that is well written but cannot be run.
    static final String UNSUPPORTED = "D-102";

    private static final String DEFAULT_DOMAIN = "";
    /// Protobuf's own limit.
    private static final long MAX_BYTES = Integer.MAX_VALUE;
    /// Graphs of real models of 100 layers have about 5 MB.
    private static final long MAX_STRUCTURE = 64L << 20;
    private static final int MIN_OPSET = 11;
    /// What ONNX Runtime takes.
    private static final int MAX_OPSET = 26;
    private static final int HEAD = 64;

    private final Path path;
    private final Path real;
    private final MemorySegment bytes;
    private final ModelProto model;
    private final Arena arena;
    private List<TensorData> tensors = List.of();

    private OnnxFile(Path path, Path real, MemorySegment bytes, ModelProto model, Arena arena) {
        this.path = path;
        this.real = real;
        this.bytes = bytes;
        this.model = model;
        this.arena = arena;
    }

    /// Reads a file.
    ///
    /// @throws UnusableInputException if it is no ONNX file, or of a version that cannot be run
    @SuppressWarnings("MustBeClosedChecker") // The arena is closed below on failure, else by close().
    public static OnnxFile open(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > MAX_BYTES) {
                throw unusable(path, "has %,d bytes; an ONNX file has at most 2 GB, with larger weights in a file beside it. Export it again."
                        .formatted(size));
            }
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, size, arena);
            requireLooksLikeOnnx(path, bytes);
            return new OnnxFile(path, path.toRealPath(), bytes, parse(path, bytes), arena).checked();
        } catch (IOException e) {
            arena.close();
            throw new UnusableInputException(CODE, "‘%s’ cannot be read: %s.".formatted(path, UnusableInputException.reason(e)), e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static void requireLooksLikeOnnx(Path path, MemorySegment bytes) {
        byte[] head = bytes.asSlice(0, Math.min(HEAD, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            throw unusable(path, "is empty. Download it again.");
        }
        if (text.startsWith("<!doctype") || text.startsWith("<html")) {
            throw unusable(path, "is no ONNX file but a web page, perhaps an error message of the server it came from. Download it again.");
        }
        if (text.startsWith("version https://git-lfs")) {
            throw unusable(path, "is only a pointer of Git LFS, not the model itself. Fetch it with git lfs pull.");
        }
        long structure = StructureSize.of(bytes);
        if (structure > MAX_STRUCTURE) {
            throw unusable(path, "has %,d bytes beside the numbers of its weights, more than any known model has (%,d are read).".formatted(structure, MAX_STRUCTURE));
        }
    }

    private static ModelProto parse(Path path, MemorySegment bytes) {
        try {
            ModelProto model = ModelProto.parseFrom(StructureBytes.of(bytes));
            if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
                throw unusable(path, "is no ONNX file: it holds no graph. Choose another file.");
            }
            return model;
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "‘%s’ is no ONNX file, or a damaged one. Download it again.".formatted(path.getFileName()), e);
        }
    }

    /// Its weights, each checked against the file that holds it.
    private List<TensorData> readTensors() {
        TensorReader reader = new TensorReader(this);
        return model.getGraph().getInitializerList().stream().map(tensor -> reader.read(tensor.getName(), tensor)).toList();
    }

    private OnnxFile checked() {
        long opset = opset();
        if (opset < MIN_OPSET || opset > MAX_OPSET) {
            throw new UnusableInputException(UNSUPPORTED, "‘%s’ uses operator set %d; %d to %d can be run. Export it again with another one."
                    .formatted(path.getFileName(), opset, MIN_OPSET, MAX_OPSET));
        }
        tensors = readTensors();
        return this;
    }

    /// The weights of the main graph.
    List<TensorData> tensors() {
        return tensors;
    }

    /// Real paths of this file and of those with weights, in the order of their names.
    public List<Path> files() {
        return Stream.concat(Stream.of(real), tensors.stream().flatMap(tensor -> tensor.place() instanceof InFile(Path in, long _, long _) ? Stream.of(in) : Stream.empty()))
                .distinct()
                .sorted()
                .toList();
    }

    /// What the weights take on disk.
    public long weightBytes() {
        return tensors.stream().mapToLong(TensorData::bytes).sum();
    }

    /// What one weight takes on disk; 0 if it is not in the main graph.
    public long bytes(String weight) {
        return tensors.stream().filter(tensor -> tensor.name().equals(weight)).mapToLong(TensorData::bytes).sum();
    }

    /// How one weight is stored: `FLOAT`, `FLOAT16`, …
    public String type(String weight) {
        return tensors.stream().filter(tensor -> tensor.name().equals(weight)).map(TensorData::typeName).findFirst().orElse("FLOAT");
    }

    /// How many numbers the weights hold.
    public long parameters() {
        return tensors.stream().mapToLong(TensorData::elements).sum();
    }

    /// How weights are stored: `float32`, `float16 and int8`, …
    public String precision() {
        List<TensorData> large = tensors.stream().filter(tensor -> tensor.shape().size() >= 2).toList();
        return large.stream().map(TensorData::typeName).distinct().sorted().map(OnnxFile::precision).collect(Collectors.joining(" and "));
    }

    private static String precision(String type) {
        return type.equals("FLOAT") ? "float32" : type.toLowerCase(Locale.ROOT);
    }

    /// Looks through the weights for what is not finite.
    public WeightSearch weightSearch() {
        return new WeightScan(tensors);
    }

    /// Its weights' numbers, wherever they lie: good until the file is closed.
    StoredNumbers numbers() {
        return new MappedNumbers(real, bytes, arena);
    }

    /// The layout that a `config.json` beside the file names, else `onnx`.
    public String family() {
        return SizesBeside.config(path).flatMap(config -> config.string("model_type")).orElse("onnx");
    }

    /// The real folder the file lies in.
    public Path folder() {
        return real.resolveSibling(".").normalize();
    }

    /// As the user named it, absolute.
    public Path path() {
        return path;
    }

    /// Symbolic links resolved.
    Path real() {
        return real;
    }

    /// The file's name, for sentences.
    String name() {
        return String.valueOf(path.getFileName());
    }

    ModelProto model() {
        return model;
    }

    /// The version of the standard operators.
    long opset() {
        return model.getOpsetImportList().stream()
                .filter(opset -> opset.getDomain().equals(DEFAULT_DOMAIN) || opset.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
    }

    long size() {
        return bytes.byteSize();
    }

    /// What is wrong with this file.
    UnusableInputException unusable(String what) {
        return unusable(path, what);
    }

    private static UnusableInputException unusable(Path path, String what) {
        return new UnusableInputException(CODE, "‘%s’ %s".formatted(path.getFileName(), what));
    }

    /// Unmaps the file. Twice is harmless.
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
