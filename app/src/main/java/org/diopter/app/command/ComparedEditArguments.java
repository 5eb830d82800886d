package org.diopter.app.command;

import java.util.List;
import org.diopter.app.bundled.BundledBases;
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

    /// @param engine names the program's folder, for `basis=bundled` and `kernels=bundled`
    /// @throws org.diopter.model.UnusableInputException if an edit or a policy cannot be read
    EditChoice choice(EngineArguments engine) {
        if (comparedPolicy != null) {
            return compared(engine, comparedWith.isEmpty() ? same() : comparedWith);
        }
        return comparedWith.isEmpty()
                ? new EditChoice(BundledBases.in(engine.home()).named(edits), List.of(), policy.choice(engine), CacheChoice.FULL)
                : compared(engine, comparedWith);
    }

    /// The same for what always compares: with the model as it is, if nothing else is said.
    EditChoice comparison(EngineArguments engine) {
        return comparedPolicy == null && comparedWith.isEmpty() ? compared(engine, List.of(EditChoice.AS_IT_IS)) : choice(engine);
    }

    private EditChoice compared(EngineArguments engine, List<String> others) {
        BundledBases bases = BundledBases.in(engine.home());
        return new EditChoice(bases.named(edits), bases.named(others), policy.choice(engine), comparedCache(engine, others));
    }

    private CacheChoice comparedCache(EngineArguments engine, List<String> others) {
        if (comparedPolicy != null) {
            return policy.choice(engine, comparedPolicy);
        }
        return others.contains(EditChoice.AS_IT_IS) ? CacheChoice.FULL : policy.choice(engine);
    }

    private List<String> same() {
        return edits.isEmpty() ? List.of(EditChoice.AS_IT_IS) : edits;
    }
}
