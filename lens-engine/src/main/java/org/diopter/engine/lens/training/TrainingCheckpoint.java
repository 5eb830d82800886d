package org.diopter.engine.lens.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;
import org.diopter.model.store.ArtefactStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a training must remember to go on in another process. Written whole or not at all; one that cannot be read is set aside, and the training begins
/// anew.
///
/// @param key all that the training depends on: the model, the text, the plan
public record TrainingCheckpoint(ArtefactStore store, String key) {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingCheckpoint.class);
    private static final String KIND = "lens-training";
    /// Raised whenever the training does something else with the same plan.
    private static final int VERSION = 2;

    /// @param model the SHA-256 of its weights
    public static TrainingCheckpoint of(ArtefactStore store, String model, TrainingText text, TrainingPlan plan) {
        return new TrainingCheckpoint(store, String.join(" ", model, text.sha256(), plan.toString(), Integer.toString(VERSION)));
    }

    /// Makes the training begin anew.
    public void forget() {
        store.setAside(KIND, key);
    }

    /// @param step how many steps are done
    /// @param seconds that they took
    record State(int step, double seconds, long tokens, List<LayerTraining> layers, List<CurvePoint> curve) {}

    void save(State state) {
        SafetensorsWriter writer = new SafetensorsWriter();
        add(writer, "progress", state.step(), state.seconds(), (double) state.tokens());
        add(writer, "curve", state.curve().stream()
                .flatMap(point -> List.of(point.seconds(), (double) point.tokens(), (double) point.layer(), point.kl(), point.logitLensKl()).stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
        for (LayerTraining layer : state.layers()) {
            String at = layer.layer() + ".";
            add(writer, at + "measured", layer.logitLensKl(), layer.bestKl(), layer.improved() ? 1 : 0, layer.scale());
            add(writer, at + "at", layer.at());
            add(writer, at + "best", layer.best());
            for (int i = 0; i < layer.moments().size(); i++) {
                add(writer, at + "moment" + i + ".weight", layer.moments().get(i).weight());
                add(writer, at + "moment" + i + ".bias", layer.moments().get(i).bias());
            }
            layer.whitening().ifPresent(white -> add(writer, at + "white", new Parameters(white.map(), white.shift())));
        }
        store.write(KIND, key, writer::writeTo);
    }

    private static void add(SafetensorsWriter writer, String name, double... values) {
        writer.add(name, TensorType.F64, List.of((long) values.length), MemorySegment.ofArray(values));
    }

    private static void add(SafetensorsWriter writer, String name, float[] values) {
        writer.add(name, TensorType.F32, List.of((long) values.length), MemorySegment.ofArray(values));
    }

    private static void add(SafetensorsWriter writer, String name, Parameters parameters) {
        add(writer, name + ".weight", parameters.weight().toArray());
        add(writer, name + ".bias", parameters.bias().toArray());
    }

    /// What an earlier process left, if anything.
    ///
    /// @param layers which are trained
    Optional<State> load(List<Integer> layers, int width) {
        Optional<Path> file = store.find(KIND, key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(Safetensors.read(file.get()), layers, width));
        } catch (UnusableInputException | UncheckedIOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("a kept training could not be read; it begins anew", e);
            store.setAside(KIND, key);
            return Optional.empty();
        }
    }

    private static State read(Safetensors file, List<Integer> layers, int width) {
        double[] progress = numbers(file, "progress");
        double[] points = numbers(file, "curve");
        List<CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i < points.length; i += 5) {
            curve.add(new CurvePoint(points[i], (long) points[i + 1], (int) points[i + 2], points[i + 3], points[i + 4]));
        }
        List<LayerTraining> restored = new ArrayList<>();
        for (int layer : layers) {
            restored.add(layer(file, layer, width));
        }
        return new State((int) progress[0], progress[1], (long) progress[2], restored, curve);
    }

    private static LayerTraining layer(Safetensors file, int index, int width) {
        String at = index + ".";
        Optional<Whitening> white = file.tensors().containsKey(at + "white.weight")
                ? Optional.of(parameters(file, at + "white", width)).map(map -> new Whitening(map.weight(), map.bias()))
                : Optional.empty();
        double[] measured = numbers(file, at + "measured");
        LayerTraining layer = new LayerTraining(index, width, white, measured[3], parameters(file, at + "at", width));
        layer.best().set(parameters(file, at + "best", width));
        for (int i = 0; i < layer.moments().size(); i++) {
            Gradient moment = layer.moments().get(i);
            System.arraycopy(floats(file, at + "moment" + i + ".weight"), 0, moment.weight(), 0, moment.weight().length);
            System.arraycopy(floats(file, at + "moment" + i + ".bias"), 0, moment.bias(), 0, moment.bias().length);
        }
        layer.restore(measured[0], measured[1], measured[2] == 1);
        return layer;
    }

    private static Parameters parameters(Safetensors file, String name, int width) {
        return new Parameters(
                FloatTensor.of(floats(file, name + ".weight"), width, width), FloatTensor.of(floats(file, name + ".bias"), width));
    }

    private static float[] floats(Safetensors file, String name) {
        ByteBuffer bytes = bytes(file, name);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static double[] numbers(Safetensors file, String name) {
        ByteBuffer bytes = bytes(file, name);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    private static ByteBuffer bytes(Safetensors file, String name) {
        TensorInfo tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("a training without " + name);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.length())).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(tensor.file())) {
            while (bytes.hasRemaining() && channel.read(bytes, tensor.offset() + bytes.position()) > 0) {
                // reads on to the end
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.flip();
    }
}
