package org.diopter.engine.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Asks the CUDA driver for its first device. The libraries alone do not make one: a container may have them on a machine without.
final class CudaDevice {
    private static final int NAME_BYTES = 256;
    private static final int SUCCESS = 0;

    private CudaDevice() {}

    /// The name of device 0, or nothing if the driver has none.
    ///
    /// @param driver the driver's library, `libcuda.so.1` or `nvcuda.dll`
    static Optional<String> first(String driver) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library = SymbolLookup.libraryLookup(driver, arena);
            MemorySegment number = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment name = arena.allocate(NAME_BYTES);
            boolean found = (int) call(library, "cuInit", ValueLayout.JAVA_INT).invokeExact(0) == SUCCESS
                    && (int) call(library, "cuDeviceGet", ValueLayout.ADDRESS, ValueLayout.JAVA_INT).invokeExact(number, 0) == SUCCESS
                    && (int) call(library, "cuDeviceGetName", ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                                    .invokeExact(name, NAME_BYTES, number.get(ValueLayout.JAVA_INT, 0))
                            == SUCCESS;
            return found ? Optional.of(name.getString(0)) : Optional.empty();
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the CUDA driver could not be asked for its device", e);
        }
    }

    private static MethodHandle call(SymbolLookup library, String name, ValueLayout... parameters) {
        MemorySegment address =
                library.find(name).orElseThrow(() -> new IllegalArgumentException("the CUDA driver has no " + name));
        return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }
}
