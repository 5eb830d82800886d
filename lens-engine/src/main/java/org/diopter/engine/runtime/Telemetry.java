package org.diopter.engine.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Keeps ONNX Runtime from calling home. Version 1.29 starts a telemetry client with its environment, on Linux and macOS too: it writes a device id and a
/// database into the user's cache folder, opens sockets, and overflows the stack of a main thread. Only a variable of the process's own environment,
/// set before, prevents it; the library's switch comes too late.
final class Telemetry {
    private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    private Telemetry() {}

    /// Sets the variable for native code. Where the C library has no `setenv` (Windows), the library's own switch has to do.
    static void forbid() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return;
        }
        FunctionDescriptor type =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(SWITCH);
            int failed = (int) linker.downcallHandle(setenv.get(), type).invokeExact(name, arena.allocateFrom("1"), 1);
            if (failed != 0) {
                throw new IllegalStateException(SWITCH + " could not be set");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(SWITCH + " could not be set", e);
        }
    }
}
