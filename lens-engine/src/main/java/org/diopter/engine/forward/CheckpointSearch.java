package org.diopter.engine.forward;

import java.util.Optional;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorInfo;

/// Looks through the weights of a checkpoint.
public record CheckpointSearch(Checkpoint checkpoint, Architecture architecture) implements WeightSearch {
    private static final int CHUNK = 1 << 16;

    @Override
    public Optional<String> notFinite(int block) {
        return architecture.weights().stream()
                .filter(weight -> weight.block() == block)
                .map(NamedWeight::tensor)
                .flatMap(tensor -> place(tensor).stream())
                .findFirst();
    }

    private Optional<String> place(TensorInfo tensor) {
        long elements = tensor.elements();
        for (long from = 0; from < elements; from += CHUNK) {
            float[] chunk = new float[(int) Math.min(CHUNK, elements - from)];
            checkpoint.read(tensor, from, chunk);
            for (int i = 0; i < chunk.length; i++) {
                if (!Float.isFinite(chunk[i])) {
                    return Optional.of(tensor.name() + " " + index(tensor, from + i));
                }
            }
        }
        return Optional.empty();
    }

    private static String index(TensorInfo tensor, long flat) {
        StringBuilder index = new StringBuilder();
        long rest = flat;
        for (int axis = tensor.shape().size() - 1; axis >= 0; axis--) {
            long size = tensor.shape().get(axis);
            index.insert(0, (axis == 0 ? "" : ", ") + rest % size);
            rest /= size;
        }
        return "[" + index + "]";
    }
}
