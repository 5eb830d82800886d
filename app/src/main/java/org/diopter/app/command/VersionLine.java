package org.diopter.app.command;

import org.diopter.app.version.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints.
final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"diopter " + ProgramVersion.get()};
    }
}
