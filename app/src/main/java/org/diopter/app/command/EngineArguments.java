package org.diopter.app.command;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.MemoryMode;
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

    @Option(names = "--low-memory", description = "Copy no weights: they are used where they are mapped. Slower, for models that hardly fit.")
    private boolean lowMemory;

    @Option(names = "--memory-limit", paramLabel = "SIZE", converter = SizeConverter.class,
            description = "The memory that a model may count on, such as 2G or 500M; what is free if not given.")
    private @Nullable Long memoryLimit;

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
        MemoryMode mode = lowMemory ? MemoryMode.LOW : MemoryMode.USUAL;
        OptionalLong limit = memoryLimit == null ? OptionalLong.empty() : OptionalLong.of(memoryLimit);
        return new EngineOptions(ProviderChoice.of(choice.provider()), choice.threads(), home(), mode, limit);
    }

    Path home() {
        return home == null ? StoreLocation.resolve() : home.toAbsolutePath().normalize();
    }

    boolean isQuiet() {
        return quiet;
    }

    /// Takes a number of bytes with a unit: powers of ten, as everywhere.
    static final class SizeConverter implements ITypeConverter<Long> {
        private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kMGT]?)B?");
        private static final String UNITS = "kMGT";
        private static final long THOUSAND = 1000;

        @Override
        public Long convert(String size) {
            Matcher parts = SIZE.matcher(size);
            if (!parts.matches()) {
                throw new TypeConversionException("'" + size + "' is no size such as 2G or 500M");
            }
            long bytes = Long.parseLong(parts.group(1));
            for (int unit = parts.group(2).isEmpty() ? -1 : UNITS.indexOf(parts.group(2)); unit >= 0; unit--) {
                bytes = Math.multiplyExact(bytes, THOUSAND);
            }
            return bytes;
        }
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
