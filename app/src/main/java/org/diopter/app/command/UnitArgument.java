package org.diopter.app.command;

import picocli.CommandLine.Option;

/// The option that says in what unit logarithms are written.
final class UnitArgument {
    @Option(names = "--unit", paramLabel = "nats|bits", converter = WordConverter.OfUnit.class,
            description = "The unit of entropies and divergences; nats if not given.")
    private String unit = "nats";

    /// `nats` or `bits`.
    String unit() {
        return unit;
    }
}
