package org.diopter.app.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.TableFormat;

/// Runs a sweep and writes its rows.
///
/// @param json where the result goes; nothing for tables on standard output
/// @param out where the rows go as comma-separated values, if anywhere
/// @param spark the cluster that the studies are measured on, if one is
/// @param resume whether studies that an earlier sweep finished are taken over
record SweepJob(
        Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<OutputFile> out, Optional<SparkChoice> spark, boolean resume) {

    /// @param out the file of `--out`, or nothing
    /// @param force whether a file that is there may be replaced
    /// @throws UnusableInputException D-501 if the file could not be written
    static SweepJob of(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<Path> out, boolean force,
            Optional<SparkChoice> spark, boolean resume) {
        out.ifPresent(file -> check(file, force));
        return new SweepJob(invocation, arguments, json, out.map(OutputFile::new), spark, resume);
    }

    private static void check(Path file, boolean force) {
        OutputFile target = new OutputFile(file);
        if (!target.isStream() && format(file).isEmpty()) {
            throw new UnusableInputException("D-501", "‘%s’ names no format of rows. Let it end in .csv or .tsv.".formatted(file));
        }
        target.check();
        if (Files.exists(file) && !target.isStream() && !force) {
            throw new UnusableInputException("D-501", "‘%s’ is there already. Replace it with --force, or choose another name.".formatted(file));
        }
    }

    /// JSON of rows is what `--json` writes.
    private static Optional<TableFormat> format(Path file) {
        String name = String.valueOf(file.getFileName());
        return TableFormat.of(name.substring(name.lastIndexOf('.') + 1)).filter(format -> format != TableFormat.JSON);
    }

    int run(CommandEngine engine, OpenModel model, SweepStudy study) {
        Optional<SweepCluster> cluster = spark.map(choice -> new SweepCluster(
                SparkSubmit.of(choice, System.getenv()), choice.shard(), engine, model, engine.folder(study.model().source()), arguments.home()));
        MemoryMode memory = arguments.options(study.engine()).memory();
        SweepRun run = new SweepRun(engine, model, resume, cluster, memory, sentence -> invocation.note(arguments, sentence));
        SweepFindings findings = new SweepFindings(model, engine.provider(), study, run.rows(study));
        SweepTable table = new SweepTable(findings);
        out.ifPresent(file -> {
            TableFormat format = format(file.path()).orElse(TableFormat.CSV);
            file.write(stream -> stream.write(format.write(table.all()).getBytes(StandardCharsets.UTF_8)));
            invocation.note(arguments, file.written());
        });
        if (json.isPresent()) {
            json.get().write(target -> new SweepJson(target, findings).write());
        } else {
            table.lines().forEach(invocation.console().out()::println);
        }
        return ExitCode.DONE;
    }
}
