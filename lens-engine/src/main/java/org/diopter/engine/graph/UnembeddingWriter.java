package org.diopter.engine.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.diopter.engine.arch.Unembedding;

/// Writes how rows of the stream become logits. The model's own output and every lens are written by this, so that all of them have the model's final norm,
/// bias, multiplier and cap.
final class UnembeddingWriter {
    private final OnnxGraph graph;
    private final RowWriter rows;
    private final Unembedding unembedding;

    UnembeddingWriter(OnnxGraph graph, Unembedding unembedding) {
        this.graph = graph;
        this.rows = new RowWriter(graph);
        this.unembedding = unembedding;
    }

    /// Rows of the stream to logits.
    ///
    /// @param stream [rows, d]
    /// @param output the name of the logits, [rows, V]
    void logits(String stream, String output) {
        write(output, product -> product(normed(stream), product));
    }

    /// The same for some tokens only, [rows, end − first].
    ///
    /// @param first the first token, [1] int64
    /// @param end the token after the last, [1] int64
    void logits(String stream, String first, String end, String output) {
        write(output, product -> rows.outputs(unembedding.head(), first, end, product, projected(normed(stream))));
    }

    /// @param product writes the products under the name it is given
    private void write(String output, UnaryOperator<String> product) {
        boolean changed = unembedding.multiplier() != 1 || unembedding.softcap().isPresent();
        String products = product.apply(changed ? output + ".product" : output);
        if (changed) {
            graph.op("Identity", output, List.of(capped(products, output + ".capped")));
        }
    }

    /// The final norm: [rows, d].
    String normed(String stream) {
        return unembedding.norm().map(norm -> rows.norm(norm, "norm_out", stream)).orElse(stream);
    }

    /// The projection, if there is one, and the head with its bias: [rows, V].
    String product(String normed, String output) {
        return rows.linear(unembedding.head(), output, projected(normed));
    }

    private String projected(String normed) {
        return unembedding
                .projection()
                .map(projection -> rows.linear(projection, "norm_out.projected", normed))
                .orElse(normed);
    }

    /// What the model does to its products: the multiplier, then the cap.
    String capped(String product, String output) {
        return rows.capped(unembedding.softcap(), output, rows.multiplied(unembedding.multiplier(), output + ".multiplied", product));
    }
}
