package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.TokenSequence;

/// Computes the trajectory of a prompt and writes it.
///
/// @param json where it goes; nothing for a table on standard output
/// @param dump where everything that the pass computed goes, if anywhere
record LensJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<OutputFile> dump) {

    /// @param dump the file of `--dump`, or nothing
    static LensJob of(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<Path> dump) {
        Optional<OutputFile> file = dump.map(OutputFile::new);
        file.ifPresent(OutputFile::check);
        return new LensJob(invocation, arguments, json, file);
    }

    int run(CommandEngine engine, OpenModel model, LensStudy study) {
        TokenSequence tokens = study.input().sequence();
        LensChoice lens = engine.lenses(model).choice(study.lens());
        Study edited = study.edits().study(model, tokens, lens);
        Trajectory trajectory = engine.read(edited, study.reading());
        Optional<LensComparison> comparison = study.edits().baseline(model, tokens, lens).map(other ->
                new LensComparison(engine.read(other, study.reading()), engine.difference(other, edited, study.reading())));
        dump.ifPresent(file -> {
            DumpFile.write(engine.dump(edited), file);
            invocation.note(arguments, file.written());
        });
        LensResult result = new LensResult(model.card(), model.tokenizer(), engine.provider(), study, trajectory, comparison);
        if (json.isPresent()) {
            json.get().write(result::write);
        } else {
            LensTable.print(result, invocation.console().out());
        }
        return ExitCode.DONE;
    }
}
