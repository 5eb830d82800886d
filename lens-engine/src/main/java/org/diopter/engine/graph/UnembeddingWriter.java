package org.diopter.engine.graph;

import java.util.List;
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
        boolean changed = unembedding.multiplier() != 1 || unembedding.softcap().isPresent();
        String product = product(normed(stream), changed ? output + ".product" : output);
        if (changed) {
            graph.op("Identity", output, List.of(capped(product, output + ".capped")));
        }
    }

    /// The final norm: [rows, d].
    String normed(String stream) {
        return unembedding.norm().map(norm -> rows.norm(norm, "norm_out", stream)).orElse(stream);
    }

    /// The projection, if there is one, and the head with its bias: [rows, V].
    String product(String normed, String output) {
        String projected = unembedding
                .projection()
                .map(projection -> rows.linear(projection, "norm_out.projected", normed))
                .orElse(normed);
        return rows.linear(unembedding.head(), output, projected);
    }

    /// What the model does to its products: the multiplier, then the cap.
    String capped(String product, String output) {
        return rows.capped(unembedding.softcap(), output, rows.multiplied(unembedding.multiplier(), output + ".multiplied", product));
    }
}
