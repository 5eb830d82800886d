package org.diopter.engine.lens;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;

/// A lens whose translators lie in native memory, ready to be applied to rows of the stream.
public final class OpenLens implements AutoCloseable {
    private final List<FloatTensor> weights = new ArrayList<>();
    private final List<FloatTensor> biases = new ArrayList<>();
    private final TensorMemory memory = new TensorMemory();

    /// @param lens copied
    public OpenLens(Lens lens) {
        try {
            for (Translator translator : lens.translators()) {
                weights.add(placed(translator.weight(), translator.width(), translator.width()));
                biases.add(placed(translator.bias(), translator.width()));
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private FloatTensor placed(float[] values, long... shape) {
        FloatTensor tensor = memory.zeros(shape);
        tensor.copyIn(values);
        return tensor;
    }

    /// L, the layers that have a translator.
    public int layers() {
        return weights.size();
    }

    /// t = h + h Wᵀ + b.
    ///
    /// @param layer below L
    /// @param rows [n, d]. Not modified.
    /// @param translated [n, d]. Modified.
    void apply(Session translate, int layer, FloatTensor rows, FloatTensor translated, Cancellation cancellation) {
        translate.run(
                Map.of(LensGraphs.STREAM, rows, LensGraphs.WEIGHT, weights.get(layer), LensGraphs.BIAS, biases.get(layer)),
                Map.of(LensGraphs.TRANSLATED, translated),
                cancellation);
    }

    /// Frees the memory. The lens must not be read through any more.
    @Override
    public void close() {
        memory.close();
    }
}
