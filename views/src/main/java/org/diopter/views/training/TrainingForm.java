package org.diopter.views.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.lens.training.Recipe;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.model.UnusableInputException;
import org.diopter.views.kit.PlaceList;

/// What the user fills in before a training: the recipe pane as a value.
///
/// @param files text to train on; empty for the text that comes with the bundled model
/// @param layers as typed: `all`, or numbers and ranges such as `0-3, 6`
/// @param tokens how many positions gradients are taken at
/// @param length of a sequence, tokens
/// @param minutes after which it ends by itself; 0 for none
/// @param stopsEarly whether it ends once the KL hardly falls any more
/// @param rate times the recipe's own learning rate
public record TrainingForm(
        List<Path> files, Recipe recipe, String layers, int tokens, int length, int seed, int minutes, boolean stopsEarly, double rate) {
    /// What a pane begins with.
    public static final TrainingForm INITIAL = new TrainingForm(List.of(), Recipe.FAST, "all", 200_000, 128, 0, 0, true, 1);

    public TrainingForm {
        files = List.copyOf(files);
    }

    public TrainingForm withFiles(List<Path> others) {
        return new TrainingForm(others, recipe, layers, tokens, length, seed, minutes, stopsEarly, rate);
    }

    public TrainingForm withRecipe(Recipe other) {
        return new TrainingForm(files, other, layers, tokens, length, seed, minutes, stopsEarly, rate);
    }

    public TrainingForm withLayers(String others) {
        return new TrainingForm(files, recipe, others, tokens, length, seed, minutes, stopsEarly, rate);
    }

    public TrainingForm withTokens(int other) {
        return new TrainingForm(files, recipe, layers, other, length, seed, minutes, stopsEarly, rate);
    }

    public TrainingForm withLength(int other) {
        return new TrainingForm(files, recipe, layers, tokens, other, seed, minutes, stopsEarly, rate);
    }

    public TrainingForm withSeed(int other) {
        return new TrainingForm(files, recipe, layers, tokens, length, other, minutes, stopsEarly, rate);
    }

    public TrainingForm withMinutes(int other) {
        return new TrainingForm(files, recipe, layers, tokens, length, seed, other, stopsEarly, rate);
    }

    public TrainingForm withStopsEarly(boolean stops) {
        return new TrainingForm(files, recipe, layers, tokens, length, seed, minutes, stops, rate);
    }

    public TrainingForm withRate(double other) {
        return new TrainingForm(files, recipe, layers, tokens, length, seed, minutes, stopsEarly, other);
    }

    /// What the engine is asked for.
    ///
    /// @param depth L of the model
    /// @throws UnusableInputException D-205 if the layers cannot be read or are not there
    public TrainingPlan plan(int depth) {
        TrainingPlan plan = new TrainingPlan(recipe, PlaceList.layers(depth).named(layers), tokens, Optional.empty(), rate, stopsEarly, seed);
        return minutes == 0 ? plan : plan.withTime(Duration.ofMinutes(minutes));
    }
}
