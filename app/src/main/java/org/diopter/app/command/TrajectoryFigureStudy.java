package org.diopter.app.command;

import java.util.List;

/// A grid of top tokens by layer and position.
///
/// @param edits what is changed in the model, and what that is compared with
/// @param difference whether the difference of both runs is shown
/// @param statistic what colours mean, by its name on the command line
/// @param layers the layers that are read; empty for all
/// @param stride every how many layers one is shown
/// @param track ids that are marked
/// @param transpose whether positions go downward and layers to the right
/// @param map of colours
/// @param range of colours: `fixed`, `fit` or `LOW:HIGH`
record TrajectoryFigureStudy(
        ModelReference model,
        Input input,
        LensReference lens,
        EditChoice edits,
        boolean difference,
        String statistic,
        List<Integer> layers,
        int stride,
        List<Integer> track,
        boolean transpose,
        String map,
        String range,
        String unit,
        Paper paper,
        EngineChoice engine)
        implements PromptFigureStudy {
    TrajectoryFigureStudy {
        StatisticName.of(statistic);
        FigureWords.map(map, difference);
        FigureWords.range(range);
        FigureWords.unit(unit);
        layers = List.copyOf(layers);
        track = List.copyOf(track);
        if (difference && !edits.isCompared()) {
            throw new IllegalArgumentException("a difference of one run");
        }
        if (stride < 1) {
            throw new IllegalArgumentException("a stride of " + stride);
        }
    }

    @Override
    public FigureSource source() {
        return FigureSource.of(input, lens);
    }

    @Override
    public TrajectoryFigureStudy with(EngineChoice other) {
        return new TrajectoryFigureStudy(model, input, lens, edits, difference, statistic, layers, stride, track, transpose, map, range, unit, paper, other);
    }
}
