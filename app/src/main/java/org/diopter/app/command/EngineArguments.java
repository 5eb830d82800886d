package org.diopter.app.command;

import java.nio.file.Path;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.store.StoreLocation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The options of every command that say how it computes.
final class EngineArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--provider", paramLabel = "auto|cpu|cuda", converter = ProviderConverter.class,
            description = "What computes. auto takes CUDA where it can be had, else the CPU.")
    private @Nullable ProviderChoice provider;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the CPU provider; every core if not given.")
    private @Nullable Integer threads;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything that is drawn at random; 0 if not given.")
    private @Nullable Long seed;

    @Option(names = "--home", paramLabel = "DIR",
            description = "Folder of derived artefacts and the log; $DIOPTER_HOME, else the system's cache folder, if not given.")
    private @Nullable Path home;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing on standard error but errors.")
    private boolean quiet;

    /// How it is computed, where nothing else says so.
    EngineChoice choice() {
        return choice(new EngineChoice("auto", Runtime.getRuntime().availableProcessors(), 0));
    }

    /// How it is computed.
    ///
    /// @param recorded stands where an option was not given
    EngineChoice choice(EngineChoice recorded) {
        Integer given = threads;
        if (given != null && given < 1 && command != null) {
            throw new ParameterException(command.commandLine(), "Invalid value for option '--threads': " + given + " is less than 1");
        }
        EngineChoice chosen = provider == null ? recorded : EngineChoice.of(provider, recorded.threads(), recorded.seed());
        return new EngineChoice(chosen.provider(), given == null ? recorded.threads() : given, seed == null ? recorded.seed() : seed);
    }

    EngineOptions options(EngineChoice choice) {
        return new EngineOptions(ProviderChoice.of(choice.provider()), choice.threads(), home());
    }

    Path home() {
        return home == null ? StoreLocation.resolve() : home.toAbsolutePath().normalize();
    }

    boolean isQuiet() {
        return quiet;
    }

    /// Takes the name of a provider.
    static final class ProviderConverter implements ITypeConverter<ProviderChoice> {
        @Override
        public ProviderChoice convert(String name) {
            return switch (name) {
                case "auto" -> ProviderChoice.AUTO;
                case "cpu" -> ProviderChoice.CPU;
                case "cuda" -> ProviderChoice.CUDA;
                default -> throw new TypeConversionException("'" + name + "' is none of auto, cpu, cuda");
            };
        }
    }
}
