package org.diopter.engine.imported;

import java.nio.file.Path;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.model.UnusableInputException;

/// Makes sessions of the parts of one file.
///
/// @param folder to which the parts' weights are relative
record Sessions(OnnxRuntime runtime, OnnxFile file, Path folder) {
    /// @throws UnusableInputException D-102 if ONNX Runtime does not take the graph
    Session make(byte[] graph, boolean prepack) {
        try {
            return runtime.session(graph, folder, prepack);
        } catch (IllegalStateException e) {
            throw new UnusableInputException(OnnxFile.UNSUPPORTED, "ONNX Runtime %s cannot run ‘%s’. Export it again, for example with the task text-generation."
                    .formatted(runtime.version(), file.name()), e);
        }
    }
}
