package org.diopter.engine;

import java.nio.file.Path;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.StoreLocation;

/// How the engine is started.
///
/// @param provider what shall compute
/// @param threads of the CPU provider, at least 1
/// @param home the folder of derived artefacts
public record EngineOptions(ProviderChoice provider, int threads, Path home) {
    private static final long STORE_BYTES = 8L << 30;

    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /// The best provider there is, every core, the usual home.
    public static EngineOptions standard() {
        return new EngineOptions(ProviderChoice.AUTO, Runtime.getRuntime().availableProcessors(), StoreLocation.resolve());
    }

    /// The store in the home folder.
    public ArtefactStore store() {
        return new ArtefactStore(home, STORE_BYTES);
    }
}
