package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.files.LensWriter;
import org.diopter.model.UnusableInputException;

/// The folder that a training writes: the tuned-lens package's `config.json` and `params.pt`, the same lens as `lens.safetensors`, and `training.json`,
/// which has how it went.
record LensFolder(Path path) {
    private static final String CONFIG = "config.json";
    private static final String PARAMETERS = "params.pt";
    private static final String SAFETENSORS = "lens.safetensors";
    private static final String TRAINING = "training.json";

    /// Looks whether it can be written, before the work begins.
    ///
    /// @param replace whether a lens that is there may be replaced
    /// @throws UnusableInputException D-501 if not
    void check(boolean replace) {
        new OutputFolder(path).check();
        boolean lens = holdsLens();
        if (Files.exists(path.resolve(CONFIG)) && !lens) {
            throw new UnusableInputException("D-501", "‘%s’ holds a model, or something else with a config.json. Name another folder with --out.".formatted(path));
        }
        if (lens && !replace) {
            throw new UnusableInputException("D-501", "‘%s’ holds a lens already. Replace it with --force, or name another folder.".formatted(path));
        }
    }

    boolean holdsLens() {
        return Files.exists(path.resolve(PARAMETERS));
    }

    /// What the lens in it is called.
    String name() {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    Path training() {
        return path.resolve(TRAINING);
    }

    /// @param training writes the fields of `training.json`
    void write(Lens lens, Consumer<Json> training) {
        LensWriter.folder(lens, path);
        LensWriter.safetensors(lens, path.resolve(SAFETENSORS));
        new JsonTarget.File(new OutputFile(training()), _ -> {}).write(training);
    }

    /// Its files, for people.
    List<Path> files() {
        return List.of(path.resolve(CONFIG), path.resolve(PARAMETERS), path.resolve(SAFETENSORS), training());
    }
}
