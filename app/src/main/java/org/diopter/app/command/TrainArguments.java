package org.diopter.app.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.engine.lens.training.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that say how a lens is trained.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class TrainArguments {
    private static final long FAST_TOKENS = 256_000;
    private static final long PAPER_TOKENS = 250L << 18;

    @Mixin
    private StudyTextArguments text;

    @Mixin
    private SequenceLengthArgument length;

    @Option(names = "--recipe", paramLabel = "fast|paper", converter = WordConverter.OfRecipe.class,
            description = "fast (if not given): from the least-squares solution, for a desk. paper: as published, for comparison.")
    private String recipe = "fast";

    @Option(names = "--layers", paramLabel = "0,4,8", split = ",", hideParamSyntax = true,
            description = "The layers to train, 0 = the embedding; all below the output if not given. Others are read as by the logit lens.")
    private List<Integer> layers = List.of();

    @Option(names = "--tokens", paramLabel = "N",
            description = "How many positions to learn from; the text is read again until they are reached. 256,000 for fast, 65,536,000 for paper"
                    + " if not given.")
    private @Nullable Long tokens;

    @Option(names = "--time", paramLabel = "30s|10m|2h", converter = TimeConverter.class, description = "End after this time at the latest.")
    private @Nullable Double seconds;

    @Option(names = "--rate", paramLabel = "X", description = "Times the recipe's own learning rate; 1 if not given, 0.5 after a divergence.")
    private double rate = 1;

    @Option(names = "--stop-early", description = "End once the held-out divergence hardly falls any more.")
    private boolean stopEarly;

    @Option(names = "--resume", description = "Go on from where a training of the same model, text and options was broken off.")
    private boolean resume;

    boolean isResumed() {
        return resume;
    }

    /// Looks at the options alone.
    void check() {
        text.check();
        length.check();
        if (tokens != null && tokens < 1) {
            throw new WrongUsageException("Invalid value for option '--tokens': " + tokens + " is less than 1");
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new WrongUsageException("Invalid value for option '--rate': " + rate + " is not above 0");
        }
    }

    /// @param unit `nats` or `bits`
    TrainStudy study(Opened opened, String unit) {
        long usual = TrainStudy.recipe(recipe) == Recipe.FAST ? FAST_TOKENS : PAPER_TOKENS;
        StudyText read = text.text(opened.model());
        return new TrainStudy(opened.reference(), read, length.length(read, opened.model()), recipe, layers, tokens == null ? usual : tokens, seconds, rate,
                stopEarly, unit, opened.choice());
    }

    /// Takes a time: a number of seconds, or one with its unit.
    static final class TimeConverter implements ITypeConverter<Double> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)([smh]?)");
        private static final int SIXTY = 60;

        @Override
        public Double convert(String time) {
            Matcher parts = TIME.matcher(time);
            if (!parts.matches() || Double.parseDouble(parts.group(1)) == 0) {
                throw new TypeConversionException("'" + time + "' is no time such as 30s, 10m or 2h");
            }
            double number = Double.parseDouble(parts.group(1));
            return switch (parts.group(2)) {
                case "m" -> number * SIXTY;
                case "h" -> number * SIXTY * SIXTY;
                default -> number;
            };
        }
    }
}
