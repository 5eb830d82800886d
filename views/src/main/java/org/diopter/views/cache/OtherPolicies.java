package org.diopter.views.cache;

import java.util.List;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.views.cache.PolicyForm.Kind;
import org.diopter.views.cache.PolicyForm.Part;
import org.jspecify.annotations.Nullable;

/// What the other policies keep of a text, with the budget and the timing of the first one that is looked at: for comparison.
///
/// @param of what they are compared with
/// @param all those that have been run so far
/// @param isComplete whether there are no more
public record OtherPolicies(CacheModel.Known of, List<Other> all, boolean isComplete) {
    private static final List<Kind> KINDS = List.of(Kind.H2O, Kind.A2SF, Kind.STREAMING, Kind.LOCAL, Kind.LESS, Kind.IDEAL, Kind.RANDOM);
    private static final int SINK = 4;

    /// One of them.
    public record Other(Kind kind, PolicyOutcome outcome) {
        /// Whether it is no policy for use: what to hope for, or what must be beaten.
        boolean isBound() {
            return kind == Kind.IDEAL || kind == Kind.RANDOM;
        }
    }

    public OtherPolicies {
        all = List.copyOf(all);
    }

    /// The forms that ask for them. What cannot run on the text or by the timing is left out, and so is the kind of a policy that is looked at anyway.
    public static List<PolicyForm> forms(CacheModel.Known known) {
        PolicyForm first = known.asked().getFirst();
        int budget = known.uses().getFirst().policy().budget(known.tokens());
        List<Kind> looked = known.asked().stream().map(PolicyForm::kind).toList();
        return KINDS.stream()
                .filter(kind -> !looked.contains(kind))
                .map(kind -> form(first, kind, budget))
                .filter(form -> form.problem(known.tokens()).isEmpty())
                .toList();
    }

    private static PolicyForm form(PolicyForm first, Kind kind, int budget) {
        String alpha = first.kind().hasAlpha() ? first.alpha() : PolicyForm.INITIAL.alpha();
        PolicyForm form = first.with(kind).byShare(false).withAlpha(alpha);
        int sink = Math.min(SINK, budget - 1);
        return switch (kind) {
            case STREAMING -> form.split(sink, 0, budget - sink);
            case LOCAL -> form.split(0, 0, budget);
            case A2SF -> form.split(0, budget, 0);
            case H2O, LESS -> form.split(0, budget - budget / 2, budget / 2);
            default -> form.with(Part.BUDGET, Integer.toString(budget));
        };
    }

    /// Those that are compared with a result; none if they are of another one.
    static List<Other> of(CacheModel.Known known, @Nullable OtherPolicies found) {
        return found == null || !found.of.equals(known) ? List.of() : found.all;
    }
}
