package org.diopter.model.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.WeightFiles.WeightFile;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.checkpoint.gguf.GgufModel;
import org.diopter.model.checkpoint.gguf.ModelTensor;
import org.diopter.model.store.ArtefactStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a GGUF file as a checkpoint. ONNX Runtime reads weights as they lie in a file, so packed ones are unpacked into the store, as one safetensors
/// file under the names and in the order of Hugging Face; the next time they are there already.
final class GgufCheckpoint {
    private static final Logger LOG = LoggerFactory.getLogger(GgufCheckpoint.class);
    private static final String KIND = "unpacked-gguf";

    /// Raised whenever the same file is unpacked differently.
    private static final int VERSION = 1;

    private GgufCheckpoint() {}

    /// A checkpoint without weights.
    static Checkpoint describe(Path path) {
        try (GgufFile file = GgufFile.open(path)) {
            GgufModel model = GgufModel.of(file);
            Map<String, TensorInfo> tensors = new LinkedHashMap<>();
            for (ModelTensor tensor : model.tensors()) {
                TensorInfo info = new TensorInfo(
                        tensor.name(), type(tensor), tensor.shape(), path, tensor.source().offset(), tensor.bytes());
                tensors.put(tensor.name(), info);
            }
            return Checkpoint.of(path, config(file, model), new WeightFiles(file.name(), origins(path, file), List.of(), tensors));
        }
    }

    /// A checkpoint with its weights.
    static Checkpoint open(Path path, ArtefactStore store, Progress progress) {
        try (GgufFile file = GgufFile.open(path)) {
            GgufModel model = GgufModel.of(file);
            WeightFiles packed = new WeightFiles(file.name(), origins(path, file), List.of(), Map.of());
            String key = WeightHash.of(packed, store, progress) + " " + VERSION;
            Safetensors unpacked = find(store, key).orElseGet(() -> Safetensors.read(unpack(file, model, store, key, progress)));
            List<WeightFile> files = List.of(new WeightFile(file.name(), unpacked.file(), unpacked.bytes()));
            return Checkpoint.of(path, config(file, model), new WeightFiles(file.name(), packed.origins(), files, unpacked.tensors()));
        }
    }

    private static ModelConfig config(GgufFile file, GgufModel model) {
        return ModelConfig.of("The metadata of " + file.name(), model.config());
    }

    private static List<WeightFile> origins(Path path, GgufFile file) {
        return List.of(new WeightFile(file.name(), path, file.size()));
    }

    private static TensorType type(ModelTensor tensor) {
        return TensorType.valueOf(tensor.type().name());
    }

    private static Optional<Safetensors> find(ArtefactStore store, String key) {
        try {
            return store.find(KIND, key).map(Safetensors::read);
        } catch (UnusableInputException e) {
            LOG.warn("unpacked weights could not be read; they are made again", e);
            store.setAside(KIND, key);
            return Optional.empty();
        }
    }

    private static Path unpack(GgufFile file, GgufModel model, ArtefactStore store, String key, Progress progress) {
        requireRoom(file, model, store);
        progress.stage("Unpack weights", 1, 1);
        try (Unpacker unpacker = new Unpacker(file, model.tensors(), progress)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            for (ModelTensor tensor : model.tensors()) {
                writer.add(tensor.name(), type(tensor), tensor.shape(), out -> unpacker.write(tensor, out));
            }
            return store.write(KIND, key, writer::writeTo);
        }
    }

    /// Refuses before gigabytes are written that would not fit.
    private static void requireRoom(GgufFile file, GgufModel model, ArtefactStore store) {
        long needed = model.tensors().stream().mapToLong(ModelTensor::bytes).sum();
        long free = store.freeBytes();
        if (needed > free) {
            throw new UnusableInputException("D-503",
                    "%s takes %d MB unpacked, and %d MB are free where the program keeps what it can make again. Free some space, or choose another "
                            .formatted(file.name(), needed >> 20, free >> 20) + "folder with DIOPTER_HOME.");
        }
    }
}
