package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter lens`.
@Command(name = "lens", description = "Shows what a model would predict after every layer of a prompt.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class LensCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PassArguments pass;

    @Mixin
    private LensArgument lens;

    @Mixin
    private ComparedEditArguments edits;

    @Option(names = "--top-k", paramLabel = "K", description = "How many top tokens of each cell are kept; 10 if not given.")
    private int topK = 10;

    @Option(names = "--track", paramLabel = "TOKEN",
            description = "A token to follow through all layers: its text, or its id. May be given several times.")
    private List<String> track = List.of();

    @Mixin
    private LayersArgument layers;

    @Mixin
    private UnitArgument unit;

    @Option(names = "--dump", paramLabel = "FILE.safetensors",
            description = "Also write everything that the pass computed: streams, queries, keys, attention, logits.")
    private @Nullable Path dump;

    LensCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (topK < 1) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--top-k': " + topK + " is less than 1");
        }
        EditChoice changed = edits.choice(pass.engine());
        LensJob job = LensJob.of(invocation, pass.engine(), pass.json(invocation), Optional.ofNullable(dump));
        return pass.run(invocation, (opened, input) -> {
            LensStudy study = new LensStudy(
                    opened.reference(), input, opened.lens(lens.lens()), changed, layers.layers(), topK, opened.tokens(track), unit.unit(), opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
