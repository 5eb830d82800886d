package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.diopter.app.log.LogFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter models`.
@Command(name = "models", description = "Lists the models that can be opened here, and why one cannot.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class ModelsCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(names = "--in", paramLabel = "DIR", description = "A folder that holds models or is one. May be given several times.")
    private List<Path> in = List.of();

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    ModelsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        LogFile.open(engine.home());
        List<String> folders = in.stream().map(folder -> folder.toAbsolutePath().normalize().toString()).toList();
        return new ModelsJob(invocation, invocation.json(output, engine)).run(engine.home(), new ModelsStudy(folders, engine.choice()));
    }
}
