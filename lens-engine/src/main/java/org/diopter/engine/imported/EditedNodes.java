package org.diopter.engine.imported;

import static org.diopter.engine.imported.Constants.integerAttribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diopter.engine.graph.BlockVariant;

/// Writes the nodes of a part as a variant has them: products with replaced matrices, and updates that are multiplied by an input before they are added.
///
/// @param products the replaced ones
/// @param gains by update: the input that multiplies it
/// @param half whether the stream is of float16
record EditedNodes(ReplacedProducts products, Map<String, String> gains, boolean half) {
    private static final String WHOLE = ":whole";

    EditedNodes(Structure structure, Measured measured, int block, BlockVariant variant) {
        this(
                new ReplacedProducts(structure.graph(), variant),
                variant.gains() ? gains(structure.spine().blocks().get(block)) : Map.of(),
                measured.isHalf(structure.spine().layer(block)));
    }

    /// Nothing otherwise than in the file.
    static EditedNodes none(Structure structure) {
        return new EditedNodes(new ReplacedProducts(structure.graph(), BlockVariant.PLAIN), Map.of(), false);
    }

    private static Map<String, String> gains(SpineBlock block) {
        Map<String, String> gains = new HashMap<>();
        block.steps().stream()
                .flatMap(step -> step.updates().stream())
                .forEach(update -> gains.put(update.tensor(), update.attends() ? BlockVariant.ATTENTION_GAIN : BlockVariant.MLP_GAIN));
        return gains;
    }

    /// What is read of a node's inputs.
    List<String> inputs(Node node) {
        return products.inputs(node);
    }

    void write(GraphWriter writer, Node node) {
        String update = node.outputs().stream().filter(gains::containsKey).findFirst().orElse("");
        if (update.isEmpty()) {
            products.write(writer, node);
            return;
        }
        products.write(writer, node.renamed(name -> name.equals(update) ? update + WHOLE : name));
        String gain = gains.getOrDefault(update, "");
        writer.input(gain, DataType.FLOAT.getNumber());
        String factor = half ? update + ":gain" : gain;
        if (half) {
            writer.node(Node.of("Cast", factor, List.of(gain), integerAttribute("to", DataType.FLOAT16.getNumber())));
        }
        writer.node(Node.of("Mul", update, List.of(update + WHOLE, factor)));
    }
}
