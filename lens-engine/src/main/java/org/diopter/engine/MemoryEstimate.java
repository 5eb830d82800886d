package org.diopter.engine;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;

/// What a model will take of memory, by kind, known before any of it is taken.
///
/// @param mapped bytes of the weights' files: mapped, not private, and dropped by the system when others need the room
/// @param matrices bytes of float32 copies: of every matrix, in the layout that ONNX Runtime multiplies fastest; in low-memory mode of small ones in half
///     precision only
/// @param sessions bytes that ONNX Runtime's sessions and the tokenizer take beside that
/// @param prompt bytes for a prompt of [#PROMPT_TOKENS] tokens: streams, keys and values, what a block computes, one block of logits
public record MemoryEstimate(long mapped, long matrices, long sessions, long prompt) {
    /// The length of the prompt that is counted on.
    public static final int PROMPT_TOKENS = 256;

    /// Measured, without a tokenizer: what the first session of a process costs, and each further one.
    private static final long FIRST_SESSION = 6_000_000;
    private static final long EACH_SESSION = 220_000;
    /// Measured: what a tokenizer's library and vocabulary take for each byte of its file.
    private static final long TOKENIZER_FACTOR = 8;
    private static final long LOGITS = 64L << 20;
    private static final double MEGABYTE = 1e6;
    private static final double GIGABYTE = 1e9;

    /// @param tokenizer bytes of the tokenizer's file, or of a GGUF file's metadata; 0 if there is none
    static MemoryEstimate of(Architecture architecture, long tokenizer, MemoryMode mode) {
        long mapped = architecture.weights().stream().map(NamedWeight::tensor).distinct().mapToLong(TensorInfo::length).sum();
        long matrices = (mode == MemoryMode.LOW ? keptUnpacked(architecture) : matrices(architecture)).mapToLong(MemoryEstimate::inFloat32).sum();
        long sessions = FIRST_SESSION + (architecture.layers() + 2) * EACH_SESSION + tokenizer * TOKENIZER_FACTOR;
        return new MemoryEstimate(mapped, matrices, sessions, prompt(architecture) + unpacked(architecture, mode));
    }

    /// Of a model folder or a GGUF file that is not open: its config and the names of its weights are read, nothing is mapped.
    ///
    /// @throws org.diopter.model.UnusableInputException if it cannot be opened as a model
    public static MemoryEstimate before(Path model, MemoryMode mode) {
        return NativeParts.estimate(model, mode);
    }

    /// Of a graph that is given: its sessions keep a copy of what they multiply in any mode.
    ///
    /// @param weights bytes of its weights
    /// @param tokenizer bytes of the tokenizer's file; 0 if there is none
    static MemoryEstimate ofGraph(long weights, long tokenizer) {
        return new MemoryEstimate(weights, weights, FIRST_SESSION + tokenizer * TOKENIZER_FACTOR, LOGITS);
    }

    /// The same for a graph that was taken apart into blocks, with a session for each.
    MemoryEstimate inBlocks(int layers) {
        return new MemoryEstimate(mapped, matrices, sessions + (layers + 2) * EACH_SESSION, prompt);
    }

    /// What is multiplied: the matrices of the blocks and the unembedding.
    private static Stream<TensorInfo> matrices(Architecture architecture) {
        return Stream.concat(blockMatrices(architecture), Stream.of(architecture.unembedding().head().weight()));
    }

    private static Stream<TensorInfo> blockMatrices(Architecture architecture) {
        return architecture.weights().stream()
                .filter(weight -> weight.block() >= 0 && weight.tensor().shape().size() == 2)
                .map(NamedWeight::tensor);
    }

    /// What ONNX Runtime unpacks once for good even in low-memory mode.
    private static Stream<TensorInfo> keptUnpacked(Architecture architecture) {
        return blockMatrices(architecture).filter(tensor -> tensor.type() != TensorType.F32 && inFloat32(tensor) <= OnnxRuntime.MOST_FOLDED_BYTES);
    }

    private static long inFloat32(TensorInfo tensor) {
        return tensor.elements() * Float.BYTES;
    }

    /// Without copies, what is stored in half precision is unpacked while it is multiplied: the blocks' matrices one after the other, the unembedding
    /// tile by tile.
    private static long unpacked(Architecture architecture, MemoryMode mode) {
        return mode == MemoryMode.USUAL ? 0 : blockMatrices(architecture)
                .filter(tensor -> tensor.type() != TensorType.F32)
                .mapToLong(MemoryEstimate::inFloat32)
                .max()
                .orElse(0);
    }

    private static long prompt(Architecture architecture) {
        long tokens = Math.min(PROMPT_TOKENS, architecture.context());
        long streams = (architecture.layers() + 1) * tokens * architecture.width();
        long keysAndValues = 2L * architecture.layers() * tokens * architecture.kvHeads() * architecture.headWidth();
        long scores = 2L * architecture.heads() * tokens * tokens;
        long widest = matrices(architecture)
                .flatMap(tensor -> tensor.shape().stream())
                .filter(size -> size != architecture.vocabulary())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return Float.BYTES * (streams + keysAndValues + scores + 3 * tokens * widest) + LOGITS;
    }

    /// What the model takes of private memory once it is open.
    public long opened() {
        return matrices + sessions;
    }

    /// What it takes of private memory with a prompt.
    public long needed() {
        return opened() + prompt;
    }

    /// What has to fit: the private part, and the file by itself, since reading it anew from the disk for every prompt would be no way to work.
    private boolean fits(long available) {
        return needed() <= available && mapped <= available;
    }

    /// Refuses a model that does not fit.
    ///
    /// @param low what it would need in low-memory mode
    /// @param available bytes that can be had, where the system tells
    /// @throws UnusableInputException D-105 with the numbers; its cause is a [MemoryShortage]
    void require(String name, MemoryEstimate low, OptionalLong available) {
        if (available.isEmpty() || fits(available.getAsLong())) {
            return;
        }
        long free = available.getAsLong();
        boolean lowFits = !equals(low) && low.fits(free);
        String what = mapped > free
                ? "%s is larger than memory: its weights have %s, %s are free.".formatted(name, words(mapped), words(free))
                : "%s needs about %s, %s are free.".formatted(name, words(needed()), words(free));
        String next = lowFits
                ? "In low-memory mode (--low-memory, or in the settings) it needs about %s and runs slower.".formatted(words(low.needed()))
                : "Close other programs, or open a smaller model.";
        throw new UnusableInputException("D-105", what + " " + next, new MemoryShortage(needed(), low.needed(), free, lowFits));
    }

    /// Bytes in words: `31 MB`, `1.4 GB`.
    public static String words(long bytes) {
        return bytes < GIGABYTE
                ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE)
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
    }
}
