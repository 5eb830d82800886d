package org.diopter.app.command;

/// Where the queries of one head look.
///
/// @param edits what is changed in the model
/// @param map of colours
/// @param range of colours: `fixed`, `fit` or `LOW:HIGH`
record AttentionFigureStudy(
        ModelReference model, Input input, EditChoice edits, int block, int head, String map, String range, Paper paper, EngineChoice engine)
        implements PromptFigureStudy {
    AttentionFigureStudy {
        FigureWords.map(map);
        FigureWords.range(range);
    }

    @Override
    public FigureSource source() {
        return FigureSource.of(input, LensReference.LOGIT_LENS);
    }

    @Override
    public AttentionFigureStudy with(EngineChoice other) {
        return new AttentionFigureStudy(model, input, edits, block, head, map, range, paper, other);
    }
}
