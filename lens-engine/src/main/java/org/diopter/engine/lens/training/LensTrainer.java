package org.diopter.engine.lens.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Unembedding;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.model.UnusableInputException;

/// Trains tuned lenses of one model. Works on the caller's thread; several trainings may run at a time, each with its own control.
///
/// @param forward gives the states
public record LensTrainer(Architecture architecture, ModelGraphs graphs, OnnxRuntime runtime, ForwardPass forward) {
    /// Of the text's sequences, how many are held out to measure with.
    private static final double HELD_OUT = 0.1;

    /// Trains until the plan's or the user's end; whatever ends it, the best so far is the result.
    ///
    /// @param name of the lens, for people
    /// @param baseModel what goes into the lens's file as its model
    /// @param checkpoint where the training is kept every few seconds and from where it goes on, or nothing
    /// @throws UnusableInputException D-305 if the text is too short, D-205 if the plan names layers that are not there,
    ///     D-306 if the model's output is more than a norm and a matrix
    public TrainedLens train(
            String name,
            String baseModel,
            TrainingText text,
            TrainingPlan plan,
            Optional<TrainingCheckpoint> checkpoint,
            TrainingControl control,
            TrainingListener listener) {
        requireNormAndHead();
        List<Integer> layers = layers(plan);
        List<TrainingText> parts = text.split(HELD_OUT, plan.seed());
        LensGraphs lensGraphs = new LensGraphs(architecture, graphs.weightsFolder());
        try (TrainingRun run = new TrainingRun(this, lensGraphs, parts.get(0), parts.get(1), plan, layers, checkpoint, control, listener)) {
            End end = run.toTheEnd();
            return new TrainedLens(lens(name, baseModel, run.layers()), end, run.curve(), run.best());
        } finally {
            runtime.releaseFreedMemory();
        }
    }

    /// A lens's gradient is written for a norm and one matrix.
    private void requireNormAndHead() {
        Unembedding unembedding = architecture.unembedding();
        if (unembedding.norm().isEmpty() || unembedding.projection().isPresent()) {
            throw new UnusableInputException("D-306", "Lenses of this layout (%s) can be read through but not trained: its output is no norm and one matrix."
                    .formatted(architecture.family()));
        }
    }

    private List<Integer> layers(TrainingPlan plan) {
        for (int layer : plan.layers()) {
            if (layer < 0 || layer >= architecture.layers()) {
                throw new UnusableInputException("D-205", "Layer %d cannot be trained; translators are of layers 0 to %d."
                        .formatted(layer, architecture.layers() - 1));
            }
        }
        return plan.layers().isEmpty()
                ? IntStream.range(0, architecture.layers()).boxed().toList()
                : plan.layers().stream().distinct().sorted().toList();
    }

    private Lens lens(String name, String baseModel, List<LayerTraining> trained) {
        List<Translator> translators = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            translators.add(Translator.identity(architecture.width()));
        }
        trained.forEach(layer -> translators.set(layer.layer(), layer.translator()));
        return new Lens(Lens.Kind.TUNED, name, baseModel, translators);
    }
}
