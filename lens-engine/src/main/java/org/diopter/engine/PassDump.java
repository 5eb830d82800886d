package org.diopter.engine;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Block;
import org.diopter.engine.forward.BlockTensors;
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
///     block l (`resid_mid` not of parallel blocks, which have none), and `logits`; in that order
public record PassDump(TokenSequence tokens, Map<String, FloatTensor> tensors) {

    static PassDump of(Architecture architecture, ForwardPass forward, ReadOut readOut, Residuals residuals, Edits edits, Cancellation cancellation) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (int block = 0; block < architecture.layers(); block++) {
            tensors.put("resid_pre." + block, residuals.layer(block).copy());
            try (TensorMemory memory = new TensorMemory()) {
                BlockTensors inside = forward.inside(residuals, block, edits, EnumSet.allOf(BlockOutput.class), memory, cancellation);
                if (architecture.blocks().get(block).form() != Block.Form.PARALLEL) {
                    tensors.put("resid_mid." + block, inside.get(BlockOutput.MIDDLE).copy());
                }
                tensors.put("q." + block, inside.get(BlockOutput.QUERY).copy());
                tensors.put("k." + block, inside.get(BlockOutput.KEYS).copy());
                tensors.put("v." + block, inside.get(BlockOutput.VALUES).copy());
                tensors.put("attn_probs." + block, inside.get(BlockOutput.PROBABILITIES).copy());
                tensors.put("attn_out." + block, inside.get(BlockOutput.ATTENTION_OUT).copy());
                tensors.put("mlp_out." + block, inside.get(BlockOutput.MLP_OUT).copy());
            }
        }
        tensors.put("resid_post_last", residuals.layer(residuals.lastLayer()).copy());
        tensors.put("logits", readOut.logits(residuals.layer(residuals.lastLayer()), cancellation));
        return new PassDump(residuals.tokens(), tensors);
    }
}
