package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.BasisFile;
import org.diopter.engine.causal.CausalBasis;

/// Finds a basis and writes it.
///
/// @param json where the result goes; nothing for a table on standard output
/// @param out where the basis itself goes, if anywhere
record BasisJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<OutputFile> out) {

    /// @param out the file of `--out`, or nothing
    static BasisJob of(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<Path> out) {
        Optional<OutputFile> file = out.map(OutputFile::new);
        file.ifPresent(OutputFile::check);
        return new BasisJob(invocation, arguments, json, file);
    }

    int run(CommandEngine engine, OpenModel model, BasisStudy study) {
        BasisWork.Result result = new BasisWork(engine, model).find(study.basis(), study.engine().seed());
        CausalBasis basis = result.found().basis();
        out.ifPresent(file -> {
            file.write(target -> BasisFile.write(basis, target));
            invocation.note(arguments, file.written());
        });
        BasisResult written = new BasisResult(model, engine.provider(), study, result);
        if (json.isPresent()) {
            json.get().write(written::write);
        } else {
            written.lines().forEach(invocation.console().out()::println);
        }
        if (!result.found().isComplete()) {
            invocation.note(arguments, "Cancelled after %d of %d directions, which are kept.".formatted(basis.directions().size(), result.found().wanted()));
            return invocation.interruption().exitCode();
        }
        return ExitCode.DONE;
    }
}
