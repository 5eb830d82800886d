package org.diopter.app.command;

import picocli.CommandLine.Command;

/// `diopter figure fidelity`.
@Command(name = "fidelity", description = "Influence of directions on the lens against that on the model, beside random directions.")
final class FidelityFigureCommand extends DirectionsFigureCommand {
    FidelityFigureCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    FidelityFigureStudy study(ModelReference reference, BasisChoice choice, Paper paper, EngineChoice engine) {
        return new FidelityFigureStudy(reference, choice, paper, engine);
    }
}
