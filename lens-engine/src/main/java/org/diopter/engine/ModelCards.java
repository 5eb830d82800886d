package org.diopter.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorType;

/// Fills a model's card in.
final class ModelCards {
    private ModelCards() {}

    static ModelCard of(ModelId id, Architecture architecture, Checkpoint checkpoint) {
        List<NamedWeight> weights = architecture.weights();
        return new ModelCard(
                id,
                architecture.family(),
                // Native blocks show and change everything: tier A of the capability list.
                'A',
                architecture.layers(),
                architecture.width(),
                architecture.heads(),
                architecture.kvHeads(),
                architecture.headWidth(),
                architecture.vocabulary(),
                architecture.context(),
                weights.stream().mapToLong(weight -> weight.tensor().elements()).sum(),
                checkpoint.weightBytes(),
                weights.stream()
                        .map(weight -> precision(weight.tensor().type()))
                        .distinct()
                        .collect(Collectors.joining(" and ")),
                weights.stream().map(ModelCards::part).toList());
    }

    private static ModelCard.Part part(NamedWeight weight) {
        return new ModelCard.Part(
                weight.block(),
                weight.name(),
                weight.tensor().name(),
                weight.tensor().shape(),
                weight.tensor().type().name(),
                weight.tensor().length());
    }

    private static String precision(TensorType type) {
        return switch (type) {
            case F64 -> "float64";
            case F32 -> "float32";
            case F16 -> "float16";
            case BF16 -> "bfloat16";
            case I64, I32, I16, I8, U8, BOOL -> throw new IllegalArgumentException("a weight of type " + type);
        };
    }
}
