package org.diopter.model.hub;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;

/// Which files of a repository are downloaded.
///
/// @param patterns `*` for any characters, `?` for one; none for what a model needs: configuration, tokenizer, safetensors and the card
public record FileChoice(List<String> patterns) {
    /// What a model needs.
    public static final FileChoice USUAL = new FileChoice(List.of());

    private static final List<String> NEEDED = List.of(
            "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "tokenizer.model", "special_tokens_map.json",
            "added_tokens.json", "vocab.json", "vocab.txt", "merges.txt", "chat_template.jinja", "README.md", "LICENSE*", "*.safetensors.index.json");
    private static final List<String> PICKLES = List.of("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.pickle");
    /// The one pickle that a restricted reader opens: a tuned lens.
    private static final String LENS_WEIGHTS = "params.pt";
    private static final int SHOWN = 8;

    public FileChoice {
        patterns = List.copyOf(patterns);
    }

    /// Chooses.
    ///
    /// @throws UnusableInputException D-101 if there is nothing that could be opened, with what there is instead
    List<HubFile> of(HubRepository repository, List<HubFile> all) {
        List<HubFile> chosen = patterns.isEmpty() ? usual(repository, all) : all.stream().filter(file -> isAny(patterns, file.path())).toList();
        if (chosen.isEmpty()) {
            throw new UnusableInputException("D-101", "%s has no file that matches %s. It has %s."
                    .formatted(repository.id(), String.join(", ", patterns), some(all.stream().map(HubFile::path))));
        }
        chosen.stream().filter(FileChoice::isPickle).findFirst().ifPresent(pickle -> {
            throw new UnusableInputException("D-101",
                    "‘%s’ is a Python pickle, which can run code when it is opened; it is not downloaded. Ask for *.safetensors.".formatted(pickle.path()));
        });
        return chosen.stream().sorted(Comparator.comparingLong(HubFile::bytes).thenComparing(HubFile::path)).toList();
    }

    private static List<HubFile> usual(HubRepository repository, List<HubFile> all) {
        if (repository.type() == HubRepository.Type.SPACE) {
            String lenses = some(all.stream().filter(file -> file.name().equals(LENS_WEIGHTS)).map(FileChoice::folderOf));
            throw new UnusableInputException("D-101", "%s is a space, not a model. Say which files are wanted with --include. Its lenses: %s."
                    .formatted(repository.id(), lenses));
        }
        List<HubFile> root = all.stream().filter(HubFile::isInRoot).toList();
        List<HubFile> weights = root.stream().filter(file -> matches("*.safetensors", file.path())).toList();
        if (weights.isEmpty() || root.stream().noneMatch(file -> file.path().equals("config.json"))) {
            throw nothingToOpen(repository, all);
        }
        // Some repositories hold the same weights twice, the second time under names of their makers' own.
        List<HubFile> standard = weights.stream().filter(file -> matches("model*.safetensors", file.path())).toList();
        List<HubFile> needed = root.stream().filter(file -> isAny(NEEDED, file.path())).toList();
        return Stream.concat(needed.stream(), (standard.isEmpty() ? weights : standard).stream()).toList();
    }

    private static UnusableInputException nothingToOpen(HubRepository repository, List<HubFile> all) {
        List<String> single = all.stream().map(HubFile::path).filter(path -> isAny(List.of("*.gguf", "*.onnx"), path)).toList();
        if (!single.isEmpty()) {
            return new UnusableInputException("D-101", "%s has no config.json with *.safetensors, but %s. Say which with --include."
                    .formatted(repository.id(), some(single.stream())));
        }
        List<String> pickles = all.stream().filter(FileChoice::isPickle).map(HubFile::path).toList();
        if (!pickles.isEmpty()) {
            return new UnusableInputException("D-101",
                    "%s has its weights only as Python pickles (%s), which can run code when they are opened. Look for a revision or a copy with *.safetensors."
                            .formatted(repository.id(), some(pickles.stream())));
        }
        return new UnusableInputException("D-101", "%s has no model: neither config.json with *.safetensors nor a .gguf or .onnx file. It has %s."
                .formatted(repository.id(), some(all.stream().map(HubFile::path))));
    }

    private static boolean isPickle(HubFile file) {
        return isAny(PICKLES, file.path().toLowerCase(Locale.ROOT)) && !file.name().equals(LENS_WEIGHTS);
    }

    private static String folderOf(HubFile file) {
        return file.path().substring(0, Math.max(0, file.path().lastIndexOf('/') + 1)) + "*";
    }

    private static String some(Stream<String> names) {
        List<String> list = names.sorted().distinct().toList();
        String shown = list.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return list.isEmpty() ? "no files" : list.size() > SHOWN ? "%s and %d more".formatted(shown, list.size() - SHOWN) : shown;
    }

    private static boolean isAny(List<String> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        String expression = pattern.codePoints()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.DOTALL).matcher(path).matches();
    }
}
