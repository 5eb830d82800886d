package org.diopter.app.command;

import java.util.List;
import picocli.CommandLine.Option;

/// The option that says which layers are read.
final class LayersArgument {
    @Option(names = "--layers", paramLabel = "0,4,8", split = ",", hideParamSyntax = true,
            description = "The layers to read, 0 = the embedding; all if not given. The output is always read.")
    private List<Integer> layers = List.of();

    /// Empty for all.
    List<Integer> layers() {
        return layers;
    }
}
