package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter sweep`.
@Command(
        name = "sweep",
        description = "Measures every combination of prompts, texts or tasks with edits, cache policies and lenses: a row each, for a paper's table.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class SweepCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Option(names = "--grid", paramLabel = "FILE.json", required = true,
            description = "The axes, as JSON: prompts, texts, tasks, edits, policies, lenses, layers, track; the guide has examples.")
    private Path grid;

    @Option(names = "--out", paramLabel = "F.csv|.tsv", description = "Also write the rows as comma- or tab-separated values, numbers in full.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace the file of --out if it is there.")
    private boolean force;

    @Option(names = "--resume", description = "Take over studies that an earlier sweep has finished.")
    private boolean resume;

    @Mixin
    private UnitArgument unit;

    @Mixin
    private SparkArguments spark;

    @Option(names = "--shard-studies", paramLabel = "N", description = "On a cluster, how many studies are one task; 16 if not given.")
    private int shardStudies = 16;

    SweepCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        SweepAxes axes = new SweepFile(grid, model.engine()).read();
        Optional<SparkChoice> cluster = spark.choice("--shard-studies", shardStudies);
        SweepJob job = SweepJob.of(invocation, model.engine(), model.json(invocation), Optional.ofNullable(out), force, cluster, resume);
        return model.run(invocation, opened ->
                job.run(opened.engine(), opened.model(), new SweepStudy(opened.reference(), axes.choice(opened), unit.unit(), opened.choice())));
    }
}
