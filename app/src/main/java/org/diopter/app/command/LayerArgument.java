package org.diopter.app.command;

import picocli.CommandLine.Option;

/// The option that says at which layer directions are looked for.
final class LayerArgument {
    @Option(names = "--layer", paramLabel = "L", required = true, description = "The layer: 0 is the embedding, the number of blocks the output.")
    private int layer;

    int layer() {
        return layer;
    }
}
