package org.diopter.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say what is changed in the model and in what its caches keep, and what that is compared with.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class ComparedEditArguments {
    @Option(names = "--edit", paramLabel = "SPEC", description = EditArguments.EDIT)
    private List<String> edits = List.of();

    @Option(names = "--compare-edit", paramLabel = "SPEC",
            description = "Also run the model with this change in place of --edit, and give both and their difference; none for the model as it is."
                    + " May be given several times.")
    private List<String> comparedWith = List.of();

    @Mixin
    private PolicyArguments policy;

    @Option(names = "--compare-policy", paramLabel = "SPEC",
            description = "Also run the model under this policy in place of --policy, and give both and their difference. If only --compare-edit is given:"
                    + " the policy of --policy, or full where that names the model as it is.")
    private @Nullable String comparedPolicy;

    /// @throws org.diopter.model.UnusableInputException if an edit or a policy cannot be read
    EditChoice choice() {
        if (comparedPolicy == null) {
            return comparedWith.isEmpty() ? new EditChoice(edits, comparedWith, policy.choice(), CacheChoice.FULL) : compared(comparedWith);
        }
        return compared(comparedWith.isEmpty() ? same() : comparedWith);
    }

    /// The same for what always compares: with the model as it is, if nothing else is said.
    EditChoice comparison() {
        return comparedPolicy == null && comparedWith.isEmpty() ? compared(List.of(EditChoice.AS_IT_IS)) : choice();
    }

    private EditChoice compared(List<String> others) {
        return new EditChoice(edits, others, policy.choice(), comparedCache(others));
    }

    private CacheChoice comparedCache(List<String> others) {
        if (comparedPolicy != null) {
            return policy.choice(comparedPolicy);
        }
        return others.contains(EditChoice.AS_IT_IS) ? CacheChoice.FULL : policy.choice();
    }

    private List<String> same() {
        return edits.isEmpty() ? List.of(EditChoice.AS_IT_IS) : edits;
    }
}
