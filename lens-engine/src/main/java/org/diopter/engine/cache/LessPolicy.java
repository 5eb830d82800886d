package org.diopter.engine.cache;

import org.diopter.engine.spec.SpecText;

/// A policy whose evicted keys and values go into a state of constant size by learnt kernels instead of being lost (LESS, arXiv 2402.09398).
///
/// @param sparse which keys stay
/// @param kernels that make up for the others
public record LessPolicy(ScorePolicy sparse, KernelReference kernels) implements CachePolicy {
    @Override
    public String text() {
        String settings = sparse.text();
        String name = sparse.kind() == ScorePolicy.Kind.H2O ? "" : ",on=" + sparse.kind().text();
        return "less:kernels=" + SpecText.escaped(kernels.folder().toString()) + name + "," + settings.substring(settings.indexOf(':') + 1);
    }

    @Override
    public CachePolicy fixed(int tokens) {
        return new LessPolicy(sparse.with(sparse.counts(tokens)), kernels);
    }

    @Override
    public int budget(int tokens) {
        return sparse.budget(tokens);
    }

    @Override
    public Grouping grouping() {
        return sparse.grouping();
    }
}
