package org.diopter.model.glassbox;

/// Head 0 of a block.
///
/// A score is a sum over rotary pairs: pair p adds its share times the cosine of (distance · 10000^(−p/8)). Pair 0 turns by one radian a token and hardly
/// tells near from far; pairs 1 to 4 together grow weaker with distance; pairs 6 and 7 are the same at any distance that fits the model.
record Head(BlockWeights block) {
    /// How many heads a block has.
    static final int HEADS = 4;
    /// Queries, keys and values have this many numbers: twice as many as there are rotary pairs.
    static final int WIDTH = 16;

    /// Positions that hold `asking` look for positions that hold `asked`.
    ///
    /// @param pair a rotary pair, 0 to 7
    /// @param score what this adds to the score of a position beside the asking one, in nats
    Head looks(int asking, int asked, int pair, double score) {
        // A score is divided by √WIDTH before the softmax.
        double share = Math.sqrt(score * Math.sqrt(WIDTH));
        block.q().set(pair, asking, share / Stream.height(asking));
        block.k().set(pair, asked, share / Stream.height(asked));
        return this;
    }

    /// Takes a coordinate from where the head looks to where it stands.
    ///
    /// @param channel which number of the head's values is used
    /// @param share makes the components of the matrices differ in size, and nothing else
    Head carries(int from, int channel, int to, double share) {
        block.v().set(channel, from, share);
        block.o().set(to, channel, 1 / share);
        return this;
    }
}
