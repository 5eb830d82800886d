package org.diopter.app.command;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.diopter.engine.OpenModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What every command is given that opens a model: which one, where its result goes as JSON, and how it computes.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class ModelArguments {
    @Parameters(index = "0", paramLabel = "MODEL", arity = "0..1", defaultValue = "bundled", description = ModelWords.MODEL)
    private String model;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    EngineArguments engine() {
        return engine;
    }

    /// Where JSON goes, if it is wanted and can be written.
    Optional<JsonTarget> json(Invocation invocation) {
        return invocation.json(output, engine);
    }

    /// Opens the model, does the work, and closes it, whatever happens.
    ///
    /// @param work gives the exit code
    int run(Invocation invocation, ToIntFunction<Opened> work) {
        EngineChoice choice = engine.choice();
        try (CommandEngine started = invocation.engine(engine, choice)) {
            OpenModel opened = started.open(model);
            ModelReference reference = ModelReference.of(model, opened.id());
            return work.applyAsInt(new Opened(started, opened, reference, choice, sentence -> invocation.note(engine, sentence)));
        }
    }
}
