package org.diopter.app.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter laser-search`.
@Command(name = "laser-search", description = "Looks for matrices whose low-rank form does better at a task than the model as it is.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class LaserSearchCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private SearchArguments search;

    @Mixin
    private UnitArgument unit;

    @Mixin
    private SparkArguments spark;

    @Option(names = "--shard-items", paramLabel = "N", description = "On a cluster, how many items of a cell are one task; 500 if not given.")
    private int shardItems = 500;

    LaserSearchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        SearchChoice choice = search.choice();
        Optional<SparkChoice> cluster = spark.choice("--shard-items", shardItems);
        if (cluster.isPresent() && choice.halving() > 0) {
            throw spark.wrongUsage("--halving looks at results as they come; with --spark the full grid is measured");
        }
        LaserSearchJob job = new LaserSearchJob(invocation, model.engine(), model.json(invocation), cluster, search.resumes());
        return model.run(invocation, opened ->
                job.run(opened.engine(), opened.model(), new LaserSearchStudy(opened.reference(), choice, unit.unit(), opened.choice())));
    }
}
