package org.diopter.model.hub;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.MissingModel;
import org.diopter.model.checkpoint.ModelConfig;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.glassbox.GlassBoxFiles;

/// Finds models on this machine and says why one cannot be opened. Never touches the network.
public final class ModelFinder {
    /// The id of the bundled model.
    public static final String BUNDLED = "bundled";
    /// The id of the model whose weights the program writes.
    public static final String GLASS_BOX = GlassBoxFiles.NAME;

    private static final String CONFIG = "config.json";
    private static final String ONNX = ".onnx";

    private final SequencedMap<String, BundledModel> own;
    private final HubCache hub;
    private final List<Path> folders;
    private final SupportedFamilies families;

    /// A finder for given places.
    ///
    /// @param bundled the trained model that comes with the program
    /// @param glassBox the one that the program writes
    /// @param folders that hold models, each a folder with `config.json` or a GGUF or ONNX file, or are models
    public ModelFinder(BundledModel bundled, BundledModel glassBox, HubCache hub, List<Path> folders, SupportedFamilies families) {
        own = new LinkedHashMap<>();
        own.put(BUNDLED, bundled);
        own.put(GLASS_BOX, glassBox);
        this.hub = hub;
        this.folders = List.copyOf(folders);
        this.families = families;
    }

    /// Whether a model of this id is part of the program: `bundled` or `glassbox`.
    public static boolean isPartOfTheProgram(String id) {
        return id.equals(BUNDLED) || id.equals(GLASS_BOX);
    }

    /// All models: those that come with the program first, then those in folders, then those of the Hugging Face cache.
    public List<FoundModel> find() {
        List<FoundModel> found = new ArrayList<>();
        own.forEach((id, model) -> {
            if (model.isPresent()) {
                found.add(part(id, model));
            }
        });
        for (Path folder : folders) {
            Stream.concat(Stream.of(folder).filter(ModelFinder::isModel), HubCache.list(folder).stream().flatMap(ModelFinder::modelsIn))
                    .forEach(path -> found.add(inspect(path.toString(), path, FoundModel.Kind.FOLDER)));
        }
        for (String id : hub.ids()) {
            hub.snapshot(id).ifPresent(snapshot -> found.addAll(inSnapshot(id, snapshot)));
        }
        return found;
    }

    /// Looks at one folder or file: what it is, and whether it can be opened. Reads headers only.
    ///
    /// @param path a folder, a file in one, or a GGUF or ONNX file
    /// @throws UnusableInputException D-101 if there is no model, or there are several
    public static FoundModel lookAt(Path path, SupportedFamilies families) {
        return inspect(path.toString(), at(path), FoundModel.Kind.FOLDER, families);
    }

    /// A snapshot is a model, unless it only holds models in single files.
    private List<FoundModel> inSnapshot(String id, Path snapshot) {
        List<Path> files = isFolderModel(snapshot) ? List.of() : singleFilesIn(snapshot);
        return files.isEmpty()
                ? List.of(inspect(id, snapshot, FoundModel.Kind.HUB))
                : files.stream().map(file -> inspect(file.toString(), file, FoundModel.Kind.HUB)).toList();
    }

    private static Stream<Path> modelsIn(Path path) {
        return isModel(path) ? Stream.of(path) : singleFilesIn(path).stream();
    }

    /// GGUF and ONNX files in a folder, or in its folder `onnx`, where converted models have them.
    private static List<Path> singleFilesIn(Path folder) {
        return Stream.concat(HubCache.list(folder).stream(), HubCache.list(folder.resolve("onnx")).stream()).filter(ModelFinder::isSingleFile).toList();
    }

    private FoundModel part(String id, BundledModel model) {
        try {
            return inspect(id, model.unpack(Progress.NONE), FoundModel.Kind.BUNDLED);
        } catch (UnusableInputException e) {
            return new FoundModel(id, model.folder(), FoundModel.Kind.BUNDLED, "", 0, Optional.of(e.sentence()));
        }
    }

    private FoundModel inspect(String id, Path path, FoundModel.Kind kind) {
        return inspect(id, path, kind, families);
    }

    private static FoundModel inspect(String id, Path path, FoundModel.Kind kind, SupportedFamilies families) {
        if (isOnnx(path)) {
            return inspectOnnx(id, path, kind);
        }
        String family = "";
        long bytes = 0;
        try {
            if (hasConfig(path)) {
                family = ModelConfig.read(path.resolve(CONFIG)).string("model_type").orElse("");
            }
            try (Checkpoint checkpoint = Checkpoint.open(path)) {
                family = checkpoint.config().string("model_type").orElse("");
                bytes = checkpoint.weightBytes();
            }
            return new FoundModel(id, path, kind, family, bytes, familyProblem(family, families));
        } catch (UnusableInputException e) {
            return new FoundModel(id, path, kind, family, bytes, Optional.of(e.sentence()));
        }
    }

    /// What is in a graph shows when it is opened; its layout is only a name in the configuration beside it.
    private static FoundModel inspectOnnx(String id, Path path, FoundModel.Kind kind) {
        String name = String.valueOf(path.getFileName());
        long bytes = HubCache.list(path.resolveSibling(".")).stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith(name))
                .mapToLong(file -> file.toFile().length())
                .sum();
        try {
            String family = Stream.of(path.resolveSibling(CONFIG), path.resolveSibling("..").resolve(CONFIG))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .flatMap(config -> ModelConfig.read(config).string("model_type"))
                    .orElse("onnx");
            return new FoundModel(id, path, kind, family, bytes, Optional.empty());
        } catch (UnusableInputException e) {
            return new FoundModel(id, path, kind, "", bytes, Optional.of(e.sentence()));
        }
    }

    private static Optional<String> familyProblem(String family, SupportedFamilies families) {
        if (family.isEmpty()) {
            return Optional.of("config.json names no model_type. Known ones are %s.".formatted(families.list()));
        }
        return families.supports().test(family)
                ? Optional.empty()
                : Optional.of("The layout ‘%.80s’ is not known. Known ones are %s.".formatted(family, families.list()));
    }

    /// The folder of a model, or its GGUF or ONNX file.
    ///
    /// @param model `bundled` or `glassbox`; the path of a folder, of a file in it, or of a GGUF or ONNX file; the name of a model in one of the given folders; or a
    ///     Hugging Face id
    /// @throws UnusableInputException if there is no such model, with the places that were looked at
    public Path resolve(String model) {
        BundledModel part = own.get(model);
        if (part != null) {
            return part.unpack(Progress.NONE);
        }
        return atPath(model)
                .or(() -> folders.stream().flatMap(folder -> child(folder, model).stream()).findFirst())
                .or(() -> hub.snapshot(model).map(ModelFinder::onlyFile))
                .orElseThrow(() -> notFound(model));
    }

    /// The model that a folder or file means: of a file in a model's folder the folder, of a folder that only holds one model in a single file that file.
    ///
    /// @throws UnusableInputException D-101 if there is no model, or there are several
    public static Path at(Path path) {
        return atPath(path.toString()).orElseThrow(() -> MissingModel.at(path, "It is not there."));
    }

    private static Optional<Path> atPath(String model) {
        return path(model).filter(Files::exists).map(Path::toAbsolutePath).map(path -> {
            if (Files.isRegularFile(path) && isPartOfAModel(path)) {
                return path.resolveSibling(".").normalize();
            }
            if (isModel(path)) {
                return path.normalize();
            }
            return HubCache.snapshotIn(path)
                    .or(() -> Optional.of(path).filter(folder -> !singleFilesIn(folder).isEmpty()))
                    .map(ModelFinder::onlyFile)
                    .orElseThrow(() -> MissingModel.at(path.normalize(), ""));
        });
    }

    /// Of a folder that only holds models in single files, the one file.
    private static Path onlyFile(Path folder) {
        List<Path> files = isFolderModel(folder) ? List.of() : singleFilesIn(folder);
        if (files.size() > 1) {
            throw new UnusableInputException("D-101", "‘%s’ holds %d models: %s. Choose one of these files.".formatted(
                    folder.normalize(), files.size(), files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "))));
        }
        return files.isEmpty() ? folder : files.getFirst().toAbsolutePath().normalize();
    }

    private static boolean isPartOfAModel(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals(CONFIG) || name.endsWith(".safetensors") || name.endsWith(".safetensors.index.json");
    }

    private static Optional<Path> child(Path folder, String name) {
        return path(name).filter(path -> path.getNameCount() == 1 && !path.isAbsolute()).map(folder::resolve).filter(ModelFinder::isModel);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isModel(Path path) {
        return isFolderModel(path) || isSingleFile(path);
    }

    private static boolean isSingleFile(Path path) {
        return (GgufFile.isNamed(path) || isOnnx(path)) && Files.isRegularFile(path);
    }

    /// Whether a file is named as ONNX files are, in capitals or not.
    public static boolean isOnnx(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(ONNX);
    }

    /// A folder whose weights belong to its configuration, and do not lie in single files beside it.
    private static boolean isFolderModel(Path folder) {
        return hasConfig(folder) && (hasSafetensors(folder) || singleFilesIn(folder).isEmpty());
    }

    private static boolean hasSafetensors(Path folder) {
        return Files.exists(folder.resolve("model.safetensors")) || Files.exists(folder.resolve("model.safetensors.index.json"));
    }

    private static boolean hasConfig(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    private UnusableInputException notFound(String model) {
        List<String> places = new ArrayList<>();
        places.add("there is no such folder");
        folders.forEach(folder -> places.add("nothing of this name in ‘%s’".formatted(folder)));
        places.add("no such id in the Hugging Face cache ‘%s’".formatted(hub.folder()));
        return new UnusableInputException("D-101", "No model ‘%s’ found: %s. ‘diopter models’ lists what can be opened."
                .formatted(model, String.join(", ", places)));
    }
}
