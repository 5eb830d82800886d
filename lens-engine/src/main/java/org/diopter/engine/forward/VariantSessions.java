package org.diopter.engine.forward;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;

/// Sessions of blocks that read some of their matrices from inputs, made when they are first asked for. Moving a slider needs no other; each holds a copy of
/// the block's other matrices, so only those used last are kept.
final class VariantSessions implements AutoCloseable {
    private static final int MOST = 6;

    private final ModelGraphs graphs;
    private final OnnxRuntime runtime;
    private final boolean prepack;
    private final Map<Key, Session> sessions = new LinkedHashMap<>(MOST, 0.75f, true);

    private record Key(int block, BlockVariant variant) {}

    VariantSessions(ModelGraphs graphs, OnnxRuntime runtime, boolean prepack) {
        this.graphs = graphs;
        this.runtime = runtime;
        this.prepack = prepack;
    }

    /// Good until the next call.
    synchronized Session session(int block, BlockVariant variant) {
        Key key = new Key(block, variant);
        Session known = sessions.get(key);
        if (known != null) {
            return known;
        }
        if (sessions.size() == MOST) {
            Iterator<Session> oldest = sessions.values().iterator();
            Session dropped = oldest.next();
            oldest.remove();
            dropped.close();
        }
        Session session = runtime.session(graphs.block(block, variant), graphs.weightsFolder(), prepack);
        sessions.put(key, session);
        return session;
    }

    @Override
    public synchronized void close() {
        sessions.values().forEach(Session::close);
        sessions.clear();
    }
}
