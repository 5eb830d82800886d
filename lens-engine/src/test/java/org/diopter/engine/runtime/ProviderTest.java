package org.diopter.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

class ProviderTest {
    @Test
    void missingLibrariesAreNamed() {
        CudaSupport support = new CudaSupport(true, List.of("libcublasLt.so.12", "libcuda.so.1"), Optional.empty());
        assertEquals(Optional.of("CUDA cannot be used: libcublasLt.so.12, libcuda.so.1 not found."), support.problem());
    }

    @Test
    void aBuildWithoutTheCudaProviderSaysHowToGetOne() {
        String problem = new CudaSupport(false, List.of(), Optional.of("a device")).problem().orElseThrow();
        assertTrue(problem.contains("profile gpu"), problem);
    }

    @Test
    void withEverythingThereThereIsNoProblem() {
        assertEquals(Optional.empty(), new CudaSupport(true, List.of(), Optional.of("a device")).problem());
        assertTrue(new CudaSupport(true, List.of(), Optional.of("a device")).available());
    }

    @Test
    void librariesWithoutADeviceAreNotEnough() {
        String problem = new CudaSupport(true, List.of(), Optional.empty()).problem().orElseThrow();
        assertTrue(problem.contains("no device"), problem);
    }

    @Test
    void aDriverThatIsNotThereHasNoDevice() {
        assertEquals(Optional.empty(), CudaDevice.first("libno-such-driver.so.1"));
    }

    @Test
    void cudaByNameWhereItCannotBeHadIsAnError() {
        assumeFalse(CudaSupport.probe().available(), "CUDA is there");
        UnusableInputException problem =
                assertThrows(UnusableInputException.class, () -> OnnxRuntime.start(ProviderChoice.CUDA, 2));
        assertEquals("D-203", problem.code());
    }

    @Test
    void autoTakesTheCpuWhereCudaCannotBeHad() {
        assumeFalse(CudaSupport.probe().available(), "CUDA is there");
        assertEquals("CPU", OnnxRuntime.start(ProviderChoice.AUTO, 2).provider());
    }

    @Test
    void anUnknownProviderIsRefusedByName() {
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> ProviderChoice.of("tpu"));
        assertTrue(problem.sentence().contains("tpu"), problem.sentence());
    }
}
