package org.diopter.engine.lens.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.TensorInfo;

/// Reads a training from the file that [StateWriter] made.
///
/// @param layers which are trained, ascending
record StateReader(Safetensors file, List<Integer> layers, int width) {

    /// @throws IllegalArgumentException if something is missing or of another size
    TrainingState state() {
        double[] progress = numbers(StateWriter.PROGRESS);
        return has(StateWriter.CURVE) ? stepping(progress) : new TrainingState.Starting(progress[0], walk(StateWriter.LOGIT_LENS), start());
    }

    private TrainingState stepping(double[] progress) {
        double[] points = numbers(StateWriter.CURVE);
        List<CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i < points.length; i += 5) {
            curve.add(new CurvePoint(points[i], (long) points[i + 1], (int) points[i + 2], points[i + 3], points[i + 4]));
        }
        LayerWalk gradient = walk(StateWriter.GRADIENT);
        List<LayerTraining> restored = new ArrayList<>();
        for (int index : layers) {
            LayerTraining layer = layer(index);
            String at = index + ".";
            layer.best().set(parameters(at + "best"));
            for (int i = 0; i < layer.moments().size(); i++) {
                read(at + "moment" + i, layer.moments().get(i));
            }
            if (gradient.begun()) {
                read(at + "gradient", layer.gradient());
            }
            restored.add(layer);
        }
        return new TrainingState.Stepping(
                progress[0], (int) progress[1], (long) progress[2], restored, curve, gradient, walk(StateWriter.MEASUREMENT));
    }

    private Optional<LeastSquares> start() {
        if (!has(StateWriter.START)) {
            return Optional.empty();
        }
        double[] place = numbers(StateWriter.START);
        int solved = (int) place[3];
        return Optional.of(new LeastSquares(
                layers.subList(solved, layers.size()).stream().map(this::moments).toList(),
                layers.subList(0, solved).stream().map(this::layer).toList(),
                (int) place[0],
                (int) place[1],
                (long) place[2]));
    }

    private WarmStart moments(int layer) {
        String at = layer + ".";
        return new WarmStart(layer, width, new WarmStart.Moments(
                numbers(at + "h", width),
                numbers(at + "y", width),
                numbers(at + "hh", (long) width * width),
                numbers(at + "yh", (long) width * width),
                numbers(at + "sums", WarmStart.Moments.SUMS)));
    }

    private LayerTraining layer(int index) {
        String at = index + ".";
        Optional<Whitening> white = has(at + "white.weight")
                ? Optional.of(parameters(at + "white")).map(map -> new Whitening(map.weight(), map.bias()))
                : Optional.empty();
        double[] measured = numbers(at + "measured");
        LayerTraining layer = new LayerTraining(index, width, white, measured[3], parameters(at + "at"));
        layer.restore(measured[0], measured[1], measured[2] == 1);
        return layer;
    }

    private void read(String name, Gradient into) {
        read(name + ".weight", into.weight());
        read(name + ".bias", into.bias());
    }

    private void read(String name, float[] into) {
        bytes(name, (long) into.length * Float.BYTES).asFloatBuffer().get(into);
    }

    private Parameters parameters(String name) {
        float[] weight = new float[width * width];
        float[] bias = new float[width];
        read(name + ".weight", weight);
        read(name + ".bias", bias);
        return new Parameters(FloatTensor.of(weight, width, width), FloatTensor.of(bias, width));
    }

    private LayerWalk walk(String name) {
        return LayerWalk.of(numbers(name), layers.size());
    }

    private boolean has(String name) {
        return file.tensors().containsKey(name);
    }

    private double[] numbers(String name) {
        return numbers(name, tensor(name).length() / Double.BYTES);
    }

    private double[] numbers(String name, long count) {
        double[] values = new double[Math.toIntExact(count)];
        bytes(name, count * Double.BYTES).asDoubleBuffer().get(values);
        return values;
    }

    private TensorInfo tensor(String name) {
        TensorInfo tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("a training without " + name);
        }
        return tensor;
    }

    private ByteBuffer bytes(String name, long length) {
        TensorInfo tensor = tensor(name);
        if (tensor.length() != length) {
            throw new IllegalArgumentException("%s of %d bytes, not %d".formatted(name, tensor.length(), length));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(tensor.file())) {
            while (bytes.hasRemaining() && channel.read(bytes, tensor.offset() + bytes.position()) > 0) {
                // reads on to the end
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("%s ends early".formatted(name));
        }
        return bytes.flip();
    }
}
