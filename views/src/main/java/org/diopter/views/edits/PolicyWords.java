package org.diopter.views.edits;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.cache.Budget;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.FullCache;
import org.diopter.engine.cache.H2oEvaluation;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.IdealPolicy;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.RandomPolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.cache.Timing;
import org.diopter.views.kit.Texts;

/// A cache policy in words.
///
/// @param title what it is and how much it keeps: `A2SF, budget 12`
/// @param settings what else it is made of: `α 0.5 · heavy 12`; may be empty
/// @param when keys leave
public record PolicyWords(String title, String settings, String when) {
    private static final Texts TEXTS = Texts.of(PolicyWords.class);

    public static PolicyWords of(CacheUse use) {
        Timing timing = use.timing();
        return new PolicyWords(title(use.policy()), String.join(" · ", settings(use.policy())),
                timing.equals(Timing.STREAMING) ? TEXTS.get("policy.streaming") : TEXTS.get("policy.prefill", timing.prompt()));
    }

    private static String title(CachePolicy policy) {
        return switch (policy) {
            case FullCache _ -> TEXTS.get("policy.full");
            case ScorePolicy scored -> sized(TEXTS.get("policy." + scored.kind()), scored.budget());
            case RandomPolicy(Budget budget, long _) -> sized(TEXTS.get("policy.random"), budget);
            case IdealPolicy(Budget budget) -> sized(TEXTS.get("policy.ideal"), budget);
            case H2oEvaluation(H2oEvaluation.Rule rule, Budget budget) -> sized(TEXTS.get("policy.rule." + rule), budget);
            case LessPolicy(ScorePolicy sparse, var _) -> sized(TEXTS.get("policy.less", TEXTS.get("policy." + sparse.kind())), sparse.budget());
            case HeadPolicies heads -> TEXTS.get("policy.heads", TEXTS.get("policy." + heads.blocks().getFirst().getFirst().kind()));
        };
    }

    private static String sized(String name, Budget budget) {
        return switch (budget) {
            case Budget.Counts counts -> TEXTS.get("policy.budget", name, counts.total());
            case Budget.Share share -> TEXTS.get("policy.share", name, share.ratio().multiply(BigDecimal.valueOf(100)).stripTrailingZeros().toPlainString());
        };
    }

    private static List<String> settings(CachePolicy policy) {
        return switch (policy) {
            case ScorePolicy scored -> settings(scored);
            case LessPolicy(ScorePolicy sparse, var _) -> settings(sparse);
            case HeadPolicies heads -> List.of(TEXTS.get("policy.caches", heads.blocks().stream().mapToInt(List::size).sum()));
            default -> List.of();
        };
    }

    private static List<String> settings(ScorePolicy policy) {
        List<String> settings = new ArrayList<>();
        if (policy.kind() == ScorePolicy.Kind.A2SF || policy.kind() == ScorePolicy.Kind.A2SF_RECENT) {
            settings.add(TEXTS.get("policy.alpha", policy.alpha().toPlainString()));
        }
        if (policy.budget() instanceof Budget.Counts(int sink, int heavy, int recent)) {
            part(settings, "sink", sink);
            part(settings, "heavy", heavy);
            part(settings, "recent", recent);
        }
        return settings;
    }

    private static void part(List<String> settings, String name, int keys) {
        if (keys > 0) {
            settings.add(TEXTS.get("policy." + name, keys));
        }
    }
}
