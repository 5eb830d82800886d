package org.diopter.app.command;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.diopter.engine.lens.training.Recipe;
import org.diopter.engine.lens.training.TrainingPlan;
import org.jspecify.annotations.Nullable;

/// The training of a tuned lens.
///
/// @param sequenceLength tokens of the sequences that text is cut into
/// @param recipe `fast` or `paper`
/// @param layers the layers that are trained; empty for all below the output
/// @param tokens how many positions gradients are taken at
/// @param seconds after which it ends, or null
/// @param rate times the recipe's own learning rate
/// @param stopEarly whether it ends once the divergence hardly falls any more
/// @param unit of divergences, `nats` or `bits`: in what is shown, while training.json has nats
record TrainStudy(
        ModelReference model,
        StudyText text,
        int sequenceLength,
        String recipe,
        List<Integer> layers,
        long tokens,
        @Nullable Double seconds,
        double rate,
        boolean stopEarly,
        String unit,
        EngineChoice engine)
        implements RecordedStudy {
    TrainStudy {
        recipe(recipe);
        FigureWords.unit(unit);
        layers = List.copyOf(layers);
        if (seconds != null && !(seconds > 0)) {
            throw new IllegalArgumentException("a time of %s seconds".formatted(seconds));
        }
        if (tokens < 1 || !(rate > 0)) {
            throw new IllegalArgumentException("%d tokens at rate %s".formatted(tokens, rate));
        }
    }

    /// @throws IllegalArgumentException if there is none of this name
    static Recipe recipe(String name) {
        return Arrays.stream(Recipe.values())
                .filter(recipe -> recipe.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of fast, paper"));
    }

    TrainingPlan plan() {
        Optional<Duration> time = Optional.ofNullable(seconds).map(limit -> Duration.ofMillis(Math.round(limit * 1000)));
        return new TrainingPlan(recipe(recipe), layers, tokens, time, rate, stopEarly, engine.seed());
    }

    @Override
    public TrainStudy with(EngineChoice other) {
        return new TrainStudy(model, text, sequenceLength, recipe, layers, tokens, seconds, rate, stopEarly, unit, other);
    }
}
