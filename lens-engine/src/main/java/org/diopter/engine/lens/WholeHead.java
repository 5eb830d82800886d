package org.diopter.engine.lens;

import java.util.Map;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;

/// Multiplies by the whole unembedding at once.
///
/// @param session from `stream` to `logits`; closed with this
record WholeHead(Session session) implements Head {
    @Override
    public void logits(FloatTensor stream, FloatTensor logits, Cancellation cancellation) {
        session.run(Map.of(ModelGraphs.STREAM, stream), Map.of(ModelGraphs.LOGITS, logits), cancellation);
    }

    @Override
    public void close() {
        session.close();
    }
}
