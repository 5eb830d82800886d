package org.diopter.app.command;

import picocli.CommandLine.Command;

/// `diopter figure basis`.
@Command(name = "basis", description = "The influence of each direction of a causal basis, as bars in bits.")
final class BasisFigureCommand extends DirectionsFigureCommand {
    BasisFigureCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    BasisFigureStudy study(ModelReference reference, BasisChoice choice, Paper paper, EngineChoice engine) {
        return new BasisFigureStudy(reference, choice, paper, engine);
    }
}
