package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.diopter.views.figure.Numbers;

/// Measures the alignment of a lens with its model and writes it.
///
/// @param json where the result goes; nothing for a table on standard output
record AlignJob(Invocation invocation, Optional<JsonTarget> json) {

    int run(CommandEngine engine, OpenModel model, AlignStudy study) {
        LensChoice lens = engine.lenses(model).choice(study.lens());
        TrainingText text = study.text().sequences(model, model.directions().sequenceLength());
        engine.progress().stage("Change states", 1, 1);
        List<Alignment> layers = study.directions() == 0
                ? engine.until(stop -> model.directions().align(lens, text, study.states(), study.engine().seed(), engine.progress(), stop))
                : withinDirections(engine, model, study, lens, text);
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine, model, study, layers));
        } else {
            print(layers);
        }
        return ExitCode.DONE;
    }

    /// Each layer's state is changed within its causal directions, which are found first.
    private static List<Alignment> withinDirections(CommandEngine engine, OpenModel model, AlignStudy study, LensChoice lens, TrainingText text) {
        DirectionWork directions = model.directions();
        long seed = study.engine().seed();
        int last = model.card().layers();
        List<Alignment> layers = new ArrayList<>();
        for (int layer = 0; layer <= last; layer++) {
            BasisPlan plan = new BasisPlan(layer, study.directions(), Ablation.MEAN, study.states(), 0, seed);
            FoundBasis found = engine.until(stop -> directions.extract(plan, lens, text, BasisExtraction.Listener.NONE, stop));
            if (!found.isComplete()) {
                throw new CancelledException();
            }
            layers.add(engine.until(stop -> directions.align(found.basis(), lens, text, study.states(), seed, stop)));
            engine.progress().items(layer + 1L, last + 1L);
        }
        return layers;
    }

    private static void write(Json json, CommandEngine engine, OpenModel model, AlignStudy study, List<Alignment> layers) {
        json.head(model.card(), engine.provider(), study, "nats");
        json.objects("layers", layers, layer -> {
            json.out().writeNumberProperty("layer", layer.layer());
            json.number("similarity", layer.similarity());
            json.number("standardError", layer.standardError());
            json.out().writeNumberProperty("samples", layer.samples().size());
        });
    }

    private void print(List<Alignment> layers) {
        TextTable table = new TextTable(
                TextTable.Column.number("layer"), TextTable.Column.number("similarity"), TextTable.Column.number("standard error"));
        for (Alignment layer : layers.reversed()) {
            table.row(Integer.toString(layer.layer()), Numbers.fixed(layer.similarity(), 3), Numbers.fixed(layer.standardError(), 3));
        }
        table.lines().forEach(invocation.console().out()::println);
    }
}
