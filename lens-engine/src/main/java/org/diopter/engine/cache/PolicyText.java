package org.diopter.engine.cache;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.cache.Budget.Rest;
import org.diopter.engine.cache.Budget.Share;
import org.diopter.engine.cache.ScorePolicy.Kind;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.UnusableInputException;

/// Reads the text form of a policy: its name, a colon, and settings `name=value` parted by commas.
final class PolicyText {
    /// Errors in policies and budgets.
    static final String CODE = "D-402";

    private static final String NAMES =
            "full, local, streaming, h2o, a2sf, a2sf-recent, ideal, random, tova, less, h2o-lm-eval-2023, h2o-lm-eval-head and h2o-less";

    private final SpecText spec;
    private final Function<Path, KernelReference> kernels;

    private PolicyText(SpecText spec, Function<Path, KernelReference> kernels) {
        this.spec = spec;
        this.kernels = kernels;
    }

    static CachePolicy parse(String text, Function<Path, KernelReference> kernels) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        if (name.equals("heads")) {
            return heads(rest);
        }
        SpecText spec = rest.isBlank() ? SpecText.bare(CODE, "policy", text) : SpecText.of(CODE, "policy", text, rest);
        return new PolicyText(spec, kernels).policy(name);
    }

    private static CachePolicy heads(String blocks) {
        List<List<ScorePolicy>> policies = Arrays.stream(blocks.split("\\|", -1))
                .map(block -> Arrays.stream(block.split(";", -1)).map(PolicyText::score).toList())
                .toList();
        if (policies.stream().flatMap(List::stream).map(ScorePolicy::grouping).distinct().count() > 1) {
            throw new UnusableInputException(CODE, "The policies of ‘%.100s’ differ in group. Give all of them the same.".formatted("heads:" + blocks));
        }
        return new HeadPolicies(policies);
    }

    private static ScorePolicy score(String text) {
        if (CachePolicy.parse(text) instanceof ScorePolicy policy) {
            return policy;
        }
        throw new UnusableInputException(CODE, "‘%.100s’ cannot be the policy of one head; local, streaming, h2o, a2sf and tova can.".formatted(text));
    }

    /// The text of a budget of which only the total counts.
    static String total(Budget budget) {
        return switch (budget) {
            case Counts counts -> "budget=" + counts.total();
            case Share share -> "ratio=" + share.ratio().toPlainString();
        };
    }

    private CachePolicy policy(String name) {
        Optional<Kind> kind = Arrays.stream(Kind.values()).filter(known -> known.text().equals(name)).findFirst();
        if (kind.isPresent()) {
            return scored(kind.get(), Set.of());
        }
        return switch (name) {
            case "full" -> {
                spec.only(Set.of());
                yield new FullCache();
            }
            case "ideal" -> {
                spec.only(Set.of("budget", "ratio"));
                yield new IdealPolicy(total());
            }
            case "random" -> {
                spec.only(Set.of("budget", "ratio", "seed"));
                yield new RandomPolicy(total(), spec.has("seed") ? spec.whole("seed") : 0);
            }
            case "less" -> less();
            default -> evaluation(name);
        };
    }

    private CachePolicy evaluation(String name) {
        for (H2oEvaluation.Rule rule : H2oEvaluation.Rule.values()) {
            if (rule.text().equals(name)) {
                spec.only(Set.of("heavy", "recent", "ratio", "budget"));
                return new H2oEvaluation(rule, budget(Kind.H2O));
            }
        }
        throw spec.problem("‘%s’ is no policy; policies are %s".formatted(name, NAMES));
    }

    private LessPolicy less() {
        String on = spec.value("on", Kind.H2O.text());
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.text().equals(on))
                .findFirst()
                .orElseThrow(() -> spec.problem("‘%s’ is no policy that LESS can stand on".formatted(on)));
        return new LessPolicy(scored(kind, Set.of("kernels", "on")), kernels.apply(folder("kernels")));
    }

    private Path folder(String name) {
        try {
            return Path.of(spec.file(name));
        } catch (InvalidPathException e) {
            throw spec.problem("‘%s’ is no folder".formatted(spec.value(name)));
        }
    }

    private ScorePolicy scored(Kind kind, Set<String> more) {
        Set<String> allowed = new TreeSet<>(kind.counts());
        allowed.addAll(List.of("ratio", "budget", "group"));
        allowed.addAll(more);
        if (kind.hasAlpha()) {
            allowed.add("alpha");
        }
        spec.only(allowed);
        BigDecimal alpha = spec.has("alpha") ? spec.decimal("alpha") : ScorePolicy.USUAL_ALPHA;
        return new ScorePolicy(kind, budget(kind), alpha, spec.has("group") ? grouping() : kind.usualGrouping());
    }

    private Grouping grouping() {
        return Arrays.stream(Grouping.values())
                .filter(grouping -> grouping.text().equals(spec.value("group")))
                .findFirst()
                .orElseThrow(() -> spec.problem("‘%s’ is no grouping; groupings are none, sum, max and block".formatted(spec.value("group"))));
    }

    private Budget budget(Kind kind) {
        if (spec.has("ratio")) {
            return share(kind);
        }
        boolean onlyTotal = spec.has("budget") && kind.counts().stream().noneMatch(spec::has);
        if (kind == Kind.TOVA || onlyTotal) {
            return split(kind, spec.natural("budget"));
        }
        List<String> missing = kind.counts().stream().filter(name -> !optional(kind, name) && !spec.has(name)).toList();
        if (!missing.isEmpty()) {
            throw spec.problem("‘%s’ is missing; ratio=0.2 in place of numbers sets them from the text's length".formatted(missing.getFirst()));
        }
        Counts counts = new Counts(count("sink", kind), count("heavy", kind), count("recent", kind));
        if (spec.has("budget") && spec.natural("budget") != counts.total()) {
            throw spec.problem("sink %d, heavy %d and recent %d make %d keys, not the budget of %d; leave one of them out"
                    .formatted(counts.sink(), counts.heavy(), counts.recent(), counts.total(), spec.natural("budget")));
        }
        return counts;
    }

    private static boolean optional(Kind kind, String name) {
        return kind == Kind.A2SF && !name.equals("heavy") || kind == Kind.STREAMING && name.equals("sink");
    }

    private int count(String name, Kind kind) {
        if (spec.has(name)) {
            return spec.natural(name);
        }
        return kind == Kind.STREAMING && name.equals("sink") ? ScorePolicy.USUAL_SINK : 0;
    }

    private Budget share(Kind kind) {
        BigDecimal ratio = spec.decimal("ratio");
        if (spec.has("budget") || spec.has("heavy")) {
            throw spec.problem("ratio stands in place of numbers; leave budget and heavy out");
        }
        boolean divides = kind != Kind.A2SF;
        if (divides && spec.has("recent")) {
            throw spec.problem("ratio says how many keys are recent as well; leave recent out");
        }
        return switch (kind) {
            case LOCAL -> new Share(ratio, 0, 0, Rest.RECENT);
            case STREAMING -> new Share(ratio, count("sink", kind), 0, Rest.RECENT);
            case H2O, A2SF_RECENT -> new Share(ratio, 0, 0, Rest.HALVES);
            case A2SF -> new Share(ratio, count("sink", kind), count("recent", kind), Rest.HEAVY);
            case TOVA -> new Share(ratio, 0, 1, Rest.HEAVY);
        };
    }

    /// A total as a kind divides it.
    private static Counts split(Kind kind, int total) {
        return switch (kind) {
            case LOCAL -> new Counts(0, 0, total);
            case STREAMING -> streaming(total);
            case H2O, A2SF_RECENT -> new Counts(0, total - total / 2, total / 2);
            case A2SF -> new Counts(0, total, 0);
            case TOVA -> new Counts(0, Math.max(0, total - 1), Math.min(1, total));
        };
    }

    private static Counts streaming(int total) {
        if (total < ScorePolicy.USUAL_SINK) {
            throw new UnusableInputException(CODE, "The budget of %d is smaller than the sink of %d. Set the budget to %d or more."
                    .formatted(total, ScorePolicy.USUAL_SINK, ScorePolicy.USUAL_SINK + 1));
        }
        return new Counts(ScorePolicy.USUAL_SINK, 0, total - ScorePolicy.USUAL_SINK);
    }

    private Budget total() {
        if (spec.has("ratio") == spec.has("budget")) {
            throw spec.problem("one of budget and ratio says how many keys are kept");
        }
        return spec.has("ratio") ? new Share(spec.decimal("ratio"), 0, 0, Rest.HEAVY) : new Counts(0, spec.natural("budget"), 0);
    }
}
