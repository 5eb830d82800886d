package org.diopter.engine.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.model.checkpoint.TensorInfo;

/// Lists the weights of an architecture under the names of the command line.
final class WeightList {
    private final List<NamedWeight> weights = new ArrayList<>();

    private WeightList() {}

    static List<NamedWeight> of(Architecture architecture) {
        WeightList list = new WeightList();
        list.add(-1, "embedding", architecture.embedding().tokens());
        architecture.embedding().positions().ifPresent(positions -> list.add(-1, "positions", positions));
        architecture.blocks().forEach(list::block);
        list.norm(-1, "norm", architecture.unembedding().norm());
        if (!architecture.unembedding().tied()) {
            list.linear(-1, "unembedding", architecture.unembedding().head());
        }
        return List.copyOf(list.weights);
    }

    private void block(Block block) {
        int b = block.index();
        norm(b, "norm.attention", block.attentionNorm());
        switch (block.attention().projections()) {
            case Projections.Separate(Linear query, Linear key, Linear value) -> {
                linear(b, "attn.q", query);
                linear(b, "attn.k", key);
                linear(b, "attn.v", value);
            }
            case Projections.Fused(Linear fused) -> linear(b, "attn.qkv", fused);
        }
        linear(b, "attn.o", block.attention().output());
        norm(b, "norm.mlp", block.mlpNorm());
        switch (block.mlp()) {
            case Mlp.Plain plain -> {
                linear(b, "mlp.in", plain.in());
                linear(b, "mlp.out", plain.out());
            }
            case Mlp.Gated gated -> {
                linear(b, "mlp.gate", gated.gate());
                linear(b, "mlp.up", gated.up());
                linear(b, "mlp.down", gated.down());
            }
        }
    }

    private void norm(int block, String name, Norm norm) {
        add(block, name, norm.weight());
        bias(block, name, norm.bias());
    }

    private void linear(int block, String name, Linear linear) {
        add(block, name, linear.weight());
        bias(block, name, linear.bias());
    }

    private void bias(int block, String name, Optional<TensorInfo> bias) {
        bias.ifPresent(tensor -> add(block, name + ".bias", tensor));
    }

    private void add(int block, String name, TensorInfo tensor) {
        weights.add(new NamedWeight(block, name, tensor));
    }
}
