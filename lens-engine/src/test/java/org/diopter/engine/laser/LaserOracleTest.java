package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.testing.EditedModel;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The effect of rank reductions on a trained model's output, against float64: every matrix, two blocks, three shares, tails, a stack and a zero.
class LaserOracleTest {
    private static final double LOGITS = 1e-3;
    private static final double DIVERGENCE = 1e-5;
    private static final Map<String, String> NAMES = Map.of(
            "self_attn.q_proj", "attn.q", "self_attn.k_proj", "attn.k", "self_attn.v_proj", "attn.v", "self_attn.o_proj", "attn.o",
            "mlp.gate_proj", "mlp.gate", "mlp.up_proj", "mlp.up", "mlp.down_proj", "mlp.down");

    @TempDir
    Path folder;

    @Test
    void everyReductionHasTheEffectThatFloat64Has() throws Exception {
        Reference reference = Reference.read(Shared.file("oracles/methods/laser/effects.safetensors"));
        JsonNode rows = JsonMapper.shared().readTree(Files.readString(Shared.file("oracles/methods/laser/effects.json"))).get("rows");
        TinyModel tiny = TinyModel.open(Shared.file("models/stories260K-hf"));
        try (EditedModel model = EditedModel.of(tiny, folder);
                ReadOut readOut = new ReadOut(tiny.architecture(), new ModelGraphs(tiny.architecture()), tiny.runtime(), true);
                Residuals base = model.run(reference.tokens("input_ids"))) {
            double[] before = lastLogits(readOut, base);
            same(reference.numbers("base.logits_last"), before, "base");
            for (JsonNode row : rows) {
                String key = row.get("key").asString();
                try (Residuals edited = model.edited(base, edits(row))) {
                    double[] after = lastLogits(readOut, edited);
                    same(reference.numbers(key), after, key);
                    assertEquals(row.get("kl_base_edited_last_nats").asDouble(), divergence(before, after), DIVERGENCE, key);
                }
            }
            assertEquals(56, rows.size());
        }
    }

    private static String[] edits(JsonNode row) {
        String key = row.get("key").asString();
        if (key.equals("stack")) {
            List<String> edits = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                edits.add("rank:" + at(row.get("matrix").get(i).asString()) + ",keep=" + row.get("rank").get(i).asInt());
            }
            return edits.toArray(String[]::new);
        }
        String at = at(row.get("matrix").asString());
        if (key.equals("zero")) {
            return new String[] {"zero:" + at};
        }
        return new String[] {"rank:" + at + (key.endsWith(".tail") ? ",tail=" + row.get("rank").asInt() : ",rho=" + row.get("rho").asString())};
    }

    /// `model.layers.4.mlp.gate_proj.weight` in the program's words.
    private static String at(String tensor) {
        String[] parts = tensor.split("\\.", -1);
        return "block=" + parts[2] + ",matrix=" + NAMES.get(parts[3] + "." + parts[4]);
    }

    private static double[] lastLogits(ReadOut readOut, Residuals residuals) {
        FloatTensor stream = residuals.layer(residuals.lastLayer());
        FloatTensor logits = readOut.logits(stream, new Cancellation());
        double[] last = new double[(int) logits.rowLength()];
        for (int i = 0; i < last.length; i++) {
            last[i] = logits.get((logits.size(0) - 1) * last.length + i);
        }
        return last;
    }

    private static void same(double[] expected, double[] actual, String key) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], LOGITS, key + " logit " + i);
        }
    }

    private static double divergence(double[] base, double[] edited) {
        double baseSum = logSum(base);
        double editedSum = logSum(edited);
        double divergence = 0;
        for (int i = 0; i < base.length; i++) {
            double p = base[i] - baseSum;
            divergence += Math.exp(p) * (p - (edited[i] - editedSum));
        }
        return divergence;
    }

    private static double logSum(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum);
    }
}
