package org.diopter.engine.lens.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;
import org.diopter.model.checkpoint.torch.TorchWriter;
import org.diopter.model.store.AtomicFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Saves lenses, whole or not at all. The same lens gives the same bytes.
public final class LensWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LensWriter() {}

    /// Writes the tuned-lens package's own folder, `config.json` and `params.pt` in float32, which the package and [LensFiles] read. The format knows
    /// no kinds: a Jacobian lens comes back as a tuned one without biases.
    ///
    /// At every moment the folder holds a whole lens or one without its `config.json`, which nobody opens; a lens that was there stays until the new
    /// one is on the disk.
    ///
    /// @param folder is made if it is not there
    /// @throws UnusableInputException if it cannot be written
    public static void folder(Lens lens, Path folder) {
        byte[] config = JSON.writeValueAsBytes(config(lens));
        Path configFile = folder.resolve(LensFiles.CONFIG);
        try {
            Files.createDirectories(folder);
            boolean sameConfig = Files.exists(configFile) && Arrays.equals(Files.readAllBytes(configFile), config);
            AtomicFile.write(folder.resolve(LensFiles.PARAMETERS), out -> torch(lens).writeTo(out, "params"), () -> {
                if (!sameConfig) {
                    Files.deleteIfExists(configFile);
                }
            });
            AtomicFile.write(configFile, out -> out.write(config));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /// Writes one safetensors file, in the form that [LensFiles] describes.
    ///
    /// @throws UnusableInputException if it cannot be written
    public static void safetensors(Lens lens, Path file) {
        try {
            AtomicFile.write(file, out -> safetensors(lens).writeTo(out));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Map<String, @Nullable Object> config(Lens lens) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("base_model_name_or_path", lens.baseModel());
        config.put("d_model", lens.translators().getFirst().width());
        config.put("num_hidden_layers", lens.layers());
        config.put("bias", true);
        config.put("base_model_revision", null);
        config.put("unembed_hash", null);
        config.put("lens_type", "linear_tuned_lens");
        return config;
    }

    private static TorchWriter torch(Lens lens) {
        TorchWriter writer = new TorchWriter();
        for (int layer = 0; layer < lens.layers(); layer++) {
            Translator translator = lens.translators().get(layer);
            long width = translator.width();
            writer.add(layer + ".weight", List.of(width, width), translator.weight());
            writer.add(layer + ".bias", List.of(width), translator.bias());
        }
        return writer;
    }

    private static SafetensorsWriter safetensors(Lens lens) {
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata(LensFiles.TYPE, lens.kind() == Lens.Kind.JACOBIAN ? LensFiles.JACOBIAN : LensFiles.TUNED)
                .metadata(LensFiles.BASE_MODEL, lens.baseModel());
        for (int layer = 0; layer < lens.layers(); layer++) {
            Translator translator = lens.translators().get(layer);
            long width = translator.width();
            writer.add(layer + ".weight", TensorType.F32, List.of(width, width), MemorySegment.ofArray(translator.weight()));
            writer.add(layer + ".bias", TensorType.F32, List.of(width), MemorySegment.ofArray(translator.bias()));
        }
        return writer;
    }

    private static UnusableInputException unwritable(Path path, IOException cause) {
        return new UnusableInputException("D-501", "‘%s’ could not be written: %s. Choose another folder."
                .formatted(path, UnusableInputException.reason(cause)), cause);
    }
}
