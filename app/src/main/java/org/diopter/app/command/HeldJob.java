package org.diopter.app.command;

import java.util.Optional;
import org.diopter.engine.OpenModel;

/// Asks a model with parts of a matrix and writes the answers.
///
/// @param json where the result goes; nothing for tables on standard output
record HeldJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json) {
    int run(CommandEngine engine, OpenModel model, HeldStudy study) {
        HeldWork.Result result = new HeldWork(engine, model, sentence -> invocation.note(arguments, sentence)).run(study.held());
        if (json.isPresent()) {
            json.get().write(target -> {
                target.head(model.card(), engine.provider(), study, "nats");
                new HeldJson(target, result, model.tokenizer()).write();
            });
        } else {
            HeldTable.print(result, model.tokenizer(), invocation.console().out());
        }
        return ExitCode.DONE;
    }
}
