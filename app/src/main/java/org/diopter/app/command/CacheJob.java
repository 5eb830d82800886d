package org.diopter.app.command;

import java.util.Optional;
import org.diopter.engine.OpenModel;

/// Runs a text under cache policies and writes what that did.
///
/// @param arguments whether it says which questions are left out
/// @param json where the result goes; nothing for a table on standard output
record CacheJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json) {
    int run(CommandEngine engine, OpenModel model, CacheStudy study) {
        PolicyWork.Result measured = new PolicyWork(engine, model).run(study, sentence -> invocation.note(arguments, sentence));
        CacheResult result = new CacheResult(model, engine.provider(), study, measured);
        if (json.isPresent()) {
            json.get().write(result::write);
        } else {
            result.lines().forEach(invocation.console().out()::println);
        }
        return ExitCode.DONE;
    }
}
