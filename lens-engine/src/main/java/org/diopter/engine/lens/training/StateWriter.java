package org.diopter.engine.lens.training;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;

/// Makes a safetensors file of a training; [StateReader] reads it. Tensors are written from where they are, not copied.
final class StateWriter {
    static final String PROGRESS = "progress";
    static final String CURVE = "curve";
    static final String GRADIENT = "gradient";
    static final String MEASUREMENT = "measurement";
    static final String LOGIT_LENS = "logit-lens";
    static final String START = "start";

    private final SafetensorsWriter file = new SafetensorsWriter();

    private StateWriter() {}

    /// @return what writes the state as it is when it writes
    static SafetensorsWriter of(TrainingState state) {
        StateWriter writer = new StateWriter();
        switch (state) {
            case TrainingState.Starting starting -> writer.add(starting);
            case TrainingState.Stepping stepping -> writer.add(stepping);
        }
        return writer.file;
    }

    private void add(TrainingState.Starting state) {
        add(PROGRESS, state.seconds());
        add(LOGIT_LENS, state.logitLens().toNumbers());
        state.start().ifPresent(start -> {
            add(START, start.sequence(), start.layer(), start.seen(), start.solved().size());
            start.solved().forEach(this::add);
            start.moments().forEach(this::add);
        });
    }

    private void add(TrainingState.Stepping state) {
        add(PROGRESS, state.seconds(), state.step(), state.tokens());
        add(CURVE, state.curve().stream()
                .flatMap(point -> List.of(point.seconds(), (double) point.tokens(), (double) point.layer(), point.kl(), point.logitLensKl()).stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
        add(GRADIENT, state.gradient().toNumbers());
        add(MEASUREMENT, state.measurement().toNumbers());
        for (LayerTraining layer : state.layers()) {
            add(layer);
            String at = layer.layer() + ".";
            add(at + "best", layer.best());
            for (int i = 0; i < layer.moments().size(); i++) {
                add(at + "moment" + i, layer.moments().get(i));
            }
            if (state.gradient().begun()) {
                add(at + "gradient", layer.gradient());
            }
        }
    }

    /// What a layer is besides what steps leave in it.
    private void add(LayerTraining layer) {
        String at = layer.layer() + ".";
        add(at + "measured", layer.logitLensKl(), layer.bestKl(), layer.improved() ? 1 : 0, layer.scale());
        add(at + "at", layer.at());
        layer.whitening().ifPresent(white -> add(at + "white", new Parameters(white.map(), white.shift())));
    }

    private void add(WarmStart start) {
        String at = start.layer() + ".";
        add(at + "sums", start.moments().sums());
        add(at + "h", start.moments().sumH());
        add(at + "y", start.moments().sumY());
        add(at + "hh", start.moments().hh());
        add(at + "yh", start.moments().yh());
    }

    private void add(String name, Gradient gradient) {
        add(name + ".weight", gradient.weight());
        add(name + ".bias", gradient.bias());
    }

    private void add(String name, Parameters parameters) {
        add(name + ".weight", parameters.weight());
        add(name + ".bias", parameters.bias());
    }

    private void add(String name, FloatTensor tensor) {
        file.add(name, TensorType.F32, List.of(tensor.elements()), tensor.segment());
    }

    private void add(String name, double... values) {
        file.add(name, TensorType.F64, List.of((long) values.length), MemorySegment.ofArray(values));
    }

    private void add(String name, float[] values) {
        file.add(name, TensorType.F32, List.of((long) values.length), MemorySegment.ofArray(values));
    }
}
