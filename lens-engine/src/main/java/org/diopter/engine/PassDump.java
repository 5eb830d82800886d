package org.diopter.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// Everything that one forward pass computed, by the names of the command line's `--dump`.
///
/// The tensors are its own; the garbage collector frees them.
///
/// @param tokens what the model read
/// @param tensors `resid_pre.{l}`, `resid_mid.{l}`, `resid_post_last`, `q.{l}`, `k.{l}`, `v.{l}`, `attn_probs.{l}`, `attn_out.{l}`, `mlp_out.{l}` for each
///     block l, as far as its blocks offer them (parallel blocks have no `resid_mid`), and `logits`; in that order
public record PassDump(TokenSequence tokens, Map<String, FloatTensor> tensors) {
    private static final List<Map.Entry<BlockOutput, String>> NAMES = List.of(
            Map.entry(BlockOutput.MIDDLE, "resid_mid"),
            Map.entry(BlockOutput.QUERY, "q"),
            Map.entry(BlockOutput.KEYS, "k"),
            Map.entry(BlockOutput.VALUES, "v"),
            Map.entry(BlockOutput.PROBABILITIES, "attn_probs"),
            Map.entry(BlockOutput.ATTENTION_OUT, "attn_out"),
            Map.entry(BlockOutput.MLP_OUT, "mlp_out"));

    static PassDump of(Blocks blocks, ForwardPass forward, ReadOut readOut, Residuals residuals, Edits edits, Cancellation cancellation) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (int block = 0; block < blocks.shape().layers(); block++) {
            tensors.put("resid_pre." + block, residuals.layer(block).copy());
            try (TensorMemory memory = new TensorMemory()) {
                Set<BlockOutput> offered = blocks.outputs(block);
                BlockTensors inside = forward.inside(residuals, block, edits, offered, memory, cancellation);
                for (Map.Entry<BlockOutput, String> name : NAMES) {
                    if (offered.contains(name.getKey())) {
                        tensors.put(name.getValue() + "." + block, inside.get(name.getKey()).copy());
                    }
                }
            }
        }
        if (blocks.shape().layers() > 0) {
            tensors.put("resid_post_last", residuals.layer(residuals.lastLayer()).copy());
        }
        tensors.put("logits", readOut.logits(residuals.layer(residuals.lastLayer()), cancellation));
        return new PassDump(residuals.tokens(), tensors);
    }
}
