package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabels;

/// Finds the depth of each prediction of a text and writes it.
///
/// @param json where it goes; nothing for a table on standard output
record DepthJob(Invocation invocation, Optional<JsonTarget> json) {
    int run(CommandEngine engine, OpenModel model, DepthStudy study) {
        int[] depths = engine.depths(model, study.input().sequence(), study.lens());
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine, model, study, depths));
        } else {
            print(model, study, depths);
        }
        return ExitCode.DONE;
    }

    private static void write(Json json, CommandEngine engine, OpenModel model, DepthStudy study, int[] depths) {
        json.head(model.card(), engine.provider(), study, "nats");
        TokenFields tokens = new TokenFields(json, model.tokenizer());
        json.out().writeArrayPropertyStart("tokens");
        for (int position = 0; position < depths.length; position++) {
            json.out().writeStartObject();
            json.out().writeNumberProperty("position", position);
            json.out().writeNumberProperty("depth", depths[position]);
            tokens.write(study.input().tokens().get(position));
            json.out().writeEndObject();
        }
        json.out().writeEndArray();
        json.number("meanDepth", mean(depths));
    }

    private void print(OpenModel model, DepthStudy study, int[] depths) {
        PrintStream out = invocation.console().out();
        TextTable table = new TextTable(TextTable.Column.number("position"), TextTable.Column.text("token"), TextTable.Column.number("depth"));
        for (int position = 0; position < depths.length; position++) {
            table.row(Integer.toString(position), TokenLabels.label(study.input().tokens().get(position), model.tokenizer()).text(),
                    Integer.toString(depths[position]));
        }
        table.lines().forEach(out::println);
        out.println("Mean depth %s of %d layers, through the %s.".formatted(Numbers.fixed(mean(depths), 2), model.card().layers(), study.lens().name()));
    }

    static double mean(int[] depths) {
        return Arrays.stream(depths).average().orElse(Double.NaN);
    }
}
