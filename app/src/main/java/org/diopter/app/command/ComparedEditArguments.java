package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import org.diopter.app.bundled.BundledBases;
import picocli.CommandLine.Option;

/// The options that say what is changed in the model, and what that is compared with.
final class ComparedEditArguments {
    @Option(names = "--edit", paramLabel = "SPEC", description = EditArguments.EDIT)
    private List<String> edits = List.of();

    @Option(names = "--compare-edit", paramLabel = "SPEC",
            description = "Also run the model with this change in place of --edit, and give both and their difference; none for the model as it is."
                    + " May be given several times.")
    private List<String> comparedWith = List.of();

    /// @param home the program's folder, for `basis=bundled`
    /// @throws org.diopter.model.UnusableInputException if an edit cannot be read
    EditChoice choice(Path home) {
        return choice(home, comparedWith);
    }

    /// The same for what always compares: with the model as it is, if nothing else is said.
    EditChoice comparison(Path home) {
        return choice(home, comparedWith.isEmpty() ? List.of(EditChoice.AS_IT_IS) : comparedWith);
    }

    private EditChoice choice(Path home, List<String> others) {
        BundledBases bases = BundledBases.in(home);
        return new EditChoice(bases.named(edits), bases.named(others));
    }
}
