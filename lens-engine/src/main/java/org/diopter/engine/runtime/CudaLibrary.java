package org.diopter.engine.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The shared libraries that ONNX Runtime's CUDA provider loads, each with the function that says its version.
enum CudaLibrary {
    DRIVER("NVIDIA driver", "libcuda.so.1", "nvcuda.dll", "cuDriverGetVersion", Answer.POINTER, 1000),
    RUNTIME("CUDA runtime", "libcudart.so.12", "cudart64_12.dll", "cudaRuntimeGetVersion", Answer.POINTER, 1000),
    BLAS_LT("cuBLASLt", "libcublasLt.so.12", "cublasLt64_12.dll", "cublasLtGetVersion", Answer.RESULT, 10_000),
    BLAS("cuBLAS", "libcublas.so.12", "cublas64_12.dll", "cublasGetCudartVersion", Answer.RESULT, 1000),
    RANDOM("cuRAND", "libcurand.so.10", "curand64_10.dll", "curandGetVersion", Answer.POINTER, 1000),
    DNN("cuDNN", "libcudnn.so.9", "cudnn64_9.dll", "cudnnGetVersion", Answer.RESULT, 10_000);

    private final String title;
    private final String linux;
    private final String windows;
    private final String function;
    private final Answer answer;
    private final int major;

    /// Where a library's function puts its number.
    private enum Answer {
        POINTER,
        RESULT
    }

    /// @param major what its number counts a major version as
    CudaLibrary(String title, String linux, String windows, String function, Answer answer, int major) {
        this.title = title;
        this.linux = linux;
        this.windows = windows;
        this.function = function;
        this.answer = answer;
        this.major = major;
    }

    /// The libraries without which nothing runs.
    static List<CudaLibrary> needed() {
        return Arrays.stream(values()).filter(CudaLibrary::isNeeded).toList();
    }

    /// Whether nothing runs without it. cuDNN is none of those: the provider is told not to use it.
    boolean isNeeded() {
        return this != DNN;
    }

    /// What people call it.
    String title() {
        return title;
    }

    /// The file's name on this system.
    String file() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win") ? windows : linux;
    }

    boolean isFound() {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(file(), arena);
            return true;
        } catch (IllegalArgumentException notThere) {
            return false;
        }
    }

    /// Its version: `12.4`; empty if it does not say. Nothing if the library cannot be loaded.
    Optional<String> version() {
        return version(file());
    }

    /// The same of another file.
    Optional<String> version(String file) {
        return number(file).map(number -> number <= 0 ? "" : words(number));
    }

    /// `12040` is 12.4 where a major version counts 1000 and a minor one 10; where it counts 10,000, a minor one counts 100: `91002` is 9.10.2.
    private String words(long number) {
        long rest = number % major;
        if (this == RANDOM) {
            return "%d.%d.%d".formatted(number / major, rest / 100, rest % 100);
        }
        return major == 1000 ? "%d.%d".formatted(number / major, rest / 10) : "%d.%d.%d".formatted(number / major, rest / 100, rest % 100);
    }

    /// The number that the library's function gives, 0 if it gives none. Nothing if the library cannot be loaded.
    private Optional<Long> number(String file) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library = SymbolLookup.libraryLookup(file, arena);
            return Optional.of(library.find(function).map(address -> call(address, arena)).orElse(0L));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    private long call(MemorySegment address, Arena arena) {
        MemoryLayout result = answer == Answer.POINTER ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
        FunctionDescriptor shape = answer == Answer.POINTER ? FunctionDescriptor.of(result, ValueLayout.ADDRESS) : FunctionDescriptor.of(result);
        MethodHandle handle = Linker.nativeLinker().downcallHandle(address, shape);
        try {
            if (answer == Answer.RESULT) {
                return (long) handle.invokeExact();
            }
            MemorySegment number = arena.allocate(ValueLayout.JAVA_INT);
            return (int) handle.invokeExact(number) == 0 ? number.get(ValueLayout.JAVA_INT, 0) : 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("%s could not be asked for its version".formatted(file()), e);
        }
    }
}
