package org.diopter.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CudaCheckTest {
    private static CudaCheck.Part part(CudaCheck check, String name) {
        return check.parts().stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void whereAllIsThereNothingIsToDo() {
        CudaCheck check = CudaCheck.of(true, Optional.of("a card"), library -> Optional.of(library == CudaLibrary.DRIVER ? "12.4" : "9.1.0"), "1.29.0");
        assertTrue(check.usable());
        check.parts().forEach(part -> assertEquals("", part.toDo(), part.name()));
        assertEquals("12.4", part(check, "NVIDIA driver").version());
        assertEquals("a card", part(check, "Device").version());
    }

    @Test
    void withoutCudnnItCanBeUsedAllTheSame() {
        CudaCheck check =
                CudaCheck.of(true, Optional.of("a card"), library -> library == CudaLibrary.DNN ? Optional.empty() : Optional.of("12.4"), "1.29.0");
        assertTrue(check.usable());
        assertFalse(part(check, "cuDNN").found());
        assertTrue(part(check, "cuDNN").toDo().startsWith("Nothing to do"), part(check, "cuDNN").toDo());
    }

    @Test
    void anOldDriverIsNamedWithWhatItRuns() {
        CudaCheck check = CudaCheck.of(true, Optional.of("a card"), library -> Optional.of(library == CudaLibrary.DRIVER ? "11.4" : "12.4"), "1.29.0");
        assertFalse(check.usable());
        assertTrue(part(check, "NVIDIA driver").toDo().contains("CUDA 11.4 at most"), part(check, "NVIDIA driver").toDo());
    }

    @Test
    void whereNothingIsThereEveryPartSaysWhatToDo() {
        CudaCheck check = CudaCheck.of(false, Optional.empty(), _ -> Optional.empty(), "1.29.0");
        assertFalse(check.usable());
        check.parts().forEach(part -> assertFalse(part.toDo().isEmpty(), part.name()));
        assertTrue(check.verdict().contains("7 of 7 parts"), check.verdict());
        assertTrue(part(check, "ONNX Runtime’s CUDA provider").toDo().contains("profile gpu"));
    }

    @Test
    void ofThisMachineItSaysWhatIsSo() {
        assertEquals(CudaSupport.probe().available(), CudaCheck.look().usable());
    }

    @Test
    void aLibraryThatIsNotThereHasNoVersion() {
        assertEquals(Optional.empty(), CudaLibrary.RUNTIME.version("libno-such-cuda.so.12"));
    }
}
