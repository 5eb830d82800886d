package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.diopter.engine.arch.Families;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryEstimateTest {
    private static final long MB = 1_000_000;
    private static final MemoryEstimate USUAL = new MemoryEstimate(5000 * MB, 9000 * MB, 300 * MB, 100 * MB);
    private static final MemoryEstimate LOW = new MemoryEstimate(5000 * MB, 0, 300 * MB, 200 * MB);

    @TempDir
    Path home;

    @Test
    void everyMatrixOfTheBlocksAndTheHeadCountsOnceInFloat32() {
        long attention = 32 * 32 + 2 * 16 * 32 + 32 * 32;
        long mlp = 3 * 72 * 32;
        assertEquals(4 * (3 * (attention + mlp) + 112 * 32), estimate("llama_fp16", MemoryMode.USUAL).matrices());
        assertEquals(0, estimate("llama", MemoryMode.LOW).matrices());
    }

    @Test
    void smallMatricesInHalfPrecisionAreKeptUnpackedInLowMemoryMode() {
        assertEquals(estimate("llama_fp16", MemoryMode.USUAL).matrices() - 4 * 112 * 32, estimate("llama_fp16", MemoryMode.LOW).matrices());
    }

    @Test
    void halfPrecisionIsUnpackedAMatrixAtATimeInLowMemoryMode() {
        long largest = 72 * 32 * 4;
        assertEquals(largest, estimate("llama_fp16", MemoryMode.LOW).prompt() - estimate("llama_fp16", MemoryMode.USUAL).prompt());
        assertEquals(estimate("llama", MemoryMode.LOW).prompt(), estimate("llama", MemoryMode.USUAL).prompt());
    }

    @Test
    void theMappedBytesAreTheTensors() {
        try (Checkpoint checkpoint = Checkpoint.open(TinyModel.folder("llama_fp16"))) {
            assertEquals(checkpoint.weightBytes(), estimate("llama_fp16", MemoryMode.USUAL).mapped());
        }
    }

    @Test
    void whatFitsIsNotRefused() {
        assertDoesNotThrow(() -> USUAL.require("large", LOW, OptionalLong.of(9400 * MB)));
        assertDoesNotThrow(() -> USUAL.require("large", LOW, OptionalLong.empty()));
    }

    @Test
    void lowMemoryModeIsOfferedWithTheNumbersWhereItFits() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> USUAL.require("large", LOW, OptionalLong.of(6100 * MB)));

        assertEquals("D-105", refusal.code());
        assertEquals("large needs about 9.4 GB, 6.1 GB are free. In low-memory mode (--low-memory, or in the settings) it needs about 500 MB and runs slower.",
                refusal.sentence());
        assertTrue(assertInstanceOf(MemoryShortage.class, refusal.getCause()).lowModeFits());
    }

    @Test
    void aModelLargerThanMemoryIsRefusedInEitherMode() {
        for (MemoryEstimate mode : new MemoryEstimate[] {USUAL, LOW}) {
            UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> mode.require("large", LOW, OptionalLong.of(4900 * MB)));

            assertEquals("large is larger than memory: its weights have 5.0 GB, 4.9 GB are free. Close other programs, or open a smaller model.",
                    refusal.sentence());
        }
    }

    @Test
    void aModelThatDoesNotFitIsRefusedBeforeItsWeightsAreRead() {
        Path folder = TinyModel.folder("llama");
        EngineOptions little = new EngineOptions(ProviderChoice.CPU, 1, home, MemoryMode.USUAL, OptionalLong.of(1000));
        try (OnnxWorkbench workbench = new OnnxWorkbench(little)) {
            assertEquals("D-105", assertThrows(UnusableInputException.class, () -> workbench.open(folder, Progress.NONE)).code());
            assertTrue(Files.notExists(home.resolve("weight-hash")), "the weights were hashed");
        }
    }

    @Test
    void lowMemoryModeComputesTheSameModel() {
        for (String family : new String[] {"llama", "llama_fp16", "llama_bf16", "gpt2"}) {
            try (OnnxWorkbench workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 1, home));
                    OpenModel model = workbench.openWithLowMemory(TinyModel.folder(family), Progress.NONE)) {
                assertEquals(MemoryMode.LOW, model.memory().mode());
                assertTrue(model.checkAgain(Progress.NONE).passed(), family);
            }
        }
    }

    /// Small models, of which sessions are the larger part; the compiler's own memory makes the measurement vary by some megabytes.
    @ParameterizedTest
    @EnumSource
    void theEstimateIsNearWhatTheCLibraryCounts(MemoryMode mode) {
        assumeTrue(ProcessMemory.nativeBytes().isPresent(), "the C library does not tell");
        try (OnnxWorkbench workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 1, home));
                OpenModel model = mode == MemoryMode.LOW
                        ? workbench.openWithLowMemory(TinyModel.folder("llama_fp16"), Progress.NONE)
                        : workbench.open(TinyModel.folder("llama_fp16"), Progress.NONE)) {
            assertEquals(model.memory().estimate().opened(), model.memory().measured(), 15 * MB);
        }
    }

    private static MemoryEstimate estimate(String family, MemoryMode mode) {
        try (Checkpoint checkpoint = Checkpoint.open(TinyModel.folder(family))) {
            return MemoryEstimate.of(Families.read(checkpoint), 0, mode);
        }
    }
}
