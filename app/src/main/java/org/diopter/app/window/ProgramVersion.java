package org.diopter.app.window;

import java.util.Optional;

/// The program's version, from its own jar.
final class ProgramVersion {
    private ProgramVersion() {}

    static String text() {
        return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion()).orElse("0.1.0");
    }
}
