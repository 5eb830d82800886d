package org.diopter.views.directions;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.model.UnusableInputException;

/// What the user fills in before a search for directions.
///
/// @param layers as typed: `all`, or numbers and ranges such as `0-3, 6`
/// @param directions how many a layer
/// @param states in how many states
/// @param restarts further searches a direction, from random starts
/// @param files of text; empty for the sample that comes with the bundled model
public record ExtractForm(String layers, int directions, int states, int restarts, int seed, List<Path> files) {
    public static final ExtractForm INITIAL = new ExtractForm("all", 10, 256, 0, 0, List.of());

    public ExtractForm {
        files = List.copyOf(files);
    }

    public ExtractForm withLayers(String others) {
        return new ExtractForm(others, directions, states, restarts, seed, files);
    }

    public ExtractForm withDirections(int count) {
        return new ExtractForm(layers, count, states, restarts, seed, files);
    }

    public ExtractForm withStates(int count) {
        return new ExtractForm(layers, directions, count, restarts, seed, files);
    }

    public ExtractForm withRestarts(int count) {
        return new ExtractForm(layers, directions, states, count, seed, files);
    }

    public ExtractForm withSeed(int other) {
        return new ExtractForm(layers, directions, states, restarts, other, files);
    }

    public ExtractForm withFiles(List<Path> others) {
        return new ExtractForm(layers, directions, states, restarts, seed, others);
    }

    /// What the engine is asked for, a plan a layer.
    ///
    /// @param last L of the model
    /// @throws UnusableInputException D-205 if the layers cannot be read or are not there
    public List<BasisPlan> plans(Ablation mode, int last) {
        return layers(last).mapToObj(layer -> new BasisPlan(layer, directions, mode, states, restarts, seed)).toList();
    }

    private IntStream layers(int last) {
        if (layers.isBlank() || layers.strip().equalsIgnoreCase("all")) {
            return IntStream.rangeClosed(0, last);
        }
        IntStream all = IntStream.empty();
        for (String part : layers.split(",", -1)) {
            String[] ends = part.strip().replace('–', '-').split("-", 2);
            all = IntStream.concat(all, IntStream.rangeClosed(layer(ends[0], last), layer(ends[ends.length - 1], last)));
        }
        return all.distinct().sorted();
    }

    private static int layer(String text, int last) {
        String word = text.strip();
        if (word.equals("emb")) {
            return 0;
        }
        if (word.matches("[0-9]{1,4}") && Integer.parseInt(word) <= last) {
            return Integer.parseInt(word);
        }
        throw new UnusableInputException("D-205", "‘%.40s’ is no layer. Layers go from 0 (emb) to %d (output), for example: 0-3, 6.".formatted(word, last));
    }
}
