package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.diopter.engine.OpenModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diopter lens`.
@Command(name = "lens", description = "Shows what a model would predict after every layer of a prompt.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class LensCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", arity = "0..1", defaultValue = "bundled", description = ModelWords.MODEL)
    private String model;

    @ArgGroup(multiplicity = "1")
    private InputArguments input;

    @Mixin
    private LensArgument lens;

    @Option(names = "--top-k", paramLabel = "K", description = "How many top tokens of each cell are kept; 10 if not given.")
    private int topK = 10;

    @Option(names = "--track", paramLabel = "TOKEN",
            description = "A token to follow through all layers: its text, or its id. May be given several times.")
    private List<String> track = List.of();

    @Option(names = "--layers", paramLabel = "0,4,8", split = ",", hideParamSyntax = true,
            description = "The layers to read, 0 = the embedding; all if not given. The output is always read.")
    private List<Integer> layers = List.of();

    @Mixin
    private UnitArgument unit;

    @Option(names = "--dump", paramLabel = "FILE.safetensors",
            description = "Also write everything that the pass computed: streams, queries, keys, attention, logits.")
    private @Nullable Path dump;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    LensCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (topK < 1) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--top-k': " + topK + " is less than 1");
        }
        String read = lens.lens();
        InputArguments.Text text = input.text();
        LensJob job = LensJob.of(invocation, engine, output, Optional.ofNullable(dump));
        EngineChoice choice = engine.choice();
        try (CommandEngine started = invocation.engine(engine, choice)) {
            OpenModel opened = started.open(model);
            List<Integer> ids = new TrackedTokens(opened, sentence -> invocation.note(engine, sentence)).ids(track);
            ModelReference reference = ModelReference.of(model, opened.id());
            LensStudy study = new LensStudy(reference, text.input(opened), read, layers, topK, ids, unit.unit(), choice);
            return job.run(started, opened, study);
        }
    }
}
