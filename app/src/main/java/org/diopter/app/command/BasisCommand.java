package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter basis`.
@Command(name = "basis", description = "Finds the directions of a layer that a lens's prediction hangs on most, and holds them against the model.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class BasisCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private LayerArgument layer;

    @Mixin
    private BasisArguments basis;

    @Option(names = "--out", paramLabel = "F.safetensors", description = "The file of the basis: 'directions' [K, d] and 'mean' [d]. Edits name it.")
    private @Nullable Path out;

    BasisCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        basis.check();
        BasisJob job = BasisJob.of(invocation, model.engine(), model.json(invocation), Optional.ofNullable(out));
        return model.run(invocation, opened -> {
            BasisStudy study = new BasisStudy(opened.reference(), basis.choice(opened, layer.layer()), opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
