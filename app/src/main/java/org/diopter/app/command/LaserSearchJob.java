package org.diopter.app.command;

import java.util.Optional;
import org.diopter.app.search.GridSource;
import org.diopter.app.search.SearchFindings;
import org.diopter.engine.OpenModel;

/// Runs a search and writes what it found.
///
/// @param json where the result goes; nothing for tables on standard output
/// @param spark the cluster that the grid is measured on, if one is
/// @param resume whether cells that an earlier search finished are taken over
record LaserSearchJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<SparkChoice> spark, boolean resume) {
    int run(CommandEngine engine, OpenModel model, LaserSearchStudy study) {
        GridSource elsewhere = spark.<GridSource>map(choice -> new SearchCluster(
                SparkSubmit.of(choice, System.getenv()),
                choice.shard(),
                engine.folder(study.model().source()),
                arguments.home(),
                study.engine())).orElse(GridSource.NONE);
        SearchWork work = new SearchWork(engine, model, resume, elsewhere, sentence -> invocation.note(arguments, sentence));
        SearchFindings findings = work.run(study.search(), study.engine().seed());
        if (json.isPresent()) {
            json.get().write(target -> {
                target.head(model.card(), engine.provider(), study, study.unit());
                new SearchJson(target, findings, FigureWords.unit(study.unit())).write();
            });
        } else {
            SearchTable.print(findings, FigureWords.unit(study.unit()), invocation.console().out());
        }
        return ExitCode.DONE;
    }
}
