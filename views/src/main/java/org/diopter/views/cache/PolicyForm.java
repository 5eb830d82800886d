package org.diopter.views.cache;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.model.UnusableInputException;

/// A policy as it is being typed: its numbers are texts until they are read.
///
/// @param byShare whether a share of the text is kept, else numbers of keys
/// @param share of the text
/// @param parts numbers of keys
/// @param alpha how much of a score stays from query to query
/// @param prompt how many tokens are read whole before keys leave; empty for none
/// @param kernels the folder of LESS's kernels; empty for those that come with the model
public record PolicyForm(Kind kind, boolean byShare, String share, Map<Part, String> parts, String alpha, Optional<String> prompt, Optional<Path> kernels) {
    /// Heavy keys by scores that forget, a third of the text.
    public static final PolicyForm INITIAL = new PolicyForm(Kind.A2SF, true, "0.3",
            Map.of(Part.SINK, "0", Part.HEAVY, "8", Part.RECENT, "8", Part.BUDGET, "16"), "0.1", Optional.empty(), Optional.empty());

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
        LESS("less", Part.HEAVY, Part.RECENT);

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

        public boolean hasAlpha() {
            return this == A2SF || this == A2SF_RECENT;
        }
    }

    public PolicyForm {
        parts = Map.copyOf(parts);
    }

    public PolicyForm with(Kind other) {
        return new PolicyForm(other, byShare, share, parts, alpha, prompt, kernels);
    }

    public PolicyForm byShare(boolean now) {
        return new PolicyForm(kind, now, share, parts, alpha, prompt, kernels);
    }

    public PolicyForm withShare(String text) {
        return new PolicyForm(kind, byShare, text, parts, alpha, prompt, kernels);
    }

    public PolicyForm with(Part part, String number) {
        Map<Part, String> all = new EnumMap<>(parts);
        all.put(part, number);
        return new PolicyForm(kind, byShare, share, all, alpha, prompt, kernels);
    }

    public PolicyForm withAlpha(String text) {
        return new PolicyForm(kind, byShare, share, parts, text, prompt, kernels);
    }

    public PolicyForm withPrompt(Optional<String> length) {
        return new PolicyForm(kind, byShare, share, parts, alpha, length, kernels);
    }

    public PolicyForm withKernels(Optional<Path> folder) {
        return new PolicyForm(kind, byShare, share, parts, alpha, prompt, folder);
    }

    /// The policy's text form, in which kernels that come with the model are named `bundled`.
    public String text() {
        if (kind != Kind.LESS) {
            return kind.text + ":" + settings();
        }
        String folder = kernels.map(path -> path.toString().replace("%", "%25").replace(",", "%2C")).orElse("bundled");
        return "less:kernels=" + folder + "," + settings();
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
    /// @param resolved replaces the name `bundled` in a policy's text
    /// @throws UnusableInputException if it cannot be read
    public CacheUse use(UnaryOperator<String> resolved) {
        return new CacheUse(CachePolicy.parse(resolved.apply(text())), timing());
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
            CachePolicy policy = CachePolicy.parse(kind == Kind.LESS ? "h2o:" + settings() : text());
            policy.requireEvictions(tokens);
            int length = timing().prompt();
            return length > tokens
                    ? Optional.of("A prompt of %d tokens is longer than the text of %d. Set it to %d or less.".formatted(length, tokens, tokens))
                    : Optional.empty();
        } catch (UnusableInputException wrong) {
            return Optional.of(wrong.sentence());
        }
    }
}
