package org.diopter.engine.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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

    /// Runs the graph and copies some outputs out whose shapes are not known before.
    ///
    /// @param outputs names of float32 outputs
    /// @return their numbers, row-major
    public Map<String, float[]> values(Map<String, ? extends Tensor> inputs, List<String> outputs, Cancellation cancellation) {
        return gate.use(() -> {
            Map<String, OnnxTensor> in = new LinkedHashMap<>();
            try (RunOptions options = new RunOptions()) {
                cancellation.enter(options);
                try {
                    for (Map.Entry<String, ? extends Tensor> input : inputs.entrySet()) {
                        in.put(input.getKey(), tensor(input.getValue()));
                    }
                    try (OrtSession.Result result = session.run(in, new LinkedHashSet<>(outputs), options)) {
                        return copied(result);
                    }
                } finally {
                    cancellation.leave(options);
                }
            } catch (OrtException e) {
                throw cancellation.isCancelled() ? new CancelledException() : failure(e);
            } finally {
                in.values().forEach(OnnxTensor::close);
            }
        });
    }

    private static Map<String, float[]> copied(OrtSession.Result result) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            FloatBuffer floats = ((OnnxTensor) output.getValue()).getFloatBuffer();
            float[] copy = new float[floats.remaining()];
            floats.get(copy);
            values.put(output.getKey(), copy);
        }
        return values;
    }

    /// Names of the outputs that are float16.
    public Set<String> halfOutputs() {
        return gate.use(() -> {
            Set<String> half = new LinkedHashSet<>();
            try {
                for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
                    if (output.getValue().getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT16) {
                        half.add(output.getKey());
                    }
                }
            } catch (OrtException e) {
                throw failure(e);
            }
            return half;
        });
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
