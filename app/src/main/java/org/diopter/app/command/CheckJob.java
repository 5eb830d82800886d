package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.diopter.engine.ModelCard;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.arch.ModelShape;
import org.diopter.views.figure.Numbers;

/// Proves a model's blocks and writes its card.
///
/// @param json where the card goes; nothing for text on standard output
record CheckJob(Invocation invocation, Optional<JsonTarget> json) {

    int run(CommandEngine engine, OpenModel model, CheckStudy study) {
        SelfCheck check = engine.check(model);
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine.provider(), model.card(), study, check));
        } else {
            print(model, check, engine.provider());
        }
        return check.passed() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static void write(Json json, String provider, ModelCard card, CheckStudy study, SelfCheck check) {
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
        json.out().writeNumberProperty("estimated", check.estimatedBytes());
        json.out().writeNumberProperty("measured", check.measuredBytes());
        json.out().writeEndObject();
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
        model.tokenizerProblem().ifPresent(out::println);
        out.println();
        TextTable table = new TextTable(
                TextTable.Column.text("check"), TextTable.Column.number("value"), TextTable.Column.number("limit"), TextTable.Column.text(""));
        check.checks().forEach(proof -> table.row(proof.name(), number(proof.value()), limit(proof), proof.ok() ? "ok" : "failed"));
        table.lines().forEach(out::println);
        out.println();
        out.println("Top-1 agrees at %d of %d positions.".formatted(check.agreeing(), check.positions()));
        out.println("Private memory: %s estimated for the matrices in float32, %s measured from before to after opening, the runtime's own share included."
                .formatted(Numbers.bytes(check.estimatedBytes()), Numbers.bytes(check.measuredBytes())));
        out.println(check.passed() ? "The chained blocks are the model." : failure(check));
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
