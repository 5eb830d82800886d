package org.diopter.app.command;

import java.util.concurrent.Callable;
import org.diopter.engine.OpenModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `diopter check`.
@Command(name = "check", description = "Opens a model, proves its blocks against the whole model, estimates and measures memory.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class CheckCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "MODEL", arity = "0..1", defaultValue = "bundled", description = ModelWords.MODEL)
    private String model;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        CheckJob job = new CheckJob(invocation, invocation.json(output, engine));
        EngineChoice choice = engine.choice();
        try (CommandEngine started = invocation.engine(engine, choice)) {
            OpenModel opened = started.open(model);
            return job.run(started, opened, new CheckStudy(ModelReference.of(model, opened.id()), choice));
        }
    }
}
