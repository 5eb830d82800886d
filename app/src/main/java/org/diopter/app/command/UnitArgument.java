package org.diopter.app.command;

import org.diopter.views.figure.Unit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The option that says in what unit logarithms are written.
final class UnitArgument {
    @Option(names = "--unit", paramLabel = "nats|bits", defaultValue = "nats", converter = UnitConverter.class,
            description = "The unit of entropies and divergences; nats if not given.")
    private Unit unit = Unit.NATS;

    /// `nats` or `bits`.
    String name() {
        return unit.label();
    }

    /// Takes the name of a unit.
    static final class UnitConverter implements ITypeConverter<Unit> {
        @Override
        public Unit convert(String name) {
            return switch (name) {
                case "nats" -> Unit.NATS;
                case "bits" -> Unit.BITS;
                default -> throw new TypeConversionException("'" + name + "' is none of nats, bits");
            };
        }
    }
}
