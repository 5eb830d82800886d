package org.diopter.engine.lens.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.diopter.engine.lens.Lens;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.torch.TorchFile;

/// Opens lenses. What a file is, its content says; its name does not matter.
///
/// - A folder of the tuned-lens package: `config.json` with `params.pt`, keys of today or of releases up to 0.0.3; or with `params.safetensors`.
/// - A Jacobian lens, one `.pt` file.
/// - One safetensors file with tensors `{layer}.weight` [d, d] (row = output, t = h + W h + b) and `{layer}.bias` [d] for layers 0 … L − 1,
///   and in its metadata `lens_type` = `tuned` or `jacobian` and `base_model_name_or_path`; without metadata it is a tuned lens.
/// - One `.pt` file with the same tensors.
public final class LensFiles {
    static final String CONFIG = "config.json";
    static final String PARAMETERS = "params.pt";
    static final String SAFETENSORS = "params.safetensors";
    /// In a safetensors file's metadata.
    static final String TYPE = "lens_type";
    static final String TUNED = "tuned";
    static final String JACOBIAN = "jacobian";
    /// In a safetensors file's metadata.
    static final String BASE_MODEL = "base_model_name_or_path";

    private static final int HEAD = 9;

    private LensFiles() {}

    /// Reads a lens whole and closes its files again.
    ///
    /// @param path a folder, a file in it (`config.json`, `params.pt`), or a file that is a lens by itself
    /// @throws UnusableInputException D-301 if the lens has shapes or layers that do not go together, others if a file is damaged
    public static LensFile open(Path path) {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        String file = String.valueOf(path.getFileName());
        Path config = path.resolveSibling(CONFIG);
        boolean partOfFolder = file.equals(CONFIG) || file.equals(PARAMETERS) || file.equals(SAFETENSORS);
        if (partOfFolder && Files.isRegularFile(config)) {
            return file.equals(CONFIG)
                    ? folder(path.toAbsolutePath().normalize().resolveSibling(""))
                    : parameters(path, TunedLensConfig.read(config));
        }
        return parameters(path, TunedLensConfig.ABSENT);
    }

    private static LensFile folder(Path folder) {
        Path config = folder.resolve(CONFIG);
        Path torch = folder.resolve(PARAMETERS);
        Path safetensors = folder.resolve(SAFETENSORS);
        if (!Files.isRegularFile(config) || !(Files.isRegularFile(torch) || Files.isRegularFile(safetensors))) {
            throw LensErrors.unfit("No lens found in ‘%s’. Expected %s with %s or %s.".formatted(folder, CONFIG, PARAMETERS, SAFETENSORS));
        }
        return parameters(Files.isRegularFile(torch) ? torch : safetensors, TunedLensConfig.read(config));
    }

    private static LensFile parameters(Path file, TunedLensConfig config) {
        String name = name(file);
        if (isSafetensors(file)) {
            try (Arena arena = Arena.ofConfined()) {
                return safetensors(name, SafetensorsTensors.map(file, arena), config);
            }
        }
        try (TorchFile torch = TorchFile.open(file)) {
            String title = String.valueOf(file.getFileName());
            if (JacobianReader.reads(torch)) {
                return new JacobianReader(name, title, torch).read();
            }
            return new TunedLensReader(name, Lens.Kind.TUNED, config, new TorchTensors(title, torch, torch.tensors())).read();
        }
    }

    private static LensFile safetensors(String name, SafetensorsTensors tensors, TunedLensConfig config) {
        String type = tensors.metadata().getOrDefault(TYPE, TUNED);
        Lens.Kind kind = switch (type) {
            case TUNED -> Lens.Kind.TUNED;
            case JACOBIAN -> Lens.Kind.JACOBIAN;
            default -> throw LensErrors.unfit("%s: lens_type is ‘%.80s’; tuned and jacobian are read.".formatted(tensors.file(), type));
        };
        String base = tensors.metadata().getOrDefault(BASE_MODEL, config.baseModel());
        TunedLensConfig full = new TunedLensConfig(base, config.width(), config.layers(), config.bias(), config.notes());
        return new TunedLensReader(name, kind, full, tensors).read();
    }

    /// A safetensors file has its header's `{` behind eight bytes of length, of which the upper four are 0 in every file that is read.
    private static boolean isSafetensors(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD);
            return head.length == HEAD && head[HEAD - 1] == '{' && Arrays.equals(head, 4, 8, new byte[4], 0, 4);
        } catch (IOException e) {
            throw new UnusableInputException("D-103", "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    /// Of a file with a name that says nothing, the folder's name.
    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        Path folder = file.toAbsolutePath().normalize().getParent();
        boolean saysNothing = name.equals(PARAMETERS) || name.equals(SAFETENSORS);
        return saysNothing && folder != null && folder.getFileName() != null ? folder.getFileName().toString() : name;
    }
}
