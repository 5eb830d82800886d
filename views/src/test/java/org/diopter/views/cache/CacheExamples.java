package org.diopter.views.cache;

import java.util.List;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.SyntheticEvictions;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;

/// Made-up results for the cache view.
final class CacheExamples {
    private static final long SEED = 5;

    private CacheExamples() {}

    /// One head of the usual prompt under policies.
    static CacheModel.Look look(int block, int head, PolicyForm... forms) {
        return look(MadeUp.findings(Words.PROMPT), block, head, forms);
    }

    /// One head of a text under policies.
    static CacheModel.Look look(Findings findings, int block, int head, PolicyForm... forms) {
        int tokens = findings.study().tokens().length();
        float[] attention = SyntheticEvictions.attention(MadeUp.HEADS, tokens, SEED);
        List<CacheUse> uses = List.of(forms).stream().map(form -> form.use(CachePolicy::parse)).toList();
        CacheModel.Known known = new CacheModel.Known(findings, List.of(forms), uses,
                uses.stream().map(use -> SyntheticEvictions.outcome(attention, MadeUp.LAYERS, MadeUp.HEADS, tokens, use)).toList());
        return new CacheModel.Look(known, block, head,
                uses.stream().map(use -> SyntheticEvictions.head(attention, MadeUp.HEADS, tokens, use, head)).toList());
    }

    /// Shows it.
    static void show(CacheModel model, CacheModel.Look look) {
        model.tokens().set(look.known().tokens());
        model.look().set(look);
        model.known().set(look.known());
    }
}
