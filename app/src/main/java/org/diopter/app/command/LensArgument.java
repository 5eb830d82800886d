package org.diopter.app.command;

import picocli.CommandLine.Option;

/// The option that says through which lens the stream is read.
final class LensArgument {
    @Option(names = "--lens", paramLabel = "logit", description = "Through which lens the stream is read; logit if not given.")
    private String lens = LensNames.LOGIT;

    /// @throws org.diopter.model.UnusableInputException if there is no such lens
    String lens() {
        LensNames.require(lens);
        return lens;
    }
}
