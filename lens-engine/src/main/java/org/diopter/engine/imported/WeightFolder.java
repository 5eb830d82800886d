package org.diopter.engine.imported;

import java.nio.file.Path;
import java.util.Collection;
import org.diopter.engine.imported.TensorData.InFile;

/// The folder that ONNX Runtime is told to find weights in: weights outside it are refused.
final class WeightFolder {
    private WeightFolder() {}

    /// The real folder that holds the file and every file with weights, at any depth.
    static Path of(OnnxFile file, Collection<TensorData> tensors) {
        Path common = folder(file.real());
        for (TensorData tensor : tensors) {
            if (tensor.place() instanceof InFile(Path path, long _, long _)) {
                while (!path.startsWith(common)) {
                    common = common.resolve("..").normalize();
                }
            }
        }
        return common;
    }

    private static Path folder(Path file) {
        return file.resolveSibling(".").normalize();
    }
}
