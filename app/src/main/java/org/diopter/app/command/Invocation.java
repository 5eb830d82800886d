package org.diopter.app.command;

import java.util.Optional;
import java.util.function.Supplier;
import org.diopter.app.log.LogFile;
import org.diopter.engine.EngineOptions;
import org.diopter.model.hub.HubAccess;

/// What the commands of one call of the program have in common: its streams, the wish to stop, and which hub is asked.
record Invocation(Console console, Interruption interruption, Supplier<HubAccess> hub) {

    private static final int BAR_WIDTH = 79;

    /// With the hub that the environment names.
    Invocation(Console console, Interruption interruption) {
        this(console, interruption, HubAccess::locate);
    }

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
            // Over a progress bar, if one is drawn.
            boolean bar = console.isTerminalError();
            console.err().println(bar ? "\r" + sentence + " ".repeat(Math.max(0, BAR_WIDTH - sentence.length())) : sentence);
        }
    }

    /// Where JSON goes, if it is wanted and can be written.
    Optional<JsonTarget> json(OutputArguments output, EngineArguments arguments) {
        Optional<JsonTarget> target = output.json(console, sentence -> note(arguments, sentence));
        target.ifPresent(JsonTarget::check);
        return target;
    }
}
