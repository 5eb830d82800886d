package org.diopter.engine.imported;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.imported.AttentionCore.Open;

/// Which tensors of a graph are the outputs of one block.
///
/// @param rows tensors [T, d], perhaps with a batch axis
/// @param heads tensors by head
/// @param probabilities [H, T, T], perhaps with a batch axis
record BlockTaps(Map<BlockOutput, String> rows, Map<BlockOutput, Heads> heads, Optional<String> probabilities) {

    static BlockTaps of(Spine spine, int block, Measured measured) {
        SpineBlock of = spine.blocks().get(block);
        Map<BlockOutput, String> rows = new EnumMap<>(BlockOutput.class);
        rows.put(BlockOutput.RESIDUAL, spine.layer(block + 1));
        of.middle().ifPresent(tensor -> rows.put(BlockOutput.MIDDLE, tensor));
        of.attentionOut().ifPresent(tensor -> rows.put(BlockOutput.ATTENTION_OUT, tensor));
        of.mlpOut().ifPresent(tensor -> rows.put(BlockOutput.MLP_OUT, tensor));
        Map<BlockOutput, Heads> heads = new EnumMap<>(BlockOutput.class);
        Optional<String> probabilities = Optional.empty();
        if (of.core() instanceof Open open) {
            Heads.of(open.queries(), measured).ifPresent(found -> heads.put(BlockOutput.QUERY, found));
            Heads.of(open.keys(), measured).ifPresent(found -> heads.put(BlockOutput.KEYS, found));
            Heads.of(open.values(), measured).ifPresent(found -> heads.put(BlockOutput.VALUES, found));
            probabilities = Optional.of(open.probabilities());
        }
        return new BlockTaps(rows, heads, probabilities);
    }

    Set<BlockOutput> outputs() {
        Set<BlockOutput> outputs = EnumSet.copyOf(rows.keySet());
        outputs.addAll(heads.keySet());
        probabilities.ifPresent(_ -> outputs.add(BlockOutput.PROBABILITIES));
        return outputs;
    }

    /// Whether everything inside attention can be seen.
    boolean isOpen() {
        return heads.size() == 3 && probabilities.isPresent();
    }
}
