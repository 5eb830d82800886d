package org.diopter.engine.lens.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.diopter.engine.lens.Lens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tuned-lens package itself reads what is written here, and what it writes is read here. Needs a Python with tuned-lens, transformers and
/// safetensors, whose command the system property `diopter.python` names.
class PythonRoundTripTest {
    @TempDir
    Path temporary;

    @Test
    void thePackageReadsAndWritesTheSameNumbers() throws IOException, InterruptedException {
        String python = System.getProperty("diopter.python", "");
        Assumptions.assumeFalse(python.isEmpty(), "skipped: no Python with the tuned-lens package is named (system property diopter.python)");
        Lens lens = Lenses.random(3, 8);
        Path exported = temporary.resolve("exported");
        Path byPackage = temporary.resolve("by-package");
        LensWriter.folder(lens, exported);

        run(python, Lenses.resource("package_reads.py").toString(), exported.toString(), byPackage.toString());

        Lenses.assertSameNumbers(lens, LensFiles.open(byPackage.resolve("plain.safetensors")).lens());
        LensFile read = LensFiles.open(byPackage);
        Lenses.assertSameNumbers(lens, read.lens());
        assertEquals("tiny-model", read.lens().baseModel());
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path log = temporary.resolve("python.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "Python does not end");
        assertEquals(0, process.exitValue(), () -> read(log));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
