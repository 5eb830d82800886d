package org.diopter.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What running on a GPU needs, part by part: what is found here, in which version, and what to do about the rest.
///
/// @param parts from the driver up to ONNX Runtime
public record CudaCheck(List<Part> parts) {
    /// The oldest driver for Linux that CUDA 12 runs on.
    private static final String DRIVER = "525";
    private static final int OLDEST = 12;

    /// One part.
    ///
    /// @param file what was looked for
    /// @param found whether it is there
    /// @param needed whether CUDA cannot be used without it
    /// @param version what it says of itself, empty if nothing
    /// @param toDo one sentence, empty if there is nothing to do
    public record Part(String name, String file, boolean found, boolean needed, String version, String toDo) {
        /// Whether it is there, and new enough.
        public boolean isWell() {
            return found && toDo.isEmpty();
        }
    }

    public CudaCheck {
        parts = List.copyOf(parts);
    }

    /// Looks at this build and this machine. Loads libraries: not for the FX thread.
    public static CudaCheck look() {
        Telemetry.forbid();
        boolean inBuild = CudaSupport.probe().inBuild();
        return of(inBuild, CudaDevice.first(CudaLibrary.DRIVER.file()), CudaLibrary::version, ProcessEnvironment.version());
    }

    /// @param inBuild whether this build carries ONNX Runtime's CUDA provider
    /// @param device the name of the driver's first device
    /// @param versions of libraries; nothing for one that is not there
    /// @param runtime ONNX Runtime's version
    static CudaCheck of(boolean inBuild, Optional<String> device, Function<CudaLibrary, Optional<String>> versions, String runtime) {
        List<Part> parts = new ArrayList<>();
        for (CudaLibrary library : CudaLibrary.values()) {
            Optional<String> version = versions.apply(library);
            parts.add(part(library, version));
            if (library == CudaLibrary.DRIVER) {
                parts.add(device(device, version.isPresent()));
            }
        }
        parts.add(new Part("ONNX Runtime’s CUDA provider", "onnxruntime_gpu", inBuild, true, runtime, inBuild ? ""
                : "This build carries the CPU library only. Build with the Maven profile gpu (mvn -Pgpu …) for one that has both."));
        return new CudaCheck(parts);
    }

    private static Part part(CudaLibrary library, Optional<String> version) {
        String file = library.file();
        String toDo = version.isEmpty() ? missing(library) : old(library, version.get());
        return new Part(library.title(), file, version.isPresent(), library.isNeeded(), version.orElse(""), toDo);
    }

    private static String missing(CudaLibrary library) {
        return switch (library) {
            case DRIVER -> "Install NVIDIA’s driver of the graphics card, %s or later.".formatted(DRIVER);
            case DNN -> "Nothing to do: no graph of Diopter uses it.";
            default -> "Install the runtime libraries of CUDA 12, not 13, and let the system’s loader find them (LD_LIBRARY_PATH, or PATH on Windows).";
        };
    }

    private static String old(CudaLibrary library, String version) {
        boolean old = library == CudaLibrary.DRIVER && !version.isEmpty() && Integer.parseInt(version.substring(0, version.indexOf('.'))) < OLDEST;
        return old ? "It runs programs of CUDA %s at most. Update it to %s or later.".formatted(version, DRIVER) : "";
    }

    private static Part device(Optional<String> device, boolean driver) {
        String none = driver ? "The driver finds no device. In a container, hand one through (docker run --gpus all)." : "It is asked for through the driver.";
        return new Part("Device", "device 0", device.isPresent(), true, device.orElse(""), device.isPresent() ? "" : none);
    }

    /// Whether all that is needed is there.
    public boolean usable() {
        return parts.stream().filter(Part::needed).allMatch(Part::isWell);
    }

    /// The outcome in one sentence.
    public String verdict() {
        long missing = parts.stream().filter(part -> part.needed() && !part.isWell()).count();
        return usable() ? "CUDA can be used." : "CUDA cannot be used: %d of %d parts that it needs are missing or too old. Everything runs on the CPU."
                .formatted(missing, parts.stream().filter(Part::needed).count());
    }
}
