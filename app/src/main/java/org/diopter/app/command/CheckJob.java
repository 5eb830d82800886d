package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.engine.MemoryEstimate;
import org.diopter.engine.MemoryUse;
import org.diopter.engine.ModelCard;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.arch.ModelShape;
import org.diopter.model.hub.CardFile;
import org.diopter.views.figure.Numbers;

/// Proves a model's blocks and writes its card.
///
/// @param json where the card goes; nothing for text on standard output
record CheckJob(Invocation invocation, Optional<JsonTarget> json) {

    int run(CommandEngine engine, OpenModel model, CheckStudy study) {
        SelfCheck check = engine.check(model);
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine.provider(), model, study, check));
        } else {
            print(model, check, engine.provider());
        }
        return check.passed() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static void write(Json json, String provider, OpenModel model, CheckStudy study, SelfCheck check) {
        ModelCard card = model.card();
        json.head(card, provider, study, "nats");
        json.text("tier", String.valueOf(card.tier()));
        json.out().writeArrayPropertyStart("reasons");
        card.reasons().forEach(json.out()::writeString);
        json.out().writeEndArray();
        json.out().writeBooleanProperty("passed", check.passed());
        json.number("maxAbsError", check.maxAbsoluteError());
        json.number("maxRelError", check.maxRelativeError());
        json.objects("checks", check.checks(), proof -> {
            json.text("name", proof.name());
            json.number("value", proof.value());
            json.number("limit", proof.limit());
            json.out().writeBooleanProperty("ok", proof.ok());
        });
        json.out().writeArrayPropertyStart("layerErrors");
        check.layerErrors().forEach(json::number);
        json.out().writeEndArray();
        json.out().writeObjectPropertyStart("memory");
        MemoryUse memory = model.memory();
        json.out().writeNumberProperty("estimated", memory.estimate().opened());
        json.out().writeNumberProperty("measured", memory.measured());
        json.out().writeNumberProperty("mapped", memory.estimate().mapped());
        json.out().writeNumberProperty("matrices", memory.estimate().matrices());
        json.out().writeNumberProperty("sessions", memory.estimate().sessions());
        json.out().writeNumberProperty("prompt", memory.estimate().prompt());
        json.text("mode", memory.mode().name().toLowerCase(Locale.ROOT));
        json.out().writeEndObject();
        json.text("licence", model.about().licence().orElse(null));
        json.out().writeArrayPropertyStart("baseModels");
        model.about().baseModels().forEach(json.out()::writeString);
        json.out().writeEndArray();
        json.out().writeNumberProperty("context", card.context());
        json.out().writeNumberProperty("parameters", card.parameters());
        json.out().writeNumberProperty("bytes", card.bytes());
        json.text("precision", card.precision());
    }

    private void print(OpenModel model, SelfCheck check, String provider) {
        PrintStream out = invocation.console().out();
        ModelCard card = model.card();
        out.println("%s, %s: %d layers, width %d, %d heads (%d key/value), vocabulary %s, context %s".formatted(
                card.id().name(), card.family(), card.layers(), card.width(), card.heads(), card.kvHeads(), Numbers.count(card.vocabulary()),
                card.context() == ModelShape.ANY_CONTEXT ? "of any length" : Numbers.count(card.context())));
        out.println("%s parameters, %s, %s on disk, sha256 %.8s · %s · tier %s".formatted(
                Numbers.count(card.parameters()), card.precision(), Numbers.bytes(card.bytes()), card.id().sha256(), provider, card.tier()));
        card.reasons().forEach(out::println);
        about(model.about()).ifPresent(out::println);
        model.tokenizerProblem().ifPresent(out::println);
        out.println();
        TextTable table = new TextTable(
                TextTable.Column.text("check"), TextTable.Column.number("value"), TextTable.Column.number("limit"), TextTable.Column.text(""));
        check.checks().forEach(proof -> table.row(proof.name(), number(proof.value()), limit(proof), proof.ok() ? "ok" : "failed"));
        table.lines().forEach(out::println);
        out.println();
        out.println("Top-1 agrees at %d of %d positions.".formatted(check.agreeing(), check.positions()));
        MemoryEstimate memory = model.memory().estimate();
        out.println("Memory beside the file: %s estimated (%s for matrices in float32, %s for sessions and tokenizer), %s measured after opening."
                .formatted(Numbers.bytes(memory.opened()), Numbers.bytes(memory.matrices()), Numbers.bytes(memory.sessions()),
                        Numbers.bytes(model.memory().measured())));
        out.println("The weights' %s stay mapped; a prompt of %d tokens takes about %s."
                .formatted(Numbers.bytes(memory.mapped()), MemoryEstimate.PROMPT_TOKENS, Numbers.bytes(memory.prompt())));
        out.println(check.passed() ? "The chained blocks are the model." : failure(check));
    }

    private static Optional<String> about(CardFile card) {
        String made = card.baseModels().isEmpty() ? "" : "made from " + String.join(", ", card.baseModels());
        String licence = card.licence().map(name -> "licence " + name).orElse("");
        return Optional.of(String.join(", ", Stream.of(licence, made).filter(part -> !part.isEmpty()).toList())).filter(line -> !line.isEmpty());
    }

    /// Most values must stay below their limit; the effect of a change must reach it.
    private static String limit(SelfCheck.Check proof) {
        boolean atLeast = proof.ok() ? proof.value() > proof.limit() : proof.value() < proof.limit();
        return (atLeast ? "≥ " : "≤ ") + number(proof.limit());
    }

    private static String failure(SelfCheck check) {
        return "D-104: The chained blocks differ from the whole model by %s in a logit (%s relative)."
                .formatted(number(check.maxAbsoluteError()), number(check.maxRelativeError()));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6 ? Numbers.count((long) value) : String.format(Locale.ROOT, "%.1e", value);
    }
}
