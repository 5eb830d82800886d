package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// The user's graph as it is, for its logits, and the same made regular, for its layers.
final class ImportedWhole implements WholeModel {
    static final String LOGITS = "diopter:logits";

    private final ModelShape shape;
    private final Session original;
    private final Session probe;

    private ImportedWhole(ModelShape shape, Session original, Session probe) {
        this.shape = shape;
        this.original = original;
        this.probe = probe;
    }

    static ImportedWhole of(OnnxFile file, Structure structure, Measured measured, ModelShape shape, SplitGraphs graphs, Sessions sessions) {
        // float32 products are rounded alike with and without packing, float16 ones are not: those are compared as they run in blocks.
        boolean prepack = measured.isHalf(structure.spine().layer(0));
        Session original = sessions.make(original(file, graphs), prepack);
        try {
            return new ImportedWhole(shape, original, sessions.make(graphs.probe(structure, measured), prepack));
        } catch (RuntimeException e) {
            original.close();
            throw e;
        }
    }

    /// The user's graph with nothing changed but its inputs, which are made from the token ids.
    static byte[] original(OnnxFile file, SplitGraphs graphs) {
        FixedInputs fixed = FixedInputs.of(file);
        GraphProto graph = file.model().getGraph();
        GraphWriter writer = graphs.writer().input(Graph.TOKENS, DataType.INT64.getNumber(), -1);
        TensorReader reader = new TensorReader(file);
        graph.getInitializerList().stream().filter(tensor -> !isOfInput(tensor, fixed)).forEach(tensor -> writer.constant(reader.read(tensor.getName(), tensor)));
        fixed.constants().values().forEach(writer::constant);
        fixed.nodes().forEach(writer::node);
        graph.getNodeList().forEach(node -> writer.node(new Node(node)));
        writer.node(Node.of("Identity", LOGITS, List.of(ImportedGraph.logits(file))));
        return writer.output(LOGITS).functions().toBytes();
    }

    private static boolean isOfInput(TensorProto tensor, FixedInputs fixed) {
        return fixed.constants().containsKey(tensor.getName());
    }

    @Override
    public Output run(TokenSequence tokens, TensorMemory memory, Cancellation cancellation) {
        Map<String, IdTensor> inputs = Map.of(Graph.TOKENS, IdTensor.of(tokens.toArray()));
        List<FloatTensor> layers = new ArrayList<>();
        Map<String, FloatTensor> outputs = new HashMap<>();
        for (int layer = 0; layer <= shape.layers(); layer++) {
            FloatTensor stream = memory.zeros(tokens.length(), shape.width());
            layers.add(stream);
            outputs.put(ModelGraphs.residual(layer), stream);
        }
        probe.run(inputs, outputs, cancellation);
        return new Output(layers, logits(original, tokens, shape, memory, cancellation));
    }

    /// The logits of a user's graph.
    ///
    /// @return [T, V]
    static FloatTensor logits(Session original, TokenSequence tokens, ModelShape shape, TensorMemory memory, Cancellation cancellation) {
        FloatTensor logits = memory.zeros(1, tokens.length(), shape.vocabulary());
        original.run(Map.of(Graph.TOKENS, IdTensor.of(tokens.toArray())), Map.of(LOGITS, logits), cancellation);
        FloatTensor rows = memory.zeros(tokens.length(), shape.vocabulary());
        rows.copyFrom(logits, 0, 0, rows.elements());
        return rows;
    }

    @Override
    public void close() {
        original.close();
        probe.close();
    }
}
