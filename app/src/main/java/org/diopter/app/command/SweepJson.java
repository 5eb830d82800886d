package org.diopter.app.command;

import org.diopter.engine.sweep.SweepRow;
import org.diopter.views.figure.Unit;
import tools.jackson.core.JsonGenerator;

/// What a sweep measured, as JSON: `rows[]`, each with where it stands on every axis and what was measured there.
record SweepJson(Json json, SweepFindings findings) {
    void write() {
        json.head(findings.model().card(), findings.provider(), findings.study(), findings.study().unit());
        json.objects("rows", findings.rows(), this::row);
    }

    private void row(SweepFindings.Row row) {
        JsonGenerator out = json.out();
        switch (row.measured()) {
            case SweepRow.AtLayer _ -> {
                out.writeNumberProperty("prompt", findings.number(row));
                json.text("promptText", findings.study().sweep().prompts().get(findings.number(row)).prompt());
            }
            case SweepRow.OnText _ -> {
                out.writeNumberProperty("text", findings.number(row));
                json.text("file", findings.name(row));
            }
            case SweepRow.OnTask _ -> {
                out.writeNumberProperty("task", findings.number(row));
                json.text("file", findings.name(row));
            }
        }
        out.writeArrayPropertyStart("edits");
        findings.edits(row).forEach(out::writeString);
        out.writeEndArray();
        json.text("policy", findings.policy(row).policy());
        out.writeNumberProperty("promptLength", findings.policy(row).promptLength());
        switch (row.measured()) {
            case SweepRow.AtLayer layer -> layer(row, layer);
            case SweepRow.OnText text -> text(row, text);
            case SweepRow.OnTask task -> task(task);
        }
    }

    private void layer(SweepFindings.Row row, SweepRow.AtLayer layer) {
        JsonGenerator out = json.out();
        json.text("lens", findings.lens(row).orElseThrow().source());
        out.writeNumberProperty("layer", layer.layer());
        out.writeObjectPropertyStart("top");
        token(layer.top());
        json.number("probability", (float) Math.exp(layer.topLogProbability()));
        out.writeEndObject();
        json.number("entropy", inUnit(layer.entropy()));
        json.number("klToFinal", inUnit(layer.klToFinal()));
        json.number("klToBaseline", inUnit(layer.klToBaseline()));
        json.objects("tracked", layer.tracked(), followed -> {
            token(followed.id());
            json.number("probability", (float) Math.exp(followed.logProbability()));
            json.number("logProbability", inUnit(followed.logProbability()));
            out.writeNumberProperty("rank", followed.rank());
        });
    }

    private void text(SweepFindings.Row row, SweepRow.OnText text) {
        Unit unit = findings.unit();
        json.out().writeNumberProperty("tokens", text.tokens());
        if (findings.policy(row).isFull()) {
            json.out().writeNullProperty("budget");
        } else {
            json.out().writeNumberProperty("budget", text.budget());
        }
        json.number("crossEntropy", unit.of(text.crossEntropy()));
        json.number("perplexity", text.perplexity());
        json.number("klToBaseline", unit.of(text.klToBaseline()));
        json.number("agreement", text.agreement());
        json.number("retainedMass", text.retainedMass());
    }

    private void task(SweepRow.OnTask task) {
        json.out().writeNumberProperty("items", task.items());
        json.out().writeNumberProperty("correct", task.correct());
        json.number("accuracy", task.accuracy());
        json.number("logLoss", findings.unit().of(task.logLoss()));
    }

    private void token(int id) {
        new TokenFields(json, findings.model().tokenizer()).write(id);
    }

    private float inUnit(float nats) {
        return (float) findings.unit().of(nats);
    }
}
