package org.diopter.engine.lens.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Opening;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;

/// The loss of a translator, KL(final ‖ lens) summed over rows, and its gradient: products in ONNX Runtime, what is between them in one walk over memory.
///
/// Batches may be larger than [#rows()]; whoever calls cuts them. Memory for logits is made once, since touching fresh pages costs more than the
/// arithmetic on them. One call at a time.
final class LensLoss implements AutoCloseable {
    private static final long LOGIT_BYTES = 64L << 20;
    /// More head rows than this are not prepacked: the copies would cost more memory than they save time.
    private static final long PREPACK_BYTES = 512L << 20;
    private static final int MOST_ROWS = 4096;

    private final LensGraphs graphs;
    private final int width;
    private final int vocabulary;
    private final int rows;
    private final RowWorkers workers;
    private final Cancellation cancellation;
    private final TensorMemory memory = new TensorMemory();
    private final Session allLogits;
    private final Session allGradient;
    private final Session someLogits;
    private final Session someGradient;
    private final Session headRows;
    private final FloatTensor translated;
    private final FloatTensor logits;
    private final FloatTensor teacherLogits;
    private final FloatTensor teacherChosen;
    private final FloatTensor weightGradient;
    private final FloatTensor biasGradient;
    private final Parameters identity;
    private final float[] scratch;

    LensLoss(LensGraphs graphs, OnnxRuntime runtime, RowWorkers workers, Cancellation cancellation) {
        this.graphs = graphs;
        this.width = Math.toIntExact(graphs.architecture().unembedding().head().inputs());
        this.vocabulary = Math.toIntExact(graphs.architecture().unembedding().head().outputs());
        this.rows = Math.clamp(LOGIT_BYTES / ((long) vocabulary * Float.BYTES), 1, MOST_ROWS);
        this.workers = workers;
        this.cancellation = cancellation;
        boolean prepack = (long) width * vocabulary * Float.BYTES <= PREPACK_BYTES;
        try (Opening opening = new Opening()) {
            opening.with(memory, TensorMemory::close);
            allLogits = opening.with(runtime.session(graphs.logits(false), graphs.weightsFolder(), prepack), Session::close);
            allGradient = opening.with(runtime.session(graphs.gradient(false), graphs.weightsFolder(), prepack), Session::close);
            someLogits = opening.with(runtime.session(graphs.logits(true), graphs.weightsFolder(), prepack), Session::close);
            someGradient = opening.with(runtime.session(graphs.gradient(true), graphs.weightsFolder(), prepack), Session::close);
            headRows = opening.with(runtime.session(graphs.headRows(), graphs.weightsFolder(), false), Session::close);
            translated = memory.zeros(rows, width);
            logits = memory.zeros((long) rows * vocabulary);
            teacherLogits = memory.zeros((long) rows * vocabulary);
            teacherChosen = memory.zeros((long) rows * vocabulary);
            weightGradient = memory.zeros(width, width);
            biasGradient = memory.zeros(1, width);
            opening.done();
        }
        identity = Parameters.zeros(width);
        scratch = new float[width * width];
    }

    /// How many rows fit in one call.
    int rows() {
        return rows;
    }

    /// The model's own distributions.
    ///
    /// @param output [n, d], the stream at layer L; n at most [#rows()]. Not modified.
    /// @return good until the next teacher is asked for
    Teacher teacher(FloatTensor output) {
        FloatTensor into = teacherLogits.as(output.size(0), vocabulary);
        run(allLogits, inputs(output, output, identity), Map.of(LensGraphs.LOGITS, into));
        return Teacher.of(into, graphs.softCap(), workers);
    }

    /// The head of chosen tokens.
    ///
    /// @param rows [m, d]
    /// @param biases [m]
    record Head(ChosenTokens tokens, FloatTensor rows, FloatTensor biases) {}

    /// @param into memory for the head's rows
    Head head(ChosenTokens tokens, TensorMemory into) {
        int m = tokens.ids().length;
        Head head = new Head(tokens, into.zeros(m, width), into.zeros(m));
        Map<String, FloatTensor> outputs = new LinkedHashMap<>(Map.of(LensGraphs.HEAD, head.rows()));
        if (graphs.biased()) {
            outputs.put(LensGraphs.HEAD_BIAS, head.biases());
        }
        run(headRows, Map.of(LensGraphs.TOKENS, IdTensor.of(tokens.ids())), outputs);
        return head;
    }

    /// This teacher over a head's tokens; good until the next one is asked for.
    Teacher restricted(Teacher teacher, Head head) {
        FloatTensor into = teacherChosen.as(teacher.rows(), head.tokens().ids().length);
        return teacher.restricted(head.tokens(), into, workers);
    }

    /// Adds the gradient of `scale` Σ KL over all tokens.
    ///
    /// @param stream [n, d]. Not modified.
    /// @param features [n, d]. Not modified.
    /// @param into Modified.
    /// @return Σ KL, not scaled; NaN if it cannot be had
    double addGradient(Teacher teacher, FloatTensor stream, FloatTensor features, Parameters at, float scale, Gradient into) {
        Map<String, Tensor> inputs = inputs(stream, features, at);
        double sum = readLogits(allLogits, inputs, teacher, scale);
        addGradient(allGradient, Map.of(), teacher, features, into);
        return sum;
    }

    /// Adds the gradient of `scale` Σ KL as estimated from chosen tokens.
    ///
    /// @param teacher [#restricted] to the head's tokens
    double addGradient(Teacher teacher, Head head, FloatTensor stream, FloatTensor features, Parameters at, float scale, Gradient into) {
        Map<String, Tensor> inputs = inputs(stream, features, at);
        inputs.put(LensGraphs.HEAD, head.rows());
        inputs.put(LensGraphs.HEAD_BIAS, head.biases());
        double sum = readLogits(someLogits, inputs, teacher, scale);
        addGradient(someGradient, Map.of(LensGraphs.HEAD, head.rows()), teacher, features, into);
        return sum;
    }

    /// Σ KL over all tokens.
    double divergence(Teacher teacher, FloatTensor stream, FloatTensor features, Parameters at) {
        return readLogits(allLogits, inputs(stream, features, at), teacher, 0);
    }

    private double readLogits(Session session, Map<String, Tensor> inputs, Teacher teacher, float scale) {
        int n = teacher.rows();
        FloatTensor z = logits.as(n, teacher.tokens());
        run(session, inputs, Map.of(LensGraphs.LOGITS, z, LensGraphs.TRANSLATED, translated.firstRows(n)));
        double[] divergences = new double[n];
        workers.run(n, (from, to) -> {
            DivergenceRows reader = new DivergenceRows(teacher, z);
            for (int row = from; row < to; row++) {
                divergences[row] = reader.read(row, scale);
            }
        });
        double sum = 0;
        for (double divergence : divergences) {
            sum += divergence;
        }
        return sum;
    }

    /// From the gradient that stands in place of the logits.
    private void addGradient(Session session, Map<String, FloatTensor> more, Teacher teacher, FloatTensor features, Gradient into) {
        Map<String, Tensor> inputs = new LinkedHashMap<>(more);
        inputs.put(LensGraphs.LOGIT_GRADIENT, logits.as(teacher.rows(), teacher.tokens()));
        inputs.put(LensGraphs.TRANSLATED, translated.firstRows(teacher.rows()));
        inputs.put(LensGraphs.FEATURES, features);
        run(session, inputs, Map.of(LensGraphs.WEIGHT_GRADIENT, weightGradient, LensGraphs.BIAS_GRADIENT, biasGradient));
        into.add(weightGradient, biasGradient, scratch);
    }

    private static Map<String, Tensor> inputs(FloatTensor stream, FloatTensor features, Parameters at) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(LensGraphs.STREAM, stream);
        inputs.put(LensGraphs.FEATURES, features);
        inputs.put(LensGraphs.WEIGHT, at.weight());
        inputs.put(LensGraphs.BIAS, at.bias());
        return inputs;
    }

    private void run(Session session, Map<String, ? extends Tensor> inputs, Map<String, FloatTensor> outputs) {
        session.run(inputs, outputs, cancellation);
    }

    @Override
    public void close() {
        allLogits.close();
        allGradient.close();
        someLogits.close();
        someGradient.close();
        headRows.close();
        memory.close();
    }
}
