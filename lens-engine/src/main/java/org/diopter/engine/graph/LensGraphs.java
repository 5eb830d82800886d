package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;

import java.nio.file.Path;
import java.util.List;

/// Writes the graphs of a lens. Translators are inputs, not weights: the same session serves every layer of every lens, and of one in training.
public final class LensGraphs {
    /// [n, d], rows of the stream at one layer.
    public static final String STREAM = "stream";
    /// W, [d, d], row = output.
    public static final String WEIGHT = "weight";
    /// b, [d].
    public static final String BIAS = "bias";
    /// t = h + W h + b, [n, d].
    public static final String TRANSLATED = "translated";

    private static final long FREE = -1;

    private LensGraphs() {}

    /// Rows of the stream to translated rows.
    ///
    /// @param width d
    public static byte[] translate(int width) {
        OnnxGraph graph = new OnnxGraph("translate", Path.of(""));
        String stream = graph.input(STREAM, FREE, width);
        String change = graph.op(
                "Gemm", "change", List.of(stream, graph.input(WEIGHT, width, width), graph.input(BIAS, width)), integer("transB", 1));
        graph.op("Add", TRANSLATED, List.of(stream, change));
        graph.output(TRANSLATED, FREE, width);
        return graph.toBytes();
    }
}
