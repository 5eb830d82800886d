package org.diopter.app.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say what every head gets a value of its own for.
final class HeadChoiceArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--choose", paramLabel = "budget|alpha|both",
            description = "Give every head a budget, an α, or both of its own under the same total, chosen on the first piece of the text. What is measured is"
                    + " measured on the other pieces.")
    private @Nullable String values;

    @Option(names = "--choose-by", paramLabel = "mass|perplexity",
            description = "With --choose: what is best. mass, the attention that is retained, if not given; perplexity, that of the text, which takes longer.")
    private @Nullable String by;

    Optional<HeadChoice> choice() {
        if (values == null && by != null) {
            throw wrongUsage("--choose-by says how --choose chooses; give that too");
        }
        if (values == null) {
            return Optional.empty();
        }
        if (!HeadChoice.VALUES.contains(values)) {
            throw wrongUsage("Invalid value for option '--choose': expected one of budget, alpha and both, not '%s'".formatted(values));
        }
        String best = by == null ? HeadChoice.BY.getFirst() : by;
        if (!HeadChoice.BY.contains(best)) {
            throw wrongUsage("Invalid value for option '--choose-by': expected mass or perplexity, not '%s'".formatted(best));
        }
        return Optional.of(new HeadChoice(values, best));
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
