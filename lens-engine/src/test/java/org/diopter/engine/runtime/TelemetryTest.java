package org.diopter.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {
    @Test
    void startingTheRuntimeOnTheMainThreadWritesNothingIntoTheUsersHome(@TempDir Path home) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                StartRuntime.class.getName());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        Process process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS), "the runtime did not start");
        assertEquals(0, process.exitValue());
        assertFalse(Files.exists(home.resolve(".cache")), "something was written to the user's cache");
        assertFalse(Files.exists(home.resolve("cache")), "something was written to the user's cache");
    }

    /// Starts the runtime and ends.
    static final class StartRuntime {
        private StartRuntime() {}

        public static void main(String[] arguments) {
            OnnxRuntime.start(ProviderChoice.CPU, 1).close();
        }
    }
}
