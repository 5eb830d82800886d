package org.diopter.model.glassbox;

/// What the coordinates of the residual stream mean. Every meaning has a coordinate of its own, so that weights can be read one by one.
///
/// | coordinates | are 1 (or as said) where |
/// | --- | --- |
/// | `word(w)` | the token at this position is w |
/// | `says(w)` | w is about to be said: the unembedding reads these coordinates and no others |
/// | `carried(i)` | the head of block 1 has brought the subject of fact i here |
/// | `retrieved(j)` | the head of block 4 has brought code word j here |
/// | `BALLAST` | always √width |
///
/// The ballast is much longer than everything else in the stream together. The root mean square that a norm divides by is therefore 1 within a few per
/// cent: what stands in the stream is what the blocks see.
final class Stream {
    /// How many coordinates the stream has.
    static final int WIDTH = 128;

    private static final int SAYS = Words.ALL.size();
    private static final int CARRIED = SAYS + Words.ALL.size();
    private static final int RETRIEVED = CARRIED + Fact.ALL.size();
    /// Always √width: what is read from here does not depend on the text.
    static final int BALLAST = RETRIEVED + Words.CODE.size();

    private Stream() {}

    static int word(String word) {
        return Words.id(word);
    }

    static int says(String word) {
        return SAYS + Words.id(word);
    }

    static int carried(int fact) {
        return CARRIED + fact;
    }

    static int retrieved(int codeWord) {
        return RETRIEVED + codeWord;
    }

    /// How large a coordinate is where what it means is the case.
    static double height(int coordinate) {
        return coordinate == BALLAST ? Math.sqrt(WIDTH) : 1;
    }
}
