package org.diopter.engine.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.diopter.model.UnusableInputException;

/// What this process and this machine hold, as the operating system counts it.
public final class ProcessMemory {
    private static final int LOOKS = 8;
    private static final long BETWEEN_LOOKS = 2_000_000;

    private ProcessMemory() {}

    /// Memory that belongs to this process alone: heap, native memory and prepacked weights, without mapped files. Nothing where the system does not
    /// tell (anything but Linux).
    public static OptionalLong privateBytes() {
        return kilobytes(Path.of("/proc/self/smaps_rollup"), "Anonymous:");
    }

    /// What native libraries have allocated and not freed: prepacked weights, sessions, tokenizers. The Java heap is not in it. Java's compilers are, as far
    /// as they are at work: they take some megabytes and give them back, so the least of a few looks counts. Nothing where the C library does not tell
    /// (anything but glibc).
    public static OptionalLong nativeBytes() {
        OptionalLong least = NativeHeap.used();
        for (int look = 1; look < LOOKS && least.isPresent(); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            least = OptionalLong.of(Math.min(least.getAsLong(), NativeHeap.used().orElse(Long.MAX_VALUE)));
        }
        return least;
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
