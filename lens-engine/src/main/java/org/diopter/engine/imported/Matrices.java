package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;

/// Finds the matrices of a graph's blocks.
///
/// Where one constant makes queries, keys and values together, which of its outputs are whose differs between families (one after the other, or head by
/// head). So the numbers of the outputs themselves are sent through what lies between: at position 0 no rotation changes them.
record Matrices(Structure structure, Measured measured, SplitGraphs graphs, Sessions sessions) {
    /// Digits that float16 holds exactly.
    private static final int BASE = 1024;
    private static final Map<BlockOutput, String> PARTS =
            Map.of(BlockOutput.QUERY, "attn.q", BlockOutput.KEYS, "attn.k", BlockOutput.VALUES, "attn.v");

    /// The matrices of a block that can be told, and why not all.
    BlockMatrices of(int block) {
        SpineBlock spine = structure.spine().blocks().get(block);
        BlockLinears linears = BlockLinears.of(structure.graph(), structure.flow(), spine);
        if (!linears.isComplete(structure.graph(), measured.shape(spine.in()).getLast())) {
            return new BlockMatrices(List.of(), Optional.of(
                    "Which weights of block %d are its queries', keys', values' and MLP's matrices cannot be told, perhaps because they are quantised: matrices cannot be edited."
                            .formatted(block)));
        }
        BlockMatrices.Gathered gathered = new BlockMatrices.Gathered(block, structure.graph());
        linears.fused().ifPresent(fused -> {
            Map<String, List<Integer>> columns = columns(block, fused);
            if (columns.size() == PARTS.size()) {
                columns.forEach((name, part) -> gathered.add(name, fused, part));
            } else {
                gathered.problem("Which columns of the fused matrix ‘%.80s’ of block %d are queries, keys and values cannot be told.".formatted(fused.weight(), block));
            }
        });
        linears.gateUp().ifPresent(both -> gathered.problem(
                "The matrices mlp.gate and mlp.up of block %d are fused into ‘%.80s’: neither can be edited alone.".formatted(block, both.weight())));
        new TreeMap<>(linears.named()).forEach((name, use) -> gathered.add(name, use, List.of()));
        return gathered.all();
    }

    /// Which outputs of a matrix become queries, keys and values, by the parts' names; less than three if that cannot be told.
    private Map<String, List<Integer>> columns(int block, LinearUse fused) {
        List<Long> shape = measured.shape(fused.output());
        Map<BlockOutput, Heads> heads = BlockTaps.of(structure.spine(), block, measured).heads();
        if (shape.isEmpty() || heads.size() != PARTS.size()) {
            return Map.of();
        }
        int width = Math.toIntExact(shape.getLast());
        Map<String, List<Integer>> columns = new TreeMap<>();
        try (Session session = sessions.make(graphs.between(structure, measured, fused.output(), heads), false)) {
            Map<String, float[]> low = send(session, IntStream.range(0, width).map(i -> i % BASE).toArray(), heads);
            Map<String, float[]> high = send(session, IntStream.range(0, width).map(i -> i / BASE).toArray(), heads);
            PARTS.forEach((output, name) -> numbers(
                            Objects.requireNonNull(low.get(output.tensor())), Objects.requireNonNull(high.get(output.tensor())), width)
                    .ifPresent(numbers -> columns.put(name, numbers)));
        }
        long distinct = columns.values().stream().flatMap(List::stream).distinct().count();
        return distinct == columns.values().stream().mapToInt(List::size).sum() ? columns : Map.of();
    }

    private Map<String, float[]> send(Session session, int[] numbers, Map<BlockOutput, Heads> heads) {
        float[] row = new float[numbers.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = numbers[i];
        }
        List<String> outputs = heads.keySet().stream().map(BlockOutput::tensor).toList();
        return sessions.values(session, FloatTensor.of(row, 1, row.length), ModelGraphs.STREAM, outputs);
    }

    /// Whole numbers below `width`, or nothing if something else than moving was done to them.
    private static Optional<List<Integer>> numbers(float[] low, float[] high, int width) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < low.length; i++) {
            double number = low[i] + (double) BASE * high[i];
            if (number != Math.rint(number) || number < 0 || number >= width) {
                return Optional.empty();
            }
            numbers.add((int) number);
        }
        return Optional.of(numbers);
    }
}
