package org.diopter.model.glassbox;

import java.util.ArrayList;
import java.util.List;

/// The weights of one block: norms that only divide, and matrices to plant heads and neurons in.
record BlockWeights(List<Weight> norms, Weight q, Weight k, Weight v, Weight o, Weight gate, Weight up, Weight down) {

    /// A block in which nothing is planted yet.
    static BlockWeights dust(int block) {
        String attention = "model.layers.%d.self_attn.".formatted(block);
        String mlp = "model.layers.%d.mlp.".formatted(block);
        int heads = Head.HEADS * Head.WIDTH;
        int width = Stream.WIDTH;
        return new BlockWeights(
                List.of(Weight.ones("model.layers.%d.input_layernorm.weight".formatted(block), width),
                        Weight.ones("model.layers.%d.post_attention_layernorm.weight".formatted(block), width)),
                Weight.matrix(attention + "q_proj.weight", heads, width),
                Weight.matrix(attention + "k_proj.weight", heads, width),
                Weight.matrix(attention + "v_proj.weight", heads, width),
                Weight.matrix(attention + "o_proj.weight", width, heads),
                Weight.matrix(mlp + "gate_proj.weight", Neuron.NEURONS, width),
                Weight.matrix(mlp + "up_proj.weight", Neuron.NEURONS, width),
                Weight.matrix(mlp + "down_proj.weight", width, Neuron.NEURONS));
    }

    /// The head in which something is planted; the others attend to everything evenly and carry dust.
    Head head() {
        return new Head(this);
    }

    Neuron neuron(int index) {
        return new Neuron(this, index);
    }

    List<Weight> all() {
        List<Weight> all = new ArrayList<>(norms);
        all.addAll(List.of(q, k, v, o, gate, up, down));
        return all;
    }
}
