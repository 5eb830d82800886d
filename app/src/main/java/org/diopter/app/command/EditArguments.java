package org.diopter.app.command;

import java.util.List;
import org.diopter.app.bundled.BundledBases;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say what is changed in the model and in what its caches keep.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class EditArguments {
    static final String EDIT = "A change of the model, such as rank:block=3,matrix=mlp.down,rho=0.1. May be given several times; they act in this order.";

    @Option(names = "--edit", paramLabel = "SPEC", description = EDIT)
    private List<String> edits = List.of();

    @Mixin
    private PolicyArguments policy;

    /// @param engine names the program's folder, for `basis=bundled` and `kernels=bundled`
    /// @throws org.diopter.model.UnusableInputException if an edit or the policy cannot be read
    EditChoice choice(EngineArguments engine) {
        return new EditChoice(BundledBases.in(engine.home()).named(edits), List.of(), policy.choice(engine), CacheChoice.FULL);
    }
}
