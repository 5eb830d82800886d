package org.diopter.engine.causal;

import java.util.Optional;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.Cancellation;

/// The read-out of one layer: a model's head behind a layer's translator, t = T h + b with T = I + W. Without one it is the logit lens.
///
/// @param head not closed with this
/// @param translator of the layer, or nothing
public record LayerHead(ReadOutHead head, Optional<Translator> translator) {
    /// @throws IllegalArgumentException if the translator is of another width
    public LayerHead {
        translator.ifPresent(t -> {
            if (t.width() != head.width()) {
                throw new IllegalArgumentException("a translator of width %d for a head of width %d".formatted(t.width(), head.width()));
            }
        });
    }

    int width() {
        return head.width();
    }

    /// C T v: how a direction of the stream moves what is normalised.
    double[] pushed(double[] v) {
        double[] t = AffineMap.linear(translator, v);
        head.centre(t);
        return t;
    }

    /// Tᵀ C g: a gradient brought back to the stream.
    double[] pulled(double[] g) {
        double[] centred = g.clone();
        head.centre(centred);
        return AffineMap.transposed(translator, centred);
    }

    /// C (T h + b): a state as the norm sees it before it divides.
    double[] normalInput(float[] states, int from) {
        double[] h = new double[width()];
        for (int k = 0; k < h.length; k++) {
            h[k] = states[from + k];
        }
        double[] t = AffineMap.of(translator, h);
        head.centre(t);
        return t;
    }

    /// Mᵀ M x for several x, where M = W γ C T is the unembedding pulled back to the layer.
    double[][] gram(double[][] vectors, Cancellation cancellation) {
        double[][] pushed = new double[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            pushed[i] = pushed(vectors[i]);
        }
        double[][] squared = head.squared(pushed, cancellation);
        for (int i = 0; i < vectors.length; i++) {
            squared[i] = pulled(squared[i]);
        }
        return squared;
    }
}
