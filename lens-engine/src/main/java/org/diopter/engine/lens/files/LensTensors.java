package org.diopter.engine.lens.files;

import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;

/// Tensors by name in some container, read when they are asked for.
sealed interface LensTensors permits TorchTensors, SafetensorsTensors {
    /// The largest width whose square is an array's length.
    int MAX_WIDTH = 46_340;

    /// What the user calls the file.
    String file();

    /// The tensors' names in the file's order, and their extents.
    Map<String, List<Long>> shapes();

    /// A tensor's elements as float32, row-major.
    ///
    /// @param name one of [#shapes()]
    float[] floats(String name);

    /// A tensor's elements, none of them NaN or infinite.
    ///
    /// @throws UnusableInputException naming the first that is
    default float[] finite(String name) {
        float[] values = floats(name);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw LensErrors.unfit("%s: element %d of tensor %s is %s. The lens has diverged or is damaged; choose another."
                        .formatted(file(), i, name, values[i]));
            }
        }
        return values;
    }
}
