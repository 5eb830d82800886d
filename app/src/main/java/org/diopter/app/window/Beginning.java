package org.diopter.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.app.session.SessionFile;
import org.diopter.app.settings.RecentModel;
import org.diopter.app.settings.Settings;
import org.jspecify.annotations.Nullable;

/// What a window begins with: what its options say, else what was open last, else the bundled example.
///
/// @param recent models and sessions, the last one first
/// @param lastPrompt null before the first
record Beginning(WindowOptions options, List<RecentModel> recent, @Nullable String lastPrompt) {
    Beginning {
        recent = List.copyOf(recent);
    }

    static Beginning of(WindowOptions options, Settings settings) {
        return new Beginning(options, settings.recent(), settings.prompt().get());
    }

    /// What stands in the prompt: something that runs, unless the options say otherwise.
    String prompt() {
        return options.prompt().orElseGet(() -> lastPrompt == null || lastPrompt.isBlank() ? Examples.all().getFirst().text() : lastPrompt);
    }

    /// The model or session to open; empty for the example. Looks at the disk: not for the FX thread.
    Optional<Path> file() {
        return options.session().or(options::model).or(
                () -> recent.stream().map(RecentModel::folder).filter(path -> !SessionFile.isSession(path)).findFirst().filter(Files::exists));
    }
}
