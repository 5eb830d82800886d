package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/// Charts, maps and strips to look at and to test with.
final class ChartExamples {
    private static final FigureText WORDS = new FigureText("KL by step", "32 held-out sequences", "KL(final ‖ lens), nats", "KL by step.");

    private ChartExamples() {}

    /// Eight layers in training.
    static ChartFigure training(Palette palette, double width, double height) {
        List<ChartSeries> series = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int layer = 0; layer < 8; layer++) {
            double[] x = IntStream.rangeClosed(0, 40).mapToDouble(i -> i * 4).toArray();
            double floor = 2.7 * Math.pow(0.57, layer);
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = floor * (1 + 2.6 * Math.exp(-x[i] / 30));
                all.add(y[i]);
            }
            series.add(ChartSeries.line(layer == 0 ? "emb" : "" + layer, Numbers.divergenceInTable(y[40]), new Tint.Ordered(layer / 7.0), x, y));
        }
        ChartAxis kl = ChartAxis.log("KL(final ‖ lens), nats (log)", all.stream().mapToDouble(Double::doubleValue).toArray());
        return ChartFigure.of(WORDS, ChartAxis.between("step (8,192 tokens each)", 0, 250), kl, series, new Sheet(palette, width, height), Examples.PROVENANCE)
                .withRules(List.of(new ChartRule(true, 160, "step 160", Tint.INK, true)));
    }

    /// Two lenses by layer: rings, dots and links.
    static ChartFigure dumbbell(Palette palette, double width, double height) {
        double[] layers = IntStream.range(0, 8).mapToDouble(l -> l).toArray();
        double[] logit = {9.8, 8.1, 6, 3.9, 2.2, 1.3, 0.74, 0.33};
        double[] tuned = {2.7, 2, 1.4, 0.89, 0.45, 0.24, 0.12, 0.055};
        List<ChartSeries> series = new ArrayList<>();
        for (int layer = 0; layer < 8; layer++) {
            series.add(ChartSeries.line("", "", Tint.MUTED, new double[] {tuned[layer], logit[layer]}, new double[] {layer, layer}));
        }
        series.add(ChartSeries.marks("logit lens", ChartSeries.Mark.RINGS, new Tint.Series(4), logit, layers));
        series.add(ChartSeries.marks("tuned lens", ChartSeries.Mark.DOTS, new Tint.Series(0), tuned, layers));
        return ChartFigure.of(
                WORDS, ChartAxis.log("KL to final, nats (log)", 0.055, 9.8), ChartAxis.layers(7, false), series, new Sheet(palette, width, height),
                Examples.PROVENANCE);
    }

    /// Scores of two groups, with a threshold.
    static ChartFigure histogram(Palette palette, double width, double height) {
        double[] x = IntStream.range(0, 24).mapToDouble(i -> 0.95 + i * 0.05).toArray();
        double[] normal = new double[24];
        double[] injected = new double[24];
        for (int i = 0; i < 24; i++) {
            normal[i] = Math.round(24 * Math.exp(-(i - 4) * (i - 4) / 6.0));
            injected[i] = Math.round(11 * Math.exp(-(i - 13) * (i - 13) / 20.0));
        }
        return ChartFigure.of(
                        WORDS, ChartAxis.between("anomaly score", 0.9, 2.2), ChartAxis.linear("prompts", normal),
                        List.of(ChartSeries.marks("normal", ChartSeries.Mark.BARS, new Tint.Series(0), x, normal),
                                ChartSeries.marks("injected", ChartSeries.Mark.BARS, new Tint.Series(1), x, injected)),
                        new Sheet(palette, width, height), Examples.PROVENANCE)
                .withRules(List.of(new ChartRule(true, 1.3, "threshold 1.30", Tint.INK, false)));
    }

    /// A ROC curve: steps over the unit square.
    static ChartFigure roc(Palette palette, double width, double height) {
        double[] x = {0, 0, 0.02, 0.05, 0.1, 0.3, 1};
        double[] y = {0, 0.5, 0.7, 0.9, 0.93, 0.98, 1};
        return ChartFigure.of(
                        WORDS, ChartAxis.between("false alarms", 0, 1), ChartAxis.between("injections found", 0, 1),
                        List.of(ChartSeries.line("", "", Tint.MUTED, new double[] {0, 1}, new double[] {0, 1}),
                                new ChartSeries("tuned lens", "0.972", ChartSeries.Mark.STEPS, new Tint.Series(0), false, x, y)),
                        new Sheet(palette, width, height), Examples.PROVENANCE)
                .withCross(OptionalDouble.of(0.1));
    }

    /// A search over blocks and ρ, partly done.
    static MapFigure search(Palette palette, double width, double height) {
        List<String> lines = IntStream.range(0, 8).mapToObj(b -> "block " + (7 - b)).toList();
        List<String> columns = List.of("0.01", "0.05", "0.1", "0.2", "0.4", "0.6", "0.8");
        float[] values = new float[56];
        for (int i = 0; i < 56; i++) {
            values[i] = i > 45 ? Float.NaN : (float) Math.sin(i * 0.7) * 0.4f;
        }
        return new MapFigure(
                new FigureText("Search", "mlp.down", "Δ log-loss", "A search."), new MapFigure.Grid("block", lines, "ρ", columns, values, List.of()),
                "Δ log-loss, nats", ColorMap.SHIFT, ValueRange.fitSymmetric(doubles(values)), Set.of(new GridLayout.Place(2, 3)), Viewport.WHOLE,
                new Sheet(palette, width, height), Examples.PROVENANCE);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(Double::isFinite).toArray();
    }

    /// A text by prediction depth.
    static TokenStripFigure strip(Palette palette, double width, double height) {
        List<TokenLabel> tokens = List.of(
                        "Q:", " What", " is", " the", " capital", " of", " Norway", "?", "\n", "A)", " Oslo", " B)", " Lima", "\n", "Answer", ":", "不", "😀")
                .stream()
                .map(word -> TokenLabel.of(word.replace(' ', '␣').replace("\n", "⏎")))
                .toList();
        double[] values = IntStream.range(0, tokens.size()).mapToDouble(i -> i == 8 ? Double.NaN : i * 5 % 9).toArray();
        List<String> words = IntStream.range(0, tokens.size()).mapToObj(i -> Double.isNaN(values[i]) ? "" : "" + (int) values[i]).toList();
        return new TokenStripFigure(
                new FigureText("Prediction depth", "layer from which the top-1 token stays the same", "prediction depth, 0 to 8", "Prediction depth."),
                tokens, values, words, "depth", ValueRange.of(0, 8), true, new Sheet(palette, width, height), Examples.PROVENANCE);
    }
}
