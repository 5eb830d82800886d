package org.diopter.engine.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.diopter.model.UnusableInputException;

/// What this process and this machine hold, as the operating system counts it.
public final class ProcessMemory {
    private ProcessMemory() {}

    /// Memory that belongs to this process alone: heap, native memory and prepacked weights, without mapped files. Nothing where the system does not
    /// tell (anything but Linux).
    public static OptionalLong privateBytes() {
        return kilobytes(Path.of("/proc/self/smaps_rollup"), "Anonymous:");
    }

    /// Memory that programs can still get without swapping. Nothing where the system does not tell.
    public static OptionalLong availableBytes() {
        return kilobytes(Path.of("/proc/meminfo"), "MemAvailable:");
    }

    private static OptionalLong kilobytes(Path file, String key) {
        if (!Files.isReadable(file)) {
            return OptionalLong.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.substring(key.length()).replace("kB", "").strip()) * 1024)
                    .findFirst();
        } catch (IOException e) {
            throw new UnusableInputException("D-202", "The system's memory could not be read from " + file + ".", e);
        }
    }
}
