package org.diopter.engine.forward;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.runtime.Session;

/// Sessions of blocks that read some of their matrices from inputs, made when they are first asked for. Moving a slider needs no other; each holds a copy of
/// the block's other matrices, so only those used last are kept.
public final class VariantSessions implements AutoCloseable {
    private static final int MOST = 6;

    private final Maker maker;
    private final Map<Key, Session> sessions = new LinkedHashMap<>(MOST, 0.75f, true);

    private record Key(int block, BlockVariant variant) {}

    /// Makes the session of a block's variant.
    @FunctionalInterface
    public interface Maker {
        Session make(int block, BlockVariant variant);
    }

    public VariantSessions(Maker maker) {
        this.maker = maker;
    }

    /// Good until the next call.
    public synchronized Session session(int block, BlockVariant variant) {
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
        Session session = maker.make(block, variant);
        sessions.put(key, session);
        return session;
    }

    @Override
    public synchronized void close() {
        sessions.values().forEach(Session::close);
        sessions.clear();
    }
}
