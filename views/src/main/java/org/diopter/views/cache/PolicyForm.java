package org.diopter.views.cache;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.UnusableInputException;

/// A policy as it is being typed: its numbers are texts until they are read.
///
/// @param byShare whether a share of the text is kept, else numbers of keys
/// @param share of the text
/// @param parts numbers of keys
/// @param alpha how much of a score stays from query to query
/// @param prompt how many tokens are read whole before keys leave; empty for none
/// @param kernels the folder of LESS's kernels; empty for those that come with the model
/// @param own the whole text form, where it is typed ([Kind#OWN])
public record PolicyForm(Kind kind, boolean byShare, String share, Map<Part, String> parts, String alpha, Optional<String> prompt, Optional<Path> kernels,
        String own) {
    /// Heavy keys by scores that forget, a third of the text.
    public static final PolicyForm INITIAL = new PolicyForm(Kind.A2SF, true, "0.3",
            Map.of(Part.SINK, "0", Part.HEAVY, "8", Part.RECENT, "8", Part.BUDGET, "16"), "0.1", Optional.empty(), Optional.empty(), "a2sf:alpha=0.1,ratio=0.3");

    /// What keys are kept for.
    public enum Part {
        SINK,
        HEAVY,
        RECENT,
        /// Whatever for.
        BUDGET;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The policies that can be asked for.
    public enum Kind {
        LOCAL("local", Part.RECENT),
        STREAMING("streaming", Part.SINK, Part.RECENT),
        H2O("h2o", Part.HEAVY, Part.RECENT),
        A2SF("a2sf", Part.SINK, Part.HEAVY, Part.RECENT),
        A2SF_RECENT("a2sf-recent", Part.HEAVY, Part.RECENT),
        TOVA("tova", Part.BUDGET),
        RANDOM("random", Part.BUDGET),
        IDEAL("ideal", Part.BUDGET),
        LESS("less", Part.HEAVY, Part.RECENT),
        LESS_A2SF("less", Part.SINK, Part.HEAVY, Part.RECENT),
        H2O_2023("h2o-lm-eval-2023", Part.HEAVY, Part.RECENT),
        H2O_2024("h2o-lm-eval-head", Part.HEAVY, Part.RECENT),
        H2O_LESS("h2o-less", Part.HEAVY, Part.RECENT),
        /// Any policy, in its text form.
        OWN("");

        private final String text;
        private final List<Part> parts;

        Kind(String text, Part... parts) {
            this.text = text;
            this.parts = List.of(parts);
        }

        /// The parts whose numbers it takes.
        public List<Part> parts() {
            return parts;
        }

        /// As text forms begin.
        String text() {
            return text;
        }

        public boolean hasAlpha() {
            return this == A2SF || this == A2SF_RECENT || this == LESS_A2SF;
        }

        /// Whether what is evicted lives on by kernels.
        public boolean hasKernels() {
            return this == LESS || this == LESS_A2SF;
        }

        /// Whether it keeps a share of the text or numbers of keys, as fields say.
        public boolean hasFields() {
            return this != OWN;
        }
    }

    public PolicyForm {
        parts = Map.copyOf(parts);
    }

    public PolicyForm with(Kind other) {
        return new PolicyForm(other, byShare, share, parts, alpha, prompt, kernels, own);
    }

    public PolicyForm byShare(boolean now) {
        return new PolicyForm(kind, now, share, parts, alpha, prompt, kernels, own);
    }

    public PolicyForm withShare(String text) {
        return new PolicyForm(kind, byShare, text, parts, alpha, prompt, kernels, own);
    }

    public PolicyForm with(Part part, String number) {
        Map<Part, String> all = new EnumMap<>(parts);
        all.put(part, number);
        return new PolicyForm(kind, byShare, share, all, alpha, prompt, kernels, own);
    }

    public PolicyForm withAlpha(String text) {
        return new PolicyForm(kind, byShare, share, parts, text, prompt, kernels, own);
    }

    public PolicyForm withPrompt(Optional<String> length) {
        return new PolicyForm(kind, byShare, share, parts, alpha, length, kernels, own);
    }

    public PolicyForm withKernels(Optional<Path> folder) {
        return new PolicyForm(kind, byShare, share, parts, alpha, prompt, folder, own);
    }

    public PolicyForm withOwn(String text) {
        return new PolicyForm(kind, byShare, share, parts, alpha, prompt, kernels, text);
    }

    /// Numbers of keys that are divided anew: what a policy has no part for is none.
    public PolicyForm split(int sink, int heavy, int recent) {
        return with(Part.SINK, Integer.toString(sink)).with(Part.HEAVY, Integer.toString(heavy)).with(Part.RECENT, Integer.toString(recent));
    }

    /// The number of keys of a part; 0 where the policy has none, or what was typed is no number.
    public int keys(Part part) {
        try {
            return kind.parts().contains(part) ? Math.max(0, Integer.parseInt(parts.getOrDefault(part, "").strip())) : 0;
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    /// The form that asks for a policy: in fields where they can say it, else in its text form.
    public static PolicyForm of(CacheUse use) {
        Timing timing = use.timing();
        PolicyForm form = INITIAL.withPrompt(timing.equals(Timing.STREAMING) ? Optional.empty() : Optional.of(Integer.toString(timing.prompt())));
        return new PolicyFields(use.policy()).in(form).orElseGet(() -> form.with(Kind.OWN).withOwn(use.policy().text()));
    }

    /// The policy's text form, in which kernels that come with the model are named `bundled`.
    public String text() {
        if (kind == Kind.OWN) {
            return own.strip();
        }
        if (!kind.hasKernels()) {
            return sparse();
        }
        String on = kind == Kind.LESS_A2SF ? "on=a2sf," : "";
        String folder = kernels.map(path -> SpecText.escaped(path.toString())).orElse("bundled");
        return "less:kernels=" + folder + "," + on + settings();
    }

    /// The policy that keeps and evicts, as text: without the kernels that make up for what is evicted.
    public String sparse() {
        return switch (kind) {
            case OWN -> own.strip();
            case LESS -> "h2o:" + settings();
            case LESS_A2SF -> "a2sf:" + settings();
            default -> kind.text + ":" + settings();
        };
    }

    private String settings() {
        List<String> settings = new ArrayList<>();
        if (kind.hasAlpha()) {
            settings.add("alpha=" + alpha.strip());
        }
        if (byShare) {
            settings.add("ratio=" + share.strip());
        } else {
            kind.parts.forEach(part -> settings.add(part.text() + "=" + parts.getOrDefault(part, "").strip()));
        }
        return String.join(",", settings);
    }

    /// What is asked for.
    ///
    /// @param policies reads a policy's text, in which `bundled` may stand for kernels
    /// @throws UnusableInputException if it cannot be read
    public CacheUse use(Function<String, CachePolicy> policies) {
        return new CacheUse(policies.apply(text()), timing());
    }

    private Timing timing() {
        return prompt.map(text -> {
            try {
                return Timing.prefill(Integer.parseInt(text.strip()));
            } catch (NumberFormatException noNumber) {
                throw new UnusableInputException("D-402", "‘%.20s’ is no length of a prompt. Give it as a whole number, 1 or more.".formatted(text), noNumber);
            }
        }).orElse(Timing.STREAMING);
    }

    /// What is wrong with it for a text, in a sentence, if anything is. Kernels are not looked at.
    ///
    /// @param tokens of the text
    public Optional<String> problem(int tokens) {
        try {
            CachePolicy policy = CachePolicy.parse(sparse());
            new CacheUse(policy, timing()).requireEvictions(tokens);
            return Optional.empty();
        } catch (UnusableInputException wrong) {
            return Optional.of(wrong.sentence());
        }
    }
}
