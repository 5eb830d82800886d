package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;

/// A text as its tokens, each on the colour of its value: prediction depth, kept and evicted keys.
///
/// @param tokens in order
/// @param values one a token; NaN for none. Not modified.
/// @param words one a token: its value as a person reads it
/// @param legend what the colours mean
/// @param showsValues whether each token's value stands after it
public record TokenStripFigure(
        FigureText text,
        List<TokenLabel> tokens,
        double[] values,
        List<String> words,
        String legend,
        ValueRange range,
        boolean showsValues,
        Sheet sheet,
        Provenance provenance)
        implements WordedFigure {
    /// How far one line lies under the other.
    public static final double LINE = 26;

    public TokenStripFigure {
        tokens = List.copyOf(tokens);
        words = List.copyOf(words);
        if (values.length != tokens.size() || words.size() != tokens.size()) {
            throw new IllegalArgumentException("%d tokens, %d values, %d words".formatted(tokens.size(), values.length, words.size()));
        }
    }

    /// Where each token lies: wrapped at the right edge and after line ends.
    public List<Box> layout() {
        return TokenStripPainter.layout(this, sheet.width());
    }

    /// Where the lines of a text without values begin at a width: indices of tokens, ascending, the first one 0. Each is [#LINE] high.
    public static int[] lines(List<TokenLabel> tokens, double width) {
        return TokenStripPainter.lines(tokens, width);
    }

    /// How high a picture of so many lines is.
    public static double heightOf(int lines) {
        return TokenStripPainter.heightOf(lines);
    }

    public TokenStripFigure withValues(boolean shown) {
        return new TokenStripFigure(text, tokens, values, words, legend, range, shown, sheet, provenance);
    }

    @Override
    public TokenStripFigure on(Sheet other) {
        return new TokenStripFigure(text, tokens, values, words, legend, range, showsValues, other, provenance);
    }

    @Override
    public double naturalHeight(double width) {
        return TokenStripPainter.height(this, width);
    }

    @Override
    public TokenStripFigure settled() {
        return this;
    }

    @Override
    public FigureTable table() {
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            rows.add(List.of(
                    FigureTable.Entry.of(i), FigureTable.Entry.of(tokens.get(i).description()), FigureTable.Entry.of(values[i], words.get(i))));
        }
        return new FigureTable(List.of("position", "token", legend), rows);
    }
}
