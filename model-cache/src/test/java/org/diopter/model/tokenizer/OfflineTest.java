package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// DJL calls home once in a process unless told otherwise, so each case is a process of its own, started without the flags that this one has.
class OfflineTest {
    private static final Pattern RESULT = Pattern.compile("tokens (\\d+) attempts (\\d+) sockets (\\d+)");

    @TempDir
    Path natives;

    @Test
    void noSocketIsOpened() throws Exception {
        Matcher result = probe(Map.of());

        assertEquals("3", result.group(1), "tokens");
        assertEquals("0", result.group(2), "attempts");
        assertEquals("0", result.group(3), "sockets");
    }

    @Test
    void theProbeWouldSeeACallHome() throws Exception {
        Matcher result = probe(Map.of("DJL_OFFLINE", "false", "OPT_OUT_TRACKING", "false"));

        assertTrue(Integer.parseInt(result.group(2)) > 0, "attempts when the environment overrides the flags");
    }

    private Matcher probe(Map<String, String> environment) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        ProcessBuilder child = new ProcessBuilder(java, "-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp", classPath, OfflineProbe.class.getName(),
                TokenizerFolder.resource("byte-level").toString(), natives.toString());
        child.environment().keySet().removeAll(Set.of("OPT_OUT_TRACKING", "DJL_OFFLINE", "RUST_FLAVOR", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR"));
        child.environment().putAll(environment);
        Process process = child.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
        Matcher result = RESULT.matcher(output);
        assertTrue(result.find(), output);
        return result;
    }
}
