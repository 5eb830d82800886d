package org.diopter.app.command;

import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.ModelCard;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.EditPrice;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Unit;
import tools.jackson.core.JsonGenerator;

/// A reduced matrix and its effect, as JSON.
///
/// @param provider what computed it
/// @param kept what stays
record LaserResult(
        ModelCard model,
        Optional<Tokenizer> tokenizer,
        String provider,
        LaserStudy study,
        Spectrum spectrum,
        KeptPart kept,
        Optional<PromptEffect> onPrompt,
        Optional<TaskEffect> onTask,
        Optional<EditPrice> price) {

    Unit unit() {
        return FigureWords.unit(study.unit());
    }

    /// Writes the fields of the result.
    void write(Json json) {
        json.head(model, provider, study, study.unit());
        JsonGenerator out = json.out();
        MatrixId matrix = study.edit().matrix();
        json.text("matrix", matrix.kind().text());
        out.writeNumberProperty("block", matrix.block());
        out.writeNumberProperty("rows", spectrum.rows());
        out.writeNumberProperty("columns", spectrum.columns());
        out.writeNumberProperty("rank", kept.rank());
        json.text("method", kept.method() instanceof SvdMethod.Exact ? MethodWords.EXACT : MethodWords.RANDOMISED);
        if (kept.method() instanceof SvdMethod.Randomised(long seed)) {
            out.writeNumberProperty("methodSeed", seed);
            json.numbers("keptValues", kept.values());
        }
        json.number("relativeError", kept.relativeError(spectrum));
        kept.spectralError(spectrum).ifPresentOrElse(error -> json.number("spectralError", error), () -> out.writeNullProperty("spectralError"));
        json.number("energyKept", kept.energyKept(spectrum));
        json.number("effectiveRank", spectrum.effectiveRank());
        json.number("stableRank", spectrum.stableRank());
        json.number("mpEdge", spectrum.noiseEdge());
        out.writeNumberProperty("rankAboveMpEdge", spectrum.rankAboveNoise());
        json.numbers("spectrum", spectrum.values());
        out.writeObjectPropertyStart("effect");
        onPrompt.ifPresentOrElse(effect -> prompt(json, effect), () -> out.writeNullProperty("prompt"));
        onTask.ifPresentOrElse(effect -> task(json, effect), () -> out.writeNullProperty("task"));
        out.writeEndObject();
        price.ifPresentOrElse(paid -> price(json, paid), () -> out.writeNullProperty("price"));
    }

    private static void price(Json json, EditPrice price) {
        json.out().writeObjectPropertyStart("price");
        json.out().writeNumberProperty("tokens", price.tokens());
        json.number("perplexityBefore", price.perplexityAsItIs());
        json.number("perplexity", price.perplexity());
        json.number("loss", price.loss());
        json.number("lossBefore", price.lossAsItIs());
        json.out().writeNumberProperty("parameters", price.numbers());
        json.out().writeNumberProperty("factoredParameters", price.factoredNumbers());
        json.number("blockMillis", price.blockMillis());
        json.number("factoredBlockMillis", price.factoredBlockMillis());
        json.out().writeEndObject();
    }

    private void prompt(Json json, PromptEffect effect) {
        JsonGenerator out = json.out();
        out.writeArrayPropertyStart("prompt");
        for (int position = 0; position < effect.positions(); position++) {
            out.writeStartObject();
            out.writeNumberProperty("position", position);
            new TokenFields(json, tokenizer).write(effect.edited().tokens().id(position));
            out.writeBooleanProperty("topChanged", effect.isTopChanged(position));
            json.number("kl", (float) unit().of(effect.divergences().value(Measure.KL, 0, position)));
            json.number("tv", effect.divergences().value(Measure.TOTAL_VARIATION, 0, position));
            output(json, "baseline", effect.baseline(), position);
            output(json, "edited", effect.edited(), position);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void output(Json json, String name, Trajectory run, int position) {
        json.out().writeObjectPropertyStart(name);
        json.number("entropy", (float) unit().of(run.value(Statistic.ENTROPY, 0, position)));
        json.objects("top", IntStream.range(0, run.topK()).boxed().toList(), k -> {
            new TokenFields(json, tokenizer).write(run.topId(0, position, k));
            json.number("logit", run.topLogit(0, position, k));
            json.number("probability", (float) Math.exp(run.topLogProbability(0, position, k)));
        });
        json.out().writeEndObject();
    }

    private void task(Json json, TaskEffect effect) {
        CellJson cells = new CellJson(json, effect.task(), unit());
        json.out().writeObjectPropertyStart("task");
        json.text("name", effect.task().name());
        json.text("metric", effect.task().metric().text());
        json.out().writeObjectPropertyStart("baseline");
        cells.cell(effect.baseline(), "all");
        json.out().writeEndObject();
        json.out().writeObjectPropertyStart("edited");
        cells.cell(effect.edited(), "all");
        json.out().writeEndObject();
        json.out().writeEndObject();
    }
}
