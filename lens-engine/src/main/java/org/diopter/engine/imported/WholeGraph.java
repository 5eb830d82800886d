package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// A graph that only runs whole: its logits are all there is to see.
public final class WholeGraph {
    private final SplitGraphs graphs;
    private final Sessions sessions;
    private final byte[] original;
    private final Session session;
    private final ModelShape shape;

    private WholeGraph(SplitGraphs graphs, Sessions sessions, byte[] original, Session session, ModelShape shape) {
        this.graphs = graphs;
        this.sessions = sessions;
        this.original = original;
        this.session = session;
        this.shape = shape;
    }

    /// @throws UnusableInputException if it cannot even be run
    public static WholeGraph of(OnnxFile file, OnnxRuntime runtime) {
        Path folder = WeightFolder.of(file, file.tensors());
        SplitGraphs graphs = new SplitGraphs(file, folder);
        Sessions sessions = new Sessions(runtime, file, folder);
        byte[] original = ImportedWhole.original(file, graphs);
        Session session = sessions.make(original, true);
        try {
            int vocabulary = vocabulary(file, sessions, session);
            return new WholeGraph(graphs, sessions, original, session, new ModelShape(0, vocabulary, 0, 0, 0, vocabulary, ModelShape.ANY_CONTEXT));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static int vocabulary(OnnxFile file, Sessions sessions, Session session) {
        int two = logits(sessions, session, 2);
        int three = logits(sessions, session, 3);
        if (two % 2 != 0 || three != two / 2 * 3) {
            throw new UnusableInputException(OnnxFile.UNSUPPORTED, "‘%s’ gives %d logits for 2 tokens and %d for 3, not as many for each token. Export it with logits of all tokens."
                    .formatted(file.name(), two, three));
        }
        return two / 2;
    }

    private static int logits(Sessions sessions, Session session, int tokens) {
        float[] logits = sessions.values(session, IdTensor.of(new int[tokens]), Graph.TOKENS, List.of(ImportedWhole.LOGITS)).get(ImportedWhole.LOGITS);
        return logits == null ? 0 : logits.length;
    }

    /// Its one layer. Closing it closes the session.
    public Blocks blocks() {
        return new WholeOnly(shape, session);
    }

    /// What is read is what there is: the caller's to close.
    public Session readOut() {
        GraphWriter writer = graphs.writer().input(ModelGraphs.STREAM, DataType.FLOAT.getNumber(), -1, shape.vocabulary());
        writer.node(Node.of("Identity", ModelGraphs.LOGITS, List.of(ModelGraphs.STREAM)));
        return sessions.make(writer.output(ModelGraphs.LOGITS, DataType.FLOAT.getNumber(), -1, shape.vocabulary()).toBytes(), false);
    }

    /// The graph once more, as it runs: the caller's to close.
    public WholeModel whole() {
        Session again = sessions.make(original, true);
        return new WholeModel() {
            @Override
            public Output run(TokenSequence tokens, TensorMemory memory, Cancellation cancellation) {
                FloatTensor logits = ImportedWhole.logits(again, tokens, shape, memory, cancellation);
                return new Output(new ArrayList<>(List.of(logits)), logits);
            }

            @Override
            public void close() {
                again.close();
            }
        };
    }
}
