package org.diopter.engine.lens.training;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Embedding;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Norm;
import org.diopter.engine.arch.Unembedding;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.TensorInfo;

/// A norm and a head out of a file of reference gradients, with the state, the teacher and the translator they were taken at.
record GivenHead(Reference numbers, LensGraphs graphs, RowWorkers workers, LensLoss loss) implements AutoCloseable {
    static GivenHead open(String name) {
        Path file = name.equals("rmsnorm") ? Shared.file("oracles/methods/tuned-lens/gradient-rmsnorm.safetensors") : resource(name);
        Reference numbers = Reference.read(file);
        Safetensors tensors = Safetensors.read(file);
        Optional<TensorInfo> beta = Optional.ofNullable(tensors.tensors().get("beta"));
        Optional<TensorInfo> headBias = Optional.ofNullable(tensors.tensors().get("unembed_bias"));
        TensorInfo matrix = tensor(tensors, "U");
        int width = matrix.shape().get(1).intValue();
        Norm norm = new Norm(beta.isPresent() ? Norm.Kind.LAYER : Norm.Kind.RMS, numbers.numbers("eps")[0], width, Optional.of(tensor(tensors, "gamma")), beta);
        int vocabulary = matrix.shape().get(0).intValue();
        OptionalDouble cap = numbers.has("cap") ? OptionalDouble.of(numbers.numbers("cap")[0]) : OptionalDouble.empty();
        Unembedding unembedding = new Unembedding(Optional.of(norm), Optional.empty(), new Linear(matrix, true, headBias), 1, cap, false);
        Architecture architecture = new Architecture(
                "given", width, 1, 1, width, vocabulary, 8, new Embedding(matrix, Optional.empty(), 1, Optional.empty(), Optional.empty()), List.of(), unembedding);
        LensGraphs graphs = new LensGraphs(architecture, Objects.requireNonNull(tensors.file().getParent()));
        RowWorkers workers = new RowWorkers(2);
        return new GivenHead(numbers, graphs, workers, new LensLoss(graphs, OnnxRuntime.start(ProviderChoice.CPU, 2), workers, new Cancellation()));
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(GivenHead.class.getResource("/oracles/tuned-lens/gradient-" + name + ".safetensors")).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static TensorInfo tensor(Safetensors tensors, String name) {
        return Objects.requireNonNull(tensors.tensors().get(name));
    }

    int width() {
        return graphs.architecture().width();
    }

    int vocabulary() {
        return graphs.architecture().vocabulary();
    }

    int rows() {
        return numbers.numbers("h").length / width();
    }

    FloatTensor states() {
        return tensor("h", rows(), width());
    }

    Parameters translator() {
        return new Parameters(tensor("W", width(), width()), tensor("b", width()));
    }

    Teacher teacher() {
        return Teacher.of(tensor("final_logits", rows(), vocabulary()), graphs.softCap(), workers);
    }

    private FloatTensor tensor(String name, long... shape) {
        double[] values = numbers.numbers(name);
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return FloatTensor.of(rounded, shape);
    }

    @Override
    public void close() {
        loss.close();
        workers.close();
    }
}
