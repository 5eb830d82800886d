package org.diopter.engine.cache.less;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.ModelShape;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;
import org.diopter.model.store.ArtefactStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a training of kernels must remember to go on in another process. Written whole or not at all; one that cannot be read is set aside, and the training
/// begins anew.
///
/// @param key all that the training depends on: the model, the text, the plan
public record LessCheckpoint(ArtefactStore store, String key) {
    private static final Logger LOG = LoggerFactory.getLogger(LessCheckpoint.class);
    private static final String KIND = "less-training";
    private static final String CURVE = "curve";
    private static final String STEPS = "steps";
    /// Raised whenever the training does something else with the same plan.
    private static final int VERSION = 2;

    /// @param model the SHA-256 of its weights
    /// @param text the SHA-256 of the sequences
    public static LessCheckpoint of(ArtefactStore store, String model, String text, LessPlan plan) {
        return new LessCheckpoint(store, String.join(" ", model, text, plan.toString(), Integer.toString(VERSION)));
    }

    /// Makes the training begin anew.
    public void forget() {
        store.setAside(KIND, key);
    }

    /// Whether an earlier process left something.
    public boolean exists() {
        return store.find(KIND, key).isPresent();
    }

    public void save(TrainingState state) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata(STEPS, Integer.toString(state.adam().steps()));
        double[] curve = state.curve().stream().flatMap(epoch -> List.of(epoch.training(), epoch.heldOut()).stream()).mapToDouble(Double::doubleValue).toArray();
        writer.add(CURVE, TensorType.F64, List.of((long) curve.length), MemorySegment.ofArray(curve));
        KernelFile.add(writer, "at.", state.kernel());
        KernelFile.add(writer, "best.", state.best());
        KernelFile.add(writer, "first.", state.adam().first());
        KernelFile.add(writer, "second.", state.adam().second());
        store.write(KIND, key, writer::writeTo);
    }

    /// What an earlier process left, if anything.
    public Optional<TrainingState> load(ModelShape shape) {
        Optional<Path> file = store.find(KIND, key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(Safetensors.read(file.get()), shape));
        } catch (UnusableInputException | IllegalArgumentException e) {
            LOG.warn("a kept training of kernels could not be read; it begins anew", e);
            store.setAside(KIND, key);
            return Optional.empty();
        }
    }

    private static TrainingState read(Safetensors file, ModelShape shape) {
        double[] points = KernelFile.numbers(file, CURVE);
        List<TrainingState.Epoch> curve = new ArrayList<>();
        for (int i = 0; i + 1 < points.length; i += 2) {
            curve.add(new TrainingState.Epoch(points[i], points[i + 1]));
        }
        int steps = Integer.parseInt(file.metadata().getOrDefault(STEPS, ""));
        Adam adam = new Adam(KernelFile.read(file, "first.", shape), KernelFile.read(file, "second.", shape), steps);
        return new TrainingState(KernelFile.read(file, "at.", shape), adam, KernelFile.read(file, "best.", shape), curve);
    }
}
