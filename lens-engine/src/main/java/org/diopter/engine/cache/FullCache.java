package org.diopter.engine.cache;

/// Everything stays.
public record FullCache() implements CachePolicy {
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
