package org.diopter.app.command;

import java.util.List;

/// A grid of top tokens by layer and position.
///
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
        String lens,
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
        implements FigureStudy {
    TrajectoryFigureStudy {
        LensNames.require(lens);
        StatisticName.of(statistic);
        FigureWords.map(map);
        FigureWords.range(range);
        FigureWords.unit(unit);
        layers = List.copyOf(layers);
        track = List.copyOf(track);
        if (stride < 1) {
            throw new IllegalArgumentException("a stride of " + stride);
        }
    }

    @Override
    public FigureSource source() {
        return FigureSource.of(input);
    }

    @Override
    public TrajectoryFigureStudy with(EngineChoice other) {
        return new TrajectoryFigureStudy(model, input, lens, statistic, layers, stride, track, transpose, map, range, unit, paper, other);
    }
}
