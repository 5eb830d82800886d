package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.LensEvaluation.LayerScores;
import org.diopter.engine.lens.judging.Scores;
import org.diopter.engine.lens.judging.TransferPenalties;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;

/// Scores a lens and writes the scores.
///
/// @param json where they go; nothing for a table on standard output
record EvalJob(Invocation invocation, Optional<JsonTarget> json) {
    private record Result(LensEvaluation evaluation, Optional<TransferPenalties> transfer, Optional<double[][]> similarity) {}

    int run(CommandEngine engine, OpenModel model, EvalStudy study) {
        TrainingText text = study.text().sequences(model, study.sequenceLength());
        CommandLenses lenses = engine.lenses(model);
        Lens lens = lenses.lens(lenses.choice(study.lens()));
        LensEvaluation evaluation = engine.evaluate(model, lens, text);
        Optional<TransferPenalties> transfer = study.transfer() ? Optional.of(engine.transfer(model, lens, text)) : Optional.empty();
        Optional<double[][]> similarity = study.covariance() ? Optional.of(engine.covariances(model, text).similarity()) : Optional.empty();
        Result result = new Result(evaluation, transfer, similarity);
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine, model, study, result));
        } else {
            print(study, model, evaluation);
        }
        return ExitCode.DONE;
    }

    private static void write(Json json, CommandEngine engine, OpenModel model, EvalStudy study, Result result) {
        LensEvaluation evaluation = result.evaluation();
        Unit unit = FigureWords.unit(study.unit());
        double perByte = evaluation.bitsPerByte().orElse(Double.NaN);
        json.head(model.card(), engine.provider(), study, study.unit());
        json.out().writeNumberProperty("positions", evaluation.positions());
        json.out().writeNumberProperty("predicted", evaluation.predicted());
        json.objects("layers", evaluation.layers(), layer -> {
            json.out().writeNumberProperty("layer", layer.layer());
            scores(json, layer.lens(), unit, perByte);
            json.out().writeObjectPropertyStart("logitLens");
            scores(json, layer.logitLens(), unit, perByte);
            json.out().writeEndObject();
        });
        json.out().writeObjectPropertyStart("output");
        scores(json, evaluation.output(), unit, perByte);
        json.out().writeEndObject();
        result.transfer().ifPresent(transfer -> {
            matrix(json, "transfer", transfer.penalty(), unit);
            matrix(json, "transferKl", transfer.klToFinal(), unit);
        });
        result.similarity().ifPresent(similarity -> matrix(json, "covarianceSimilarity", similarity, Unit.NATS));
    }

    private static void scores(Json json, Scores scores, Unit unit, double perByte) {
        json.number("ce", unit.of(scores.crossEntropy()));
        json.number("entropy", unit.of(scores.entropy()));
        json.number("kl", unit.of(scores.kl()));
        json.number("ceBitsPerByte", scores.crossEntropy() * perByte);
        json.number("klBitsPerByte", scores.kl() * perByte);
        json.number("biasKl", unit.of(scores.biasKl()));
        json.number("agreement", scores.agreement());
    }

    private static void matrix(Json json, String name, double[][] values, Unit unit) {
        json.out().writeArrayPropertyStart(name);
        for (double[] row : values) {
            json.out().writeStartArray();
            for (double value : row) {
                json.number(unit.of(value));
            }
            json.out().writeEndArray();
        }
        json.out().writeEndArray();
    }

    private void print(EvalStudy study, OpenModel model, LensEvaluation evaluation) {
        PrintStream out = invocation.console().out();
        Unit unit = FigureWords.unit(study.unit());
        out.println("%s · %s · %s".formatted(
                model.id().name(), study.lens().name(), LensTable.plural(evaluation.positions(), "position")));
        TextTable table = new TextTable(
                TextTable.Column.number("layer"),
                TextTable.Column.number("KL, " + unit.label()),
                TextTable.Column.number("logit lens"),
                TextTable.Column.number("cross-entropy"),
                TextTable.Column.number("logit lens"),
                TextTable.Column.number("bias KL"),
                TextTable.Column.number("top-1 agrees, %"));
        for (LayerScores layer : evaluation.layers().reversed()) {
            table.row(
                    layer.layer() == 0 ? "emb" : Integer.toString(layer.layer()),
                    number(unit, layer.lens().kl()),
                    number(unit, layer.logitLens().kl()),
                    number(unit, layer.lens().crossEntropy()),
                    number(unit, layer.logitLens().crossEntropy()),
                    number(unit, layer.lens().biasKl()),
                    Numbers.percent(layer.lens().agreement()));
        }
        table.lines().forEach(out::println);
        out.println("Output: cross-entropy %s %s".formatted(number(unit, evaluation.output().crossEntropy()), unit.label()));
    }

    private static String number(Unit unit, double nats) {
        return Numbers.divergenceInTable(unit.of(nats));
    }
}
