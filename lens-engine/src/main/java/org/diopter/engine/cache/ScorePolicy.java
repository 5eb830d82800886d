package org.diopter.engine.cache;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.cache.Budget.Share;
import org.diopter.model.UnusableInputException;

/// The first keys, the last ones, and of those between the ones with the highest scores: A ← α A + S. Most published policies are points of this.
///
/// @param kind under which name the point is known
/// @param alpha how much of a score stays from query to query, from 0 to 1
/// @param grouping which query heads decide together
public record ScorePolicy(Kind kind, Budget budget, BigDecimal alpha, Grouping grouping) implements CachePolicy {
    static final int USUAL_SINK = 4;
    static final BigDecimal USUAL_ALPHA = new BigDecimal("0.1");

    /// Names of points.
    public enum Kind {
        /// The last keys only.
        LOCAL("local", List.of("recent")),
        /// The first keys and the last ones (StreamingLLM), with absolute positions.
        STREAMING("streaming", List.of("sink", "recent")),
        /// Heavy hitters and recent keys, scores of equal weight (α = 1), as in the repository of A2SF: scores over the keys that are kept.
        H2O("h2o", List.of("heavy", "recent")),
        /// Scores that forget (arXiv 2407.20485); no recent keys unless asked for.
        A2SF("a2sf", List.of("sink", "heavy", "recent")),
        /// Scores that forget, with half of the budget for recent keys.
        A2SF_RECENT("a2sf-recent", List.of("heavy", "recent")),
        /// The last query's attention, over all heads of the block; the query's own key stays.
        TOVA("tova", List.of("budget"));

        private final String text;
        private final List<String> counts;

        Kind(String text, List<String> counts) {
            this.text = text;
            this.counts = counts;
        }

        public String text() {
            return text;
        }

        /// The settings that are numbers of keys.
        List<String> counts() {
            return counts;
        }

        boolean hasAlpha() {
            return this == A2SF || this == A2SF_RECENT;
        }

        Grouping usualGrouping() {
            return this == TOVA ? Grouping.BLOCK : Grouping.SUM;
        }

        BigDecimal alphaUnless(BigDecimal given) {
            return switch (this) {
                case A2SF, A2SF_RECENT -> given;
                case TOVA -> BigDecimal.ZERO;
                case LOCAL, STREAMING, H2O -> BigDecimal.ONE;
            };
        }
    }

    /// @throws UnusableInputException if α is outside [0, 1]
    public ScorePolicy {
        alpha = kind.alphaUnless(alpha).stripTrailingZeros();
        if (alpha.signum() < 0 || alpha.compareTo(BigDecimal.ONE) > 0) {
            throw new UnusableInputException("D-402",
                    "alpha %s is outside 0 to 1. Set it between 0, which forgets every earlier query, and 1, which forgets none.".formatted(alpha.toPlainString()));
        }
    }

    /// A policy whose caches are shared as its kind usually is.
    public static ScorePolicy of(Kind kind, Budget budget, BigDecimal alpha) {
        return new ScorePolicy(kind, budget, alpha, kind.usualGrouping());
    }

    /// Any point of the family.
    public static ScorePolicy of(int sink, int heavy, int recent, double alpha, Grouping grouping) {
        return new ScorePolicy(Kind.A2SF, new Counts(sink, heavy, recent), BigDecimal.valueOf(alpha), grouping);
    }

    /// The same with another budget.
    public ScorePolicy with(Budget other) {
        return new ScorePolicy(kind, other, alpha, grouping);
    }

    /// The same with another number of keys, divided as its kind divides them and else in the same proportion, so that its text says all of it.
    ///
    /// @param total more than the sink
    /// @param tokens of the text
    ScorePolicy withTotal(int total, int tokens) {
        Counts own = counts(tokens);
        int free = total - own.sink();
        int recent = switch (kind) {
            case LOCAL, STREAMING -> free;
            case TOVA -> 1;
            case H2O, A2SF, A2SF_RECENT -> (int) ((long) free * own.recent() / Math.max(1, own.heavy() + own.recent()));
        };
        return with(new Counts(own.sink(), free - recent, recent));
    }

    /// The same with another α, where its kind has one.
    public ScorePolicy withAlpha(BigDecimal other) {
        return new ScorePolicy(kind, budget, other, grouping);
    }

    /// Numbers of keys.
    Counts counts(int tokens) {
        return budget.of(tokens);
    }

    @Override
    public CachePolicy fixed(int tokens) {
        return with(counts(tokens));
    }

    @Override
    public int budget(int tokens) {
        return counts(tokens).total();
    }

    @Override
    public String text() {
        List<String> settings = new ArrayList<>();
        if (kind.hasAlpha()) {
            settings.add("alpha=" + alpha.toPlainString());
        }
        switch (budget) {
            case Share share -> share(share, settings);
            case Counts counts -> counts(counts, settings);
        }
        if (grouping != kind.usualGrouping()) {
            settings.add("group=" + grouping.text());
        }
        return kind.text() + ":" + String.join(",", settings);
    }

    private void share(Share share, List<String> settings) {
        if (share.sink() > 0 || kind == Kind.STREAMING) {
            settings.add("sink=" + share.sink());
        }
        if (share.recent() > 0 && kind != Kind.TOVA) {
            settings.add("recent=" + share.recent());
        }
        settings.add("ratio=" + share.ratio().toPlainString());
    }

    private void counts(Counts counts, List<String> settings) {
        for (String name : kind.counts()) {
            int number = switch (name) {
                case "sink" -> counts.sink();
                case "heavy" -> counts.heavy();
                case "recent" -> counts.recent();
                default -> counts.total();
            };
            boolean optional = kind == Kind.A2SF && !name.equals("heavy");
            if (number > 0 || !optional) {
                settings.add(name + "=" + number);
            }
        }
    }
}
