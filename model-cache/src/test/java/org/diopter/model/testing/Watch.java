package org.diopter.model.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Assertions;

/// Takes note of which files this process reads and which programs it starts, by the virtual machine's own recorder. Files that are mapped do not show.
public final class Watch implements AutoCloseable {
    private static final String READ = "jdk.FileRead";
    private static final String START = "jdk.ProcessStart";

    private final Recording recording = new Recording();

    private Watch() {
        recording.enable(READ).withThreshold(Duration.ZERO).withoutStackTrace();
        recording.enable(START);
        recording.start();
    }

    public static Watch start() {
        return new Watch();
    }

    /// Ends it.
    ///
    /// @throws AssertionError if a program was started, or a file was read outside a folder and it is none of the Java programs that are running
    public void assertNothingButFilesIn(Path folder) {
        Set<String> outside = new TreeSet<>();
        try {
            recording.stop();
            Path file = Files.createTempFile("watch", ".jfr");
            recording.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                Assertions.assertEquals(READ, event.getEventType().getName(), () -> "a program was started: " + event);
                if (event.getString("path") != null) { // else it is no file that was opened by name
                    outside.add(event.getString("path"));
                }
            }
            Files.delete(file);
            String within = folder.toRealPath().toString();
            outside.removeIf(path -> path.startsWith(within) || path.endsWith(".jar") || path.endsWith(".class") || path.startsWith(System.getProperty("java.home")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Assertions.assertEquals(Set.of(), outside, "read outside " + folder);
    }

    @Override
    public void close() {
        recording.close();
    }
}
