package org.diopter.engine.cache;

/// Everything stays.
///
/// @param inParts whether blocks run in two parts all the same, as under other policies: what is compared with one of these then differs by nothing else
public record FullCache(boolean inParts) implements CachePolicy {
    /// The model as it is.
    public FullCache() {
        this(false);
    }

    @Override
    public String text() {
        return "full";
    }

    @Override
    public int budget(int tokens) {
        return tokens;
    }

    @Override
    public void requireEvictions(int tokens) {
        // Nothing is to be evicted.
    }
}
