package org.diopter.app.command;

/// Where the queries of one head look.
///
/// @param map of colours
/// @param range of colours: `fixed`, `fit` or `LOW:HIGH`
record AttentionFigureStudy(ModelReference model, Input input, int block, int head, String map, String range, Paper paper, EngineChoice engine)
        implements FigureStudy {
    AttentionFigureStudy {
        FigureWords.map(map);
        FigureWords.range(range);
    }

    @Override
    public FigureSource source() {
        return FigureSource.of(input);
    }

    @Override
    public AttentionFigureStudy with(EngineChoice other) {
        return new AttentionFigureStudy(model, input, block, head, map, range, paper, other);
    }
}
