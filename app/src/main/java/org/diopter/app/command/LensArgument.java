package org.diopter.app.command;

import picocli.CommandLine.Option;

/// The option that says through which lens the stream is read.
final class LensArgument {
    @Option(names = "--lens", paramLabel = "logit|bundled|DIR|FILE",
            description = "Through which lens the stream is read: logit (if not given), bundled (the tuned lens of the bundled model), a folder of the"
                    + " tuned-lens package, or a .pt or .safetensors file.")
    private String lens = LensReference.LOGIT;

    /// As the user named it.
    String lens() {
        return lens;
    }
}
