package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.diopter.app.session.SessionFile;
import org.diopter.app.settings.Settings;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.StoreLocation;

/// How the window is started.
///
/// @param engine provider, threads and home folder
/// @param model the folder to open, instead of the last one
/// @param prompt what stands in the prompt, instead of the last one
/// @param seed of random choices, written into figures
/// @param session to open, instead of a model
public record WindowOptions(EngineOptions engine, Optional<Path> model, Optional<String> prompt, long seed, Optional<Path> session) {
    private static final long SEED = 0;
    private static final long GB = 1_000_000_000;

    /// Without a session.
    public WindowOptions(EngineOptions engine, Optional<Path> model, Optional<String> prompt, long seed) {
        this(engine, model, prompt, seed, Optional.empty());
    }

    /// The same with a session, or a model, in the window.
    public WindowOptions opening(Path file) {
        return SessionFile.isSession(file)
                ? new WindowOptions(engine, model, prompt, seed, Optional.of(file))
                : new WindowOptions(engine, Optional.of(file), prompt, seed, session);
    }

    /// The same under what the user has set, where the start says nothing else.
    WindowOptions under(Settings settings) {
        ProviderChoice provider = engine.provider() == ProviderChoice.AUTO && settings.cpuOnly().get() ? ProviderChoice.CPU : engine.provider();
        OptionalLong limit = settings.memoryGb().get() == 0 ? engine.memoryLimit() : OptionalLong.of(settings.memoryGb().get() * GB);
        EngineOptions chosen = new EngineOptions(provider, engine.threads(), engine.home(), engine.memory(), limit, settings.storeGb().get() * GB);
        return new WindowOptions(chosen, model, prompt, seed, session);
    }

    /// The best provider there is, every core, the usual home; the last model and prompt.
    public static WindowOptions standard() {
        return new WindowOptions(EngineOptions.standard(), Optional.empty(), Optional.empty(), SEED);
    }

    /// From the parameters of an application, as [#toArguments] writes them.
    ///
    /// @throws UnusableInputException if a value is none
    static WindowOptions of(Map<String, String> named) {
        EngineOptions usual = EngineOptions.standard();
        ProviderChoice provider = named.containsKey("provider") ? ProviderChoice.of(named.get("provider")) : usual.provider();
        int threads = (int) number(named, "threads", usual.threads());
        Path home = named.containsKey("home") ? Path.of(named.get("home")) : StoreLocation.resolve();
        return new WindowOptions(new EngineOptions(provider, Math.max(1, threads), home), Optional.ofNullable(named.get("model")).map(Path::of),
                Optional.ofNullable(named.get("prompt")), number(named, "seed", SEED), Optional.ofNullable(named.get("session")).map(Path::of));
    }

    private static long number(Map<String, String> named, String name, long otherwise) {
        String value = named.get(name);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw new UnusableInputException("D-107", WindowTexts.ALL.get("options.no-number", name, value));
        }
    }

    /// As arguments of an application.
    public List<String> toArguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--provider=" + engine.provider().name().toLowerCase(java.util.Locale.ROOT));
        arguments.add("--threads=" + engine.threads());
        arguments.add("--home=" + engine.home());
        arguments.add("--seed=" + seed);
        model.ifPresent(folder -> arguments.add("--model=" + folder));
        prompt.ifPresent(text -> arguments.add("--prompt=" + text));
        session.ifPresent(file -> arguments.add("--session=" + file));
        return arguments;
    }
}
