package org.diopter.engine.cache;

import java.util.Optional;
import org.diopter.model.UnusableInputException;

/// What stays in the caches of a model while a text goes through it, and when the rest leaves. A value.
///
/// @param timing which does not matter where everything stays
public record CacheUse(CachePolicy policy, Timing timing) {
    /// Everything stays: the model as it is.
    public static final CacheUse FULL = new CacheUse(new FullCache(), Timing.STREAMING);
    /// Everything stays, in a model that runs as it does under a policy.
    public static final CacheUse FULL_IN_PARTS = new CacheUse(new FullCache(true), Timing.STREAMING);

    /// A full cache is the same under every timing.
    public CacheUse {
        timing = policy instanceof FullCache ? Timing.STREAMING : timing;
    }

    /// Under the timing of the published numbers.
    public static CacheUse streaming(CachePolicy policy) {
        return new CacheUse(policy, Timing.STREAMING);
    }

    /// Refuses what would never evict anything from a text, and a timing that the policy does not know.
    ///
    /// @throws UnusableInputException if the budget or the prompt covers the text, or if the policy does not go by the timing
    public void requireEvictions(int tokens) {
        if (isFull()) {
            return;
        }
        policy.requireEvictions(tokens);
        if (timing.prompt() > 0 && !policy.hasTiming()) {
            throw new UnusableInputException("D-402", "‘%s’ decides for every query anew, so it has no timing. Leave the prompt's length out (streaming)."
                    .formatted(policy.text()));
        }
        if (timing.prompt() >= tokens) {
            throw new UnusableInputException("D-402", "The prompt of %d tokens covers all %d of the text, so nothing would be evicted. Set it below %d, or stream."
                    .formatted(timing.prompt(), tokens, tokens));
        }
    }

    /// The hash of the LESS kernels that its policy goes by: the same text names others once the files have changed.
    public Optional<String> kernels() {
        return policy instanceof LessPolicy less ? Optional.of(less.kernels().sha256()) : Optional.empty();
    }

    public boolean isFull() {
        return policy instanceof FullCache;
    }

    /// Whether blocks have to run in two parts, with the policy between them.
    public boolean needsParts() {
        return !(policy instanceof FullCache full) || full.inParts();
    }

    /// What this is compared with: everything kept, by a model that runs in the same way.
    public CacheUse neutral() {
        return needsParts() ? FULL_IN_PARTS : FULL;
    }

    /// The same, in a model that runs in parts if another use needs that: two uses, each made alike the other, differ by what they keep and not by rounding.
    public CacheUse alike(CacheUse other) {
        return isFull() && other.needsParts() ? FULL_IN_PARTS : this;
    }

    /// For people: `a2sf:alpha=0.1,heavy=64, streaming`, `full`.
    public String text() {
        String when = timing.prompt() == 0 ? timing.text() : timing.text() + " of " + timing.prompt();
        return isFull() ? policy.text() : policy.text() + ", " + when;
    }
}
