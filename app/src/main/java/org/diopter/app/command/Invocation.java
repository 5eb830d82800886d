package org.diopter.app.command;

import java.util.Optional;
import org.diopter.app.log.LogFile;
import org.diopter.engine.EngineOptions;

/// What the commands of one call of the program have in common: its streams and the wish to stop.
record Invocation(Console console, Interruption interruption) {

    /// Starts an engine as the options say.
    CommandEngine engine(EngineArguments arguments, EngineChoice choice) {
        LogFile.open(arguments.home());
        EngineOptions options = arguments.options(choice);
        return new CommandEngine(options, progress(arguments), interruption);
    }

    ConsoleProgress progress(EngineArguments arguments) {
        return new ConsoleProgress(console, arguments.isQuiet(), interruption, System::nanoTime);
    }

    /// Says something on standard error, unless it shall be quiet.
    void note(EngineArguments arguments, String sentence) {
        if (!arguments.isQuiet()) {
            console.err().println(sentence);
        }
    }

    /// Where JSON goes, if it is wanted and can be written.
    Optional<JsonTarget> json(OutputArguments arguments) {
        Optional<JsonTarget> target = arguments.json(console);
        target.ifPresent(JsonTarget::check);
        return target;
    }
}
