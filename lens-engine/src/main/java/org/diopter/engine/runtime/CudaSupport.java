package org.diopter.engine.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.List;
import java.util.Optional;

/// Whether models can run on a CUDA device here, and if not, which part is missing.
///
/// @param inBuild whether this build of the program carries ONNX Runtime's CUDA provider (Maven profile `gpu`)
/// @param missingLibraries the shared libraries of the driver and of CUDA 12 that cannot be loaded
/// @param device the name of the first device, if the driver has one
public record CudaSupport(boolean inBuild, List<String> missingLibraries, Optional<String> device) {
    public CudaSupport {
        missingLibraries = List.copyOf(missingLibraries);
    }

    /// Looks at this build and this machine.
    public static CudaSupport probe() {
        boolean inBuild = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        List<String> missing = CudaLibrary.needed().stream().filter(library -> !library.isFound()).map(CudaLibrary::file).toList();
        return new CudaSupport(inBuild, missing, missing.isEmpty() ? CudaDevice.first(CudaLibrary.DRIVER.file()) : Optional.empty());
    }

    /// Whether CUDA can be used.
    public boolean available() {
        return problem().isEmpty();
    }

    /// Why CUDA cannot be used, in one sentence, or nothing if it can.
    public Optional<String> problem() {
        if (!missingLibraries.isEmpty()) {
            return Optional.of("CUDA cannot be used: " + String.join(", ", missingLibraries) + " not found"
                    + (inBuild ? "." : ", and this build carries the CPU library only (the gpu build has both)."));
        }
        if (!inBuild) {
            return Optional.of("CUDA cannot be used: this build carries the CPU library only. Build with the profile gpu.");
        }
        if (device.isEmpty()) {
            return Optional.of("CUDA cannot be used: its libraries are there, but the driver finds no device.");
        }
        return Optional.empty();
    }
}
