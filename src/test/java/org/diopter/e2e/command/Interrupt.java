package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ctrl C, from outside.
final class Interrupt {
    /// The bit of SIGINT.
    private static final long BIT = 2;

    private Interrupt() {}

    /// Skips a test where nothing can be interrupted.
    static void assumePossible() throws IOException {
        assumeTrue(Files.exists(Path.of("/bin/kill")) || Files.exists(Path.of("/usr/bin/kill")), "this system has no kill");
        assumeFalse(isIgnored(), "the tests were started with interrupts ignored, and so is what they start");
    }

    static void send(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /// A shell that starts something in the background may let it ignore interrupts, which is passed on.
    private static boolean isIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst().orElse("SigIgn: 0");
        return (Long.parseUnsignedLong(ignored.substring(ignored.indexOf(':') + 1).strip(), 16) & BIT) != 0;
    }
}
