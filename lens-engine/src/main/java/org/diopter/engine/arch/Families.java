package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;

/// The layouts that can be opened.
public final class Families {
    private static final List<FamilySpec> SPECS = List.of(new LlamaSpec(), new Gpt2Spec());

    private Families() {}

    /// Reads the architecture of a model folder.
    ///
    /// @throws UnusableInputException if its layout is not known, or the folder does not fit it
    public static Architecture read(Checkpoint checkpoint) {
        String type = checkpoint.config().string("model_type").orElse("");
        FamilySpec spec = find(type)
                .orElseThrow(() -> new UnusableInputException("D-102", "The layout '" + type + "' in " + checkpoint.folder().getFileName()
                        + "/config.json is not supported. Supported are " + String.join(", ", names()) + "."));
        return spec.read(checkpoint);
    }

    /// Whether a `model_type` can be opened.
    public static boolean supports(String modelType) {
        return find(modelType).isPresent();
    }

    /// All `model_type`s that can be opened, in alphabetical order.
    public static List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        SPECS.forEach(spec -> names.addAll(spec.modelTypes()));
        return List.copyOf(names);
    }

    private static Optional<FamilySpec> find(String modelType) {
        return SPECS.stream().filter(spec -> spec.modelTypes().contains(modelType)).findFirst();
    }
}
