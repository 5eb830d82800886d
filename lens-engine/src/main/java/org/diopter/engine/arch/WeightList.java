package org.diopter.engine.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.model.checkpoint.TensorInfo;

/// Lists the weights of an architecture under the names of the command line.
final class WeightList {
    private static final int OUTSIDE = -1;

    private final List<NamedWeight> weights = new ArrayList<>();

    private WeightList() {}

    static List<NamedWeight> of(Architecture architecture) {
        WeightList list = new WeightList();
        list.embedding(architecture.embedding());
        architecture.blocks().forEach(list::block);
        list.unembedding(architecture.unembedding());
        return List.copyOf(list.weights);
    }

    private void embedding(Embedding embedding) {
        add(OUTSIDE, "embedding", embedding.tokens());
        embedding.projection().ifPresent(projection -> linear(OUTSIDE, "embedding.projection", projection));
        embedding.positions().ifPresent(positions -> add(OUTSIDE, "positions", positions.table()));
        norm(OUTSIDE, "norm.embedding", embedding.norm());
    }

    private void unembedding(Unembedding unembedding) {
        norm(OUTSIDE, "norm", unembedding.norm());
        unembedding.projection().ifPresent(projection -> linear(OUTSIDE, "unembedding.projection", projection));
        if (!unembedding.tied()) {
            add(OUTSIDE, "unembedding", unembedding.head().weight());
        }
        bias(OUTSIDE, "unembedding", unembedding.head().bias());
    }

    private void block(Block block) {
        int b = block.index();
        norm(b, "norm.attention", block.attentionNorms().before());
        attention(b, block.attention());
        norm(b, "norm.attention.after", block.attentionNorms().after());
        if (!block.sharesNorm()) {
            norm(b, "norm.mlp", block.mlpNorms().before());
        }
        mlp(b, block.mlp());
        norm(b, "norm.mlp.after", block.mlpNorms().after());
    }

    private void attention(int b, Attention attention) {
        switch (attention.projections()) {
            case Projections.Separate(Linear query, Linear key, Linear value) -> {
                linear(b, "attn.q", query);
                linear(b, "attn.k", key);
                linear(b, "attn.v", value);
            }
            case Projections.Fused fused -> linear(b, "attn.qkv", fused.all());
        }
        attention.norms().ifPresent(norms -> headNorms(b, norms));
        linear(b, "attn.o", attention.output());
    }

    private void headNorms(int b, HeadNorms norms) {
        switch (norms) {
            case HeadNorms.Shared(Norm query, Norm key) -> headNorms(b, List.of(query), List.of(key));
            case HeadNorms.Together(Norm query, Norm key) -> headNorms(b, List.of(query), List.of(key));
            case HeadNorms.Own(List<Norm> query, List<Norm> key) -> headNorms(b, query, key);
        }
    }

    private void headNorms(int b, List<Norm> query, List<Norm> key) {
        query.forEach(norm -> norm(b, "norm.q", Optional.of(norm)));
        key.forEach(norm -> norm(b, "norm.k", Optional.of(norm)));
    }

    private void mlp(int b, Mlp mlp) {
        switch (mlp) {
            case Mlp.Plain plain -> {
                linear(b, "mlp.in", plain.in());
                linear(b, "mlp.out", plain.out());
            }
            case Mlp.Gated gated -> {
                linear(b, "mlp.gate", gated.gate());
                linear(b, "mlp.up", gated.up());
                linear(b, "mlp.down", gated.down());
            }
            case Mlp.FusedGated fused -> {
                linear(b, "mlp.gate_up", fused.gateUp());
                linear(b, "mlp.down", fused.down());
            }
        }
    }

    private void norm(int block, String name, Optional<Norm> norm) {
        norm.flatMap(Norm::weight).ifPresent(weight -> add(block, name, weight));
        norm.ifPresent(present -> bias(block, name, present.bias()));
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
