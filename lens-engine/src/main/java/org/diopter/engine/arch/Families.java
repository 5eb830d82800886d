package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;

/// The layouts that can be opened.
public final class Families {
    private static final List<FamilySpec> SPECS = List.of(
            new Gpt2Spec(),
            new GptNeoSpec(),
            new GptJSpec(),
            new GptNeoXSpec(),
            new OptSpec(),
            new BloomSpec(),
            new LlamaSpec(),
            new MistralSpec(),
            new Qwen2Spec(),
            new Qwen3Spec(),
            new GemmaSpec(),
            new Gemma2Spec(),
            new Gemma3Spec(),
            new PhiSpec(),
            new Phi3Spec(),
            new Olmo2Spec(),
            new Starcoder2Spec(),
            new StableLmSpec(),
            new GraniteSpec());

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
        all().forEach(family -> names.addAll(family.modelTypes()));
        return List.copyOf(names);
    }

    /// All families, in the order of their history.
    public static List<Family> all() {
        return SPECS.stream().map(FamilySpec::family).toList();
    }

    /// The families as a Markdown table, for the user guide.
    public static String table() {
        String rows = all().stream()
                .map(family -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                family.name(),
                                family.modelTypes().stream().map(type -> "`" + type + "`").collect(Collectors.joining(", ")),
                                family.examples(),
                                family.special()))
                .collect(Collectors.joining());
        return "| family | `model_type` | published models | what is special |\n| --- | --- | --- | --- |\n" + rows;
    }

    private static Optional<FamilySpec> find(String modelType) {
        return SPECS.stream().filter(spec -> spec.family().modelTypes().contains(modelType)).findFirst();
    }
}
