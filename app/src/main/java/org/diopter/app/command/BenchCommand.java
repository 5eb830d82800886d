package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter bench`.
@Command(name = "bench", description = "Measures how fast a model is read here, beside the machine's limit and beside other programs.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class BenchCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "DIR", description = "The model; random weights of GPT-2's shape (124 million) if not given.")
    private @Nullable String model;

    @Option(names = "--lengths", paramLabel = "10,25,50,256", split = ",", hideParamSyntax = true,
            description = "Lengths of the prompts in tokens; 10,25,50,256 if not given.")
    private List<Integer> lengths = List.of(10, 25, 50, 256);

    @Option(names = "--against", paramLabel = "peers.json", description = "What other programs took on this machine, as peers.py --json writes it.")
    private @Nullable Path against;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    BenchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (lengths.stream().anyMatch(length -> length < 1)) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--lengths': a length is less than 1");
        }
        BenchJob job = BenchJob.of(invocation, engine, output);
        String peers = against == null ? null : against.toAbsolutePath().normalize().toString();
        return job.run(model, new BenchStudy(null, lengths, peers, engine.choice()));
    }
}
