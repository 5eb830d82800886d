package org.diopter.engine;

import java.util.Locale;
import java.util.OptionalLong;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.model.UnusableInputException;

/// What a model will take of private memory once it is open: a copy of every matrix in float32, in the layout that ONNX Runtime multiplies fastest. The
/// weights as stored stay mapped and cost nothing.
///
/// @param bytes of private memory
record MemoryEstimate(long bytes) {
    private static final double MEGABYTE = 1e6;

    static MemoryEstimate of(Architecture architecture) {
        long matrices = architecture.weights().stream()
                .filter(weight -> weight.block() >= 0 && weight.tensor().shape().size() == 2)
                .map(NamedWeight::tensor)
                .mapToLong(tensor -> tensor.elements() * Float.BYTES)
                .sum();
        long head = architecture.unembedding().head().weight().elements() * Float.BYTES;
        return new MemoryEstimate(matrices + head);
    }

    /// @param available bytes that can be had, where the system tells
    /// @throws UnusableInputException D-105 if the model does not fit
    void require(String name, OptionalLong available) {
        if (available.isPresent() && available.getAsLong() < bytes) {
            throw new UnusableInputException("D-105", "%s needs about %s, %s are free. Close other programs, or open a smaller model."
                    .formatted(name, megabytes(bytes), megabytes(available.getAsLong())));
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE);
    }
}
