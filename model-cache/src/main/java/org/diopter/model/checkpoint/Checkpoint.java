package org.diopter.model.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.store.ArtefactStore;

/// A Hugging Face folder, or a GGUF file in the same terms: its configuration and its weights, mapped. Safe for use by several threads.
///
/// Opening reads and checks every header. A folder's weights are mapped as they are; a GGUF file's are unpacked into the store once and mapped there.
/// No file stays open, neither afterwards nor after a failure; the mapping lives until [#close()].
public final class Checkpoint implements AutoCloseable {
    private final Path path;
    private final ModelConfig config;
    private final WeightFiles weights;
    private final Map<Path, MemorySegment> mapped;
    private final Arena arena;

    private Checkpoint(Path path, ModelConfig config, WeightFiles weights, Map<Path, MemorySegment> mapped, Arena arena) {
        this.path = path;
        this.config = config;
        this.weights = weights;
        this.mapped = mapped;
        this.arena = arena;
    }

    /// Opens a folder with `config.json` and `model.safetensors` or `model.safetensors.index.json`, or a `.gguf` file. The files may be symbolic links,
    /// as in a Hugging Face cache.
    ///
    /// @param store where a GGUF file's weights are unpacked, if they are not there yet
    /// @param progress of hashing and unpacking a GGUF file; nothing else takes long
    /// @throws UnusableInputException if there is no model, or its files are cut short, damaged or contradict each other
    /// @throws CancelledException if the user stopped it
    public static Checkpoint open(Path path, ArtefactStore store, Progress progress) {
        Path absolute = path.toAbsolutePath().normalize();
        return GgufFile.isNamed(absolute) && !Files.isDirectory(absolute) ? GgufCheckpoint.open(absolute, store, progress) : open(absolute);
    }

    /// Opens a folder, or describes a `.gguf` file by its header: such a checkpoint has a configuration, names and shapes, but no [#bytes].
    ///
    /// @throws UnusableInputException if there is no model, or its files are cut short, damaged or contradict each other
    public static Checkpoint open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (GgufFile.isNamed(absolute) && !Files.isDirectory(absolute)) {
            return GgufCheckpoint.describe(absolute);
        }
        Path configFile = absolute.resolve("config.json");
        if (!Files.isRegularFile(configFile)) {
            throw MissingModel.at(absolute, "config.json is missing.");
        }
        ModelConfig config = ModelConfig.read(configFile);
        WeightFiles weights = WeightFiles.find(absolute).orElseThrow(() -> MissingModel.at(absolute, "model.safetensors is missing."));
        return of(absolute, config, weights);
    }

    /// Maps the files of some weights.
    @SuppressWarnings("MustBeClosedChecker") // The arena is closed below on failure, else by close().
    static Checkpoint of(Path path, ModelConfig config, WeightFiles weights) {
        Arena arena = Arena.ofShared();
        try {
            return new Checkpoint(path, config, weights, map(weights, arena), arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static Map<Path, MemorySegment> map(WeightFiles weights, Arena arena) {
        Map<Path, MemorySegment> mapped = new HashMap<>();
        for (WeightFiles.WeightFile file : weights.files()) {
            try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
                mapped.put(file.path(), channel.map(MapMode.READ_ONLY, 0, file.bytes(), arena));
            } catch (IOException e) {
                throw new UnusableInputException(Safetensors.CODE, "%s cannot be mapped into memory: %s."
                        .formatted(file.name(), UnusableInputException.reason(e)), e);
            }
        }
        return mapped;
    }

    /// What was opened, a folder or a GGUF file: absolute, symbolic links kept.
    public Path folder() {
        return path;
    }

    public ModelConfig config() {
        return config;
    }

    WeightFiles weights() {
        return weights;
    }

    /// All tensors' names.
    public Set<String> names() {
        return Collections.unmodifiableSet(weights.tensors().keySet());
    }

    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(weights.tensors().get(name));
    }

    /// A tensor that must be there.
    ///
    /// @throws UnusableInputException naming the tensor if it is not
    public TensorInfo tensor(String name) {
        return find(name).orElseThrow(() -> new UnusableInputException(Safetensors.CODE,
                "%s has no tensor %s, which a %s model needs; it has %d others. Download it again or choose another model."
                        .formatted(weights.title(), name, config.string("model_type").orElse("known"), weights.tensors().size())));
    }

    /// A tensor's bytes, mapped read-only: little-endian, row-major, not always aligned.
    ///
    /// @param tensor of this checkpoint
    /// @throws IllegalStateException when read after [#close()]
    public MemorySegment bytes(TensorInfo tensor) {
        MemorySegment file = mapped.get(tensor.file());
        if (file == null) {
            throw new IllegalArgumentException("%s is of another checkpoint, or of a file that was only described".formatted(tensor.name()));
        }
        return file.asSlice(tensor.offset(), tensor.length());
    }

    /// Reads elements as float32; F16 and BF16 are widened exactly, F64 is rounded.
    ///
    /// @param fromElement index of the first, in row-major order
    /// @param into is filled whole
    /// @throws UnusableInputException if the elements are no floating-point numbers
    public void read(TensorInfo tensor, long fromElement, float[] into) {
        if (!tensor.type().floating()) {
            throw new UnusableInputException(Safetensors.CODE, "%s: tensor %s has dtype %s; weights must be F64, F32, F16 or BF16."
                    .formatted(weights.title(), tensor.name(), tensor.type()));
        }
        tensor.type().read(bytes(tensor), fromElement, into);
    }

    /// The bytes of all tensors together.
    public long weightBytes() {
        return weights.tensors().values().stream().mapToLong(TensorInfo::length).sum();
    }

    /// The weights' identity, in lower-case hexadecimal: of one file the SHA-256 of its bytes; of several the SHA-256 of their digests, each
    /// in lower-case hexadecimal, concatenated in the order of the files' names.
    ///
    /// @param progress gets bytes
    /// @throws CancelledException if the user stopped it
    public String sha256(Progress progress) {
        return weights.sha256(progress);
    }

    /// Unmaps the weights: the files can then be deleted on every system. Twice is harmless.
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
