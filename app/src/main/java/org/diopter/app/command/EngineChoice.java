package org.diopter.app.command;

import java.util.Locale;
import org.diopter.engine.runtime.ProviderChoice;

/// How a study is computed.
///
/// @param provider `auto`, `cpu` or `cuda`
/// @param threads of the CPU provider; rounding may depend on it
/// @param seed of everything that is drawn at random
record EngineChoice(String provider, int threads, long seed) {
    EngineChoice {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    static EngineChoice of(ProviderChoice provider, int threads, long seed) {
        return new EngineChoice(provider.name().toLowerCase(Locale.ROOT), threads, seed);
    }
}
