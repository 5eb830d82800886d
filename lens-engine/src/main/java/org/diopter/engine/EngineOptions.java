package org.diopter.engine;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.StoreLocation;

/// How the engine is started.
///
/// @param provider what shall compute
/// @param threads of the CPU provider, at least 1
/// @param home the folder of derived artefacts
/// @param memory how models are opened where nothing else is asked for
/// @param memoryLimit the most bytes of memory that models may count on; nothing for what is free
/// @param storeBytes the most that derived artefacts may take together
public record EngineOptions(ProviderChoice provider, int threads, Path home, MemoryMode memory, OptionalLong memoryLimit, long storeBytes) {
    private static final long STORE_BYTES = 8L << 30;

    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /// With a store of the usual size.
    public EngineOptions(ProviderChoice provider, int threads, Path home, MemoryMode memory, OptionalLong memoryLimit) {
        this(provider, threads, home, memory, memoryLimit, STORE_BYTES);
    }

    /// With as much memory as there is.
    public EngineOptions(ProviderChoice provider, int threads, Path home) {
        this(provider, threads, home, MemoryMode.USUAL, OptionalLong.empty());
    }

    /// The best provider there is, every core, the usual home.
    public static EngineOptions standard() {
        return new EngineOptions(ProviderChoice.AUTO, Runtime.getRuntime().availableProcessors(), StoreLocation.resolve());
    }

    /// Bytes of memory that a model can count on now, where that is known.
    OptionalLong availableMemory() {
        OptionalLong free = ProcessMemory.availableBytes();
        return memoryLimit.isPresent() && free.isPresent()
                ? OptionalLong.of(Math.min(memoryLimit.getAsLong(), free.getAsLong()))
                : memoryLimit.isPresent() ? memoryLimit : free;
    }

    /// The store in the home folder.
    public ArtefactStore store() {
        return new ArtefactStore(home, storeBytes);
    }
}
