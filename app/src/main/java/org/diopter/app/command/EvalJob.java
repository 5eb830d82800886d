package org.diopter.app.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
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
            print(study, model, result);
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

    private void print(EvalStudy study, OpenModel model, Result result) {
        PrintStream out = invocation.console().out();
        Unit unit = FigureWords.unit(study.unit());
        LensEvaluation evaluation = result.evaluation();
        out.println("%s · %s · %s".formatted(
                model.id().name(), study.lens().name(), LensTable.plural(evaluation.positions(), "position")));
        scores(evaluation, unit).lines().forEach(out::println);
        out.println("Output: cross-entropy %s %s".formatted(number(unit, evaluation.output().crossEntropy()), unit.label()));
        result.transfer().ifPresent(transfer -> {
            out.println();
            out.println("Transfer penalty, %s of cross-entropy: a row a translator, a column a layer whose states it is tried on".formatted(unit.label()));
            matrix(transfer.penalty(), value -> Numbers.signed(unit.of(value), 2)).lines().forEach(out::println);
        });
        result.similarity().ifPresent(similarity -> {
            out.println();
            out.println("Similarity of the stream's covariances, by pairs of layers");
            matrix(similarity, value -> Numbers.fixed(value, 3)).lines().forEach(out::println);
        });
    }

    private static TextTable scores(LensEvaluation evaluation, Unit unit) {
        boolean bytes = evaluation.bitsPerByte().isPresent();
        List<String> columns = new ArrayList<>(List.of(
                "layer", "KL, " + unit.label(), "logit lens", "cross-entropy", "logit lens", "entropy", "bias KL", "top-1 agrees, %"));
        if (bytes) {
            columns.addAll(List.of("KL, bits/byte", "cross-entropy, bits/byte"));
        }
        TextTable table = new TextTable(columns.stream().map(TextTable.Column::number).toArray(TextTable.Column[]::new));
        for (LayerScores layer : evaluation.layers().reversed()) {
            Scores lens = layer.lens();
            List<String> row = new ArrayList<>(List.of(
                    name(layer.layer()),
                    number(unit, lens.kl()),
                    number(unit, layer.logitLens().kl()),
                    number(unit, lens.crossEntropy()),
                    number(unit, layer.logitLens().crossEntropy()),
                    number(unit, lens.entropy()),
                    number(unit, lens.biasKl()),
                    Numbers.percent(lens.agreement())));
            if (bytes) {
                double perByte = evaluation.bitsPerByte().getAsDouble();
                row.addAll(List.of(Numbers.fixed(lens.kl() * perByte, 3), Numbers.fixed(lens.crossEntropy() * perByte, 3)));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    /// @param values by pairs of layers from 0 on
    private static TextTable matrix(double[][] values, DoubleFunction<String> text) {
        List<TextTable.Column> columns = new ArrayList<>(List.of(TextTable.Column.number("layer")));
        for (int layer = 0; layer < values.length; layer++) {
            columns.add(TextTable.Column.number(name(layer)));
        }
        TextTable table = new TextTable(columns.toArray(TextTable.Column[]::new));
        for (int layer = 0; layer < values.length; layer++) {
            table.row(Stream.concat(Stream.of(name(layer)), Arrays.stream(values[layer]).mapToObj(text)).toArray(String[]::new));
        }
        return table;
    }

    private static String name(int layer) {
        return layer == 0 ? "emb" : Integer.toString(layer);
    }

    private static String number(Unit unit, double nats) {
        return Numbers.divergenceInTable(unit.of(nats));
    }
}
