package org.diopter.engine.imported;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.Tensor;
import org.diopter.model.UnusableInputException;

/// Makes sessions of the parts of one file.
///
/// @param folder to which the parts' weights are relative
record Sessions(OnnxRuntime runtime, OnnxFile file, Path folder) {
    /// Runs a graph that has never been run.
    ///
    /// @throws UnusableInputException D-102 if it cannot be run
    Map<String, float[]> values(Session session, Tensor input, String name, List<String> outputs) {
        try {
            return session.values(Map.of(name, input), outputs, new Cancellation());
        } catch (IllegalStateException e) {
            throw refused(e);
        }
    }

    /// @throws UnusableInputException D-102 if ONNX Runtime does not take the graph
    Session make(byte[] graph, boolean prepack) {
        try {
            return runtime.session(graph, folder, prepack);
        } catch (IllegalStateException e) {
            throw refused(e);
        }
    }

    private UnusableInputException refused(IllegalStateException e) {
        return new UnusableInputException(OnnxFile.UNSUPPORTED, "ONNX Runtime %s cannot run ‘%s’. Export it again, for example with the task text-generation."
                .formatted(runtime.version(), file.name()), e);
    }
}
