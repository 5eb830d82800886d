package org.diopter.engine.causal;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Norm;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.arch.Unembedding;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.Opening;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorInfo;

/// A model's read-out in the form in which it can be differentiated: logits z = cap((W (γ ⊙ C t)) / σ(t) + k), where C takes the mean away (layer norm) or
/// changes nothing (RMS norm), σ² is the mean square of C t plus ε, k = W β + the head's bias, and cap is x ↦ c tanh(x / c) or nothing.
///
/// It owns a copy of W in 16 bits, which one reading of several layers shares; it and its `workers` serve one extraction at a time.
public final class ReadOutHead implements AutoCloseable {
    private final Form form;
    private final HeadMatrix matrix;
    private final float[][] constant;
    private final float largestConstant;
    private final Workers workers;

    private ReadOutHead(Form form, HeadMatrix matrix, float[][] constant, Workers workers) {
        this.form = form;
        this.matrix = matrix;
        this.constant = constant;
        this.largestConstant = largest(constant);
        this.workers = workers;
    }

    /// Everything but the matrix.
    ///
    /// @param centred whether the norm takes the mean away, as a layer norm does
    /// @param epsilon ε
    /// @param scale γ, [d]: what the normalised state is multiplied with. A norm stored as 1 + w has 1 + w here
    /// @param shift β, [d], or nothing
    /// @param bias the head's, [V], or nothing
    /// @param softCap c, or nothing
    @SuppressWarnings("ArrayRecordComponent")
    public record Form(boolean centred, double epsilon, float[] scale, Optional<float[]> shift, Optional<float[]> bias, OptionalDouble softCap) {}

    /// The read-out of a model. A multiplier of the logits goes into γ, β and the bias.
    ///
    /// @throws UnusableInputException if the model has no final norm, or a projection before its head (OPT-350m): there is nothing to factor
    public static ReadOutHead of(Architecture architecture, Checkpoint checkpoint, Workers workers, Cancellation cancellation) {
        Unembedding unembedding = architecture.unembedding();
        Norm norm = unembedding.norm()
                .filter(any -> unembedding.projection().isEmpty())
                .orElseThrow(() -> new UnusableInputException("D-304", "Directions need a final norm right before the unembedding; "
                        + architecture.family() + " with a projected or post-norm stream has none. Choose another model."));
        float multiplier = (float) unembedding.multiplier();
        Form form = new Form(
                norm.kind() == Norm.Kind.LAYER,
                norm.epsilon(),
                scale(norm, checkpoint, multiplier),
                norm.bias().map(bias -> read(bias, checkpoint, multiplier)),
                unembedding.head().bias().map(bias -> read(bias, checkpoint, multiplier)),
                unembedding.softcap());
        return of(form, unembedding.head(), StoredNumbers.of(checkpoint), workers, cancellation);
    }

    /// A read-out that was not described by an architecture.
    ///
    /// @param head W
    /// @param numbers in which it is read
    public static ReadOutHead of(Form form, Linear head, StoredNumbers numbers, Workers workers, Cancellation cancellation) {
        return of(form, HeadMatrix.of(head, numbers, workers, cancellation), workers, cancellation);
    }

    private static float[] scale(Norm norm, Checkpoint checkpoint, float multiplier) {
        float[] scale = norm.weight().map(weight -> read(weight, checkpoint, 1)).orElseGet(() -> filled(norm.width()));
        float stored = norm.kind() == Norm.Kind.RMS_ONE_PLUS ? 1 : 0;
        for (int i = 0; i < scale.length; i++) {
            scale[i] = (stored + scale[i]) * multiplier;
        }
        return scale;
    }

    private static float[] filled(int width) {
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static float[] read(TensorInfo tensor, Checkpoint checkpoint, float multiplier) {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        checkpoint.read(tensor, 0, values);
        for (int i = 0; i < values.length; i++) {
            values[i] *= multiplier;
        }
        return values;
    }

    /// @param matrix becomes the head's to close; it is closed if this throws
    static ReadOutHead of(Form form, HeadMatrix matrix, Workers workers, Cancellation cancellation) {
        try (Opening opening = new Opening()) {
            opening.with(matrix, HeadMatrix::close);
            float[][] constant = matrix.vector();
            form.shift().ifPresent(shift -> matrix.multiply(shift, constant, cancellation));
            form.bias().ifPresent(bias -> {
                for (int token = 0; token < bias.length; token++) {
                    constant[token / ChunkLoops.SIZE][token % ChunkLoops.SIZE] += bias[token];
                }
            });
            ReadOutHead head = new ReadOutHead(form, matrix, constant, workers);
            opening.done();
            return head;
        }
    }

    /// d.
    public int width() {
        return matrix.width();
    }

    /// V.
    public int vocabulary() {
        return matrix.vocabulary();
    }

    boolean centred() {
        return form.centred();
    }

    double epsilon() {
        return form.epsilon();
    }

    /// The cap for use by one thread, if there is one.
    Optional<SoftCap> newSoftCap() {
        return form.softCap().isPresent() ? Optional.of(new SoftCap(form.softCap().getAsDouble())) : Optional.empty();
    }

    HeadMatrix matrix() {
        return matrix;
    }

    /// The threads that it uses.
    public Workers workers() {
        return workers;
    }

    /// k, over the vocabulary. Not to be modified.
    float[][] constant() {
        return constant;
    }

    private static float largest(float[][] vector) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float[] chunk : vector) {
            largest = Math.max(largest, ChunkLoops.max(chunk));
        }
        return largest;
    }

    /// The largest of k.
    float largestConstant() {
        return largestConstant;
    }

    /// γ ⊙ x, as the matrix takes it.
    float[] scaled(double[] x) {
        float[] scaled = new float[x.length];
        for (int k = 0; k < x.length; k++) {
            scaled[k] = (float) (form.scale()[k] * x[k]);
        }
        return scaled;
    }

    /// x = C x.
    ///
    /// @param x Modified.
    void centre(double[] x) {
        if (form.centred()) {
            double mean = Arrays.stream(x).average().orElse(0);
            for (int k = 0; k < x.length; k++) {
                x[k] -= mean;
            }
        }
    }

    /// γ ⊙ Wᵀ w.
    double[] transposed(HeadMatrix.Part w, Cancellation cancellation) {
        return scaleInPlace(matrix.multiplyTransposed(w, cancellation));
    }

    /// γ ⊙ Wᵀ W (γ ⊙ x) for several x.
    double[][] squared(double[][] vectors, Cancellation cancellation) {
        float[][] scaled = Arrays.stream(vectors).map(this::scaled).toArray(float[][]::new);
        return Arrays.stream(matrix.multiplySquared(scaled, cancellation)).map(this::scaleInPlace).toArray(double[][]::new);
    }

    private double[] scaleInPlace(double[] x) {
        for (int k = 0; k < x.length; k++) {
            x[k] *= form.scale()[k];
        }
        return x;
    }

    @Override
    public void close() {
        matrix.close();
    }
}
