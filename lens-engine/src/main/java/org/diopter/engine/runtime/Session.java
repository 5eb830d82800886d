package org.diopter.engine.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;

/// One graph, ready to run. Inputs are read from and outputs written to native tensors of the caller: nothing is copied on the way.
public final class Session implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final EngineGate gate;
    private boolean closed;

    Session(OrtEnvironment environment, OrtSession session, EngineGate gate) {
        this.environment = environment;
        this.session = session;
        this.gate = gate;
    }

    /// Runs the graph.
    ///
    /// @param inputs by name. Not modified.
    /// @param outputs the outputs wanted, by name, each of its full shape. Modified.
    /// @throws CancelledException if a stop was asked for
    /// @throws UnusableInputException if memory did not suffice
    public void run(Map<String, ? extends Tensor> inputs, Map<String, FloatTensor> outputs, Cancellation cancellation) {
        gate.use(() -> {
            runNative(inputs, outputs, cancellation);
            return outputs;
        });
    }

    private void runNative(Map<String, ? extends Tensor> inputs, Map<String, FloatTensor> outputs, Cancellation cancellation) {
        Map<String, OnnxTensor> in = new LinkedHashMap<>();
        Map<String, OnnxTensor> out = new LinkedHashMap<>();
        try (RunOptions options = new RunOptions()) {
            cancellation.enter(options);
            try {
                for (Map.Entry<String, ? extends Tensor> input : inputs.entrySet()) {
                    in.put(input.getKey(), tensor(input.getValue()));
                }
                for (Map.Entry<String, FloatTensor> output : outputs.entrySet()) {
                    out.put(output.getKey(), tensor(output.getValue()));
                }
                session.run(in, Set.of(), out, options).close();
            } finally {
                cancellation.leave(options);
            }
        } catch (OrtException e) {
            if (cancellation.isCancelled()) {
                throw new CancelledException();
            }
            throw failure(e);
        } finally {
            in.values().forEach(OnnxTensor::close);
            out.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(Tensor tensor) throws OrtException {
        return switch (tensor) {
            case FloatTensor floats ->
                OnnxTensor.createTensor(environment, floats.buffer(), floats.shape());
            case IdTensor ids -> OnnxTensor.createTensor(environment, ids.buffer(), ids.shape());
        };
    }

    private static RuntimeException failure(OrtException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("llocate memory") || message.contains("bad_alloc")) {
            return new UnusableInputException("D-202", "The run needs more memory than there is. Use a shorter prompt.", e);
        }
        return new IllegalStateException("ONNX Runtime could not run the graph: " + message, e);
    }

    /// Waits until nothing is running, then frees the graph and its prepacked weights. Does nothing the second time.
    @Override
    public void close() {
        gate.close(() -> {
            if (closed) {
                return;
            }
            closed = true;
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("a session could not be closed", e);
            }
        });
    }
}
