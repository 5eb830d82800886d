package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.DirectionWork;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Alignment;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.CancelledException;

/// Measures the alignment of a lens with its model.
///
/// @param engine that holds the model
record AlignWork(CommandEngine engine, OpenModel model) {
    /// @param states how many tokens are changed, one at a time
    /// @param directions how many causal directions of each layer span what is changed; 0 for the update of the block below
    /// @return one a layer, ascending: from 1 on, within directions from 0 on
    List<Alignment> measure(LensReference reference, StudyText given, int states, int directions, long seed) {
        LensChoice lens = engine.lenses(model).choice(reference);
        TrainingText text = given.sequences(model, model.directions().sequenceLength());
        engine.progress().stage("Change states", 1, 1);
        return directions == 0
                ? engine.until(stop -> model.directions().align(lens, text, states, seed, engine.progress(), stop))
                : withinDirections(lens, text, states, directions, seed);
    }

    /// Each layer's state is changed within its causal directions, which are found first.
    private List<Alignment> withinDirections(LensChoice lens, TrainingText text, int states, int count, long seed) {
        DirectionWork work = model.directions();
        int last = model.card().layers();
        List<Alignment> layers = new ArrayList<>();
        for (int layer = 0; layer <= last; layer++) {
            BasisPlan plan = new BasisPlan(layer, count, Ablation.MEAN, states, 0, seed);
            FoundBasis found = engine.until(stop -> work.extract(plan, lens, text, BasisExtraction.Listener.NONE, stop));
            if (!found.isComplete()) {
                throw new CancelledException();
            }
            layers.add(engine.until(stop -> work.align(found.basis(), lens, text, states, seed, stop)));
            engine.progress().items(layer + 1L, last + 1L);
        }
        return layers;
    }
}
