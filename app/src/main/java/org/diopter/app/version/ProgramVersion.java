package org.diopter.app.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The version of the program, as the build wrote it down.
public final class ProgramVersion {
    private ProgramVersion() {}

    /// Such as `0.1.0`.
    public static String get() {
        try (InputStream in = Objects.requireNonNull(ProgramVersion.class.getResourceAsStream("version.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            return Objects.requireNonNull(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
