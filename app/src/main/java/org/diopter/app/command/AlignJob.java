package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.Alignment;
import org.diopter.views.figure.Numbers;

/// Measures the alignment of a lens with its model and writes it.
///
/// @param json where the result goes; nothing for a table on standard output
record AlignJob(Invocation invocation, Optional<JsonTarget> json) {

    int run(CommandEngine engine, OpenModel model, AlignStudy study) {
        List<Alignment> layers = new AlignWork(engine, model).measure(study.lens(), study.text(), study.states(), study.directions(), study.engine().seed());
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine, model, study, layers));
        } else {
            print(layers);
        }
        return ExitCode.DONE;
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
