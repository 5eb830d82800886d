package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Optional;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WrittenText;

/// Lets a model write, and shows what it writes.
///
/// @param json where the result goes; nothing for the text on standard output, as it is written
record GenerateJob(Invocation invocation, Optional<JsonTarget> json) {

    int run(CommandEngine engine, OpenModel model, GenerateStudy study) {
        WrittenText text = new WrittenText(model.tokenizer());
        Study written = study.edits().study(model, study.input().sequence(), new LensChoice.Logit());
        if (json.isPresent()) {
            Writing writing = engine.write(written, study.plan(), _ -> {});
            json.get().write(out -> write(out, engine, model, study, writing, text));
        } else {
            print(engine, written, study, text);
        }
        return ExitCode.DONE;
    }

    /// What has come is on its line even if the writing is stopped.
    private void print(CommandEngine engine, Study written, GenerateStudy study, WrittenText text) {
        PrintStream out = invocation.console().out();
        StringBuilder shown = new StringBuilder();
        try {
            Writing writing = engine.write(written, study.plan(), soFar -> append(text.settled(soFar), shown, out));
            append(text.of(writing), shown, out);
        } finally {
            out.println();
        }
    }

    private static void append(String text, StringBuilder shown, PrintStream out) {
        if (text.length() > shown.length()) {
            out.print(text.substring(shown.length()));
            out.flush();
            shown.append(text, shown.length(), text.length());
        }
    }

    private static void write(Json json, CommandEngine engine, OpenModel model, GenerateStudy study, Writing writing, WrittenText text) {
        json.head(model.card(), engine.provider(), study, "nats");
        json.text("text", text.of(writing));
        json.text("end", writing.end().map(Writing.End::text).orElse(null));
        json.objects("written", writing.written(), token -> {
            new TokenFields(json, model.tokenizer()).write(token.id());
            json.number("logProbability", Math.log(token.probability()));
        });
    }
}
