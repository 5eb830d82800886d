package org.diopter.app.command;

/// What one head keeps of a prompt under a policy.
///
/// @param edits what is changed in the model, and the policy
/// @param block from 0
/// @param head query head, from 0
/// @param map of colours
/// @param range of colours: `fixed`, `fit` or `LOW:HIGH`
record EvictionFigureStudy(
        ModelReference model, Input input, EditChoice edits, int block, int head, String map, String range, Paper paper, EngineChoice engine)
        implements PromptFigureStudy {
    EvictionFigureStudy {
        FigureWords.map(map);
        FigureWords.range(range);
    }

    @Override
    public FigureSource source() {
        return FigureSource.ofTokens(input);
    }

    @Override
    public EvictionFigureStudy with(EngineChoice other) {
        return new EvictionFigureStudy(model, input, edits, block, head, map, range, paper, other);
    }
}
