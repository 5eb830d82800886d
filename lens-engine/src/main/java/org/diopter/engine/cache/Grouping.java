package org.diopter.engine.cache;

/// Which query heads decide together what their cache keeps. Every query head has scores of its own; a key/value head is shared by several of them, and a
/// key leaves it for all of them at once.
public enum Grouping {
    /// Each query head by itself. With shared key/value heads this can be simulated, not carried out.
    NONE("none"),
    /// The query heads of a key/value head, by the sum of their scores.
    SUM("sum"),
    /// The query heads of a key/value head, by the largest of their scores.
    MAX("max"),
    /// All heads of the block, by the sum of their scores.
    BLOCK("block");

    private final String text;

    Grouping(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// How many caches a block has.
    int caches(int heads, int kvHeads) {
        return switch (this) {
            case NONE -> heads;
            case SUM, MAX -> kvHeads;
            case BLOCK -> 1;
        };
    }
}
