package org.diopter.engine.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import org.jspecify.annotations.Nullable;

/// The environment of ONNX Runtime, of which the library allows one a process, with one pool of threads that do not spin.
///
/// @param threads of the pool: what the first caller asked for
record ProcessEnvironment(OrtEnvironment environment, int threads) {
    /// The library keeps its environment for the life of the process; this remembers how it was made.
    private static @Nullable ProcessEnvironment made;

    /// The library's version, without making its environment where there is none: how it is made is for the first who uses it to say.
    static synchronized String version() {
        ProcessEnvironment known = made;
        return known == null ? String.valueOf(OrtEnvironment.class.getPackage().getImplementationVersion()) : known.environment().getVersion();
    }

    /// @param threads how many the pool shall have, if it is still to be made
    static synchronized ProcessEnvironment get(int threads) {
        ProcessEnvironment known = made;
        if (known != null) {
            return known;
        }
        Telemetry.forbid();
        try (ThreadingOptions pool = new ThreadingOptions()) {
            pool.setGlobalIntraOpNumThreads(threads);
            pool.setGlobalInterOpNumThreads(1);
            pool.setGlobalSpinControl(false);
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "diopter", pool);
            environment.setTelemetry(false);
            ProcessEnvironment fresh = new ProcessEnvironment(environment, threads);
            made = fresh;
            return fresh;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not be started: " + e.getMessage(), e);
        }
    }
}
