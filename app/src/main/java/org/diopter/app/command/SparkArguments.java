package org.diopter.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that send work to a cluster.
final class SparkArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--spark", paramLabel = "MASTER",
            description = "Measure the grid on Apache Spark 4.2, for example spark://host:7077. SPARK_HOME says where Spark is; every machine must"
                    + " see model and home at the same paths.")
    private @Nullable String master;

    @Option(names = "--spark-conf", paramLabel = "KEY=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=4g. May be given several times.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /// Nothing if the work stays on this machine.
    ///
    /// @param option that says how much of the work is one task
    /// @param shard its value
    Optional<SparkChoice> choice(String option, int shard) {
        if (master == null && !settings.isEmpty()) {
            throw wrongUsage("Missing: --spark with the cluster's master, for --spark-conf");
        }
        if (shard < 1) {
            throw wrongUsage("Invalid value for option '%s': %d is less than 1".formatted(option, shard));
        }
        return Optional.ofNullable(master).map(given -> new SparkChoice(given, Map.copyOf(settings), shard));
    }

    ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
