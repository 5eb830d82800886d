package org.diopter.engine.cache;

/// What stays in the caches of a model while a text goes through it, and when the rest leaves. A value.
///
/// @param timing which does not matter where everything stays
public record CacheUse(CachePolicy policy, Timing timing) {
    /// Everything stays: the model as it is.
    public static final CacheUse FULL = new CacheUse(new FullCache(), Timing.STREAMING);

    /// A full cache is the same under every timing.
    public CacheUse {
        timing = policy instanceof FullCache ? Timing.STREAMING : timing;
    }

    /// Under the timing of the published numbers.
    public static CacheUse streaming(CachePolicy policy) {
        return new CacheUse(policy, Timing.STREAMING);
    }

    public boolean isFull() {
        return policy instanceof FullCache;
    }

    /// For people: `a2sf:alpha=0.1,heavy=64, streaming`, `full`.
    public String text() {
        String when = timing.prompt() == 0 ? timing.text() : timing.text() + " of " + timing.prompt();
        return isFull() ? policy.text() : policy.text() + ", " + when;
    }
}
