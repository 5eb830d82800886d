package org.diopter.views.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.diopter.engine.lens.judging.LensEvaluation.LayerScores;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Dumbbell;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Texts;

/// The figures of the lens view.
final class TrainingFigures {
    private static final Texts TEXTS = Texts.of(TrainingFigures.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    private static final int LOGIT = 4;
    private static final int TUNED = 0;

    private TrainingFigures() {}

    /// KL by step, a line a layer.
    ///
    /// @param curve with at least one measurement
    /// @param progress how far the training is, while it runs: what is to come is left free
    static ChartFigure curves(TrainingCurve curve, Optional<TrainingProgress> progress, boolean logarithmic, Unit unit, Provenance provenance) {
        List<TrainingCurve.Layer> layers = curve.layers();
        int highest = Math.max(1, layers.getLast().layer());
        List<ChartSeries> series = new ArrayList<>();
        for (TrainingCurve.Layer layer : layers) {
            List<CurvePoint> points = curve.of(layer.layer());
            double[] x = points.stream().mapToDouble(curve::step).toArray();
            double[] y = points.stream().mapToDouble(point -> unit.of(point.kl())).toArray();
            series.add(ChartSeries.line(name(layer.layer()), Numbers.divergenceInTable(unit.of(layer.now())),
                    new Tint.Ordered((double) layer.layer() / highest), x, y));
        }
        double[] all = series.stream().flatMapToDouble(one -> DoubleStream.of(one.y())).toArray();
        String title = TEXTS.get(logarithmic ? "kl-axis-log" : "kl-axis", unit.label());
        double last = series.stream().mapToDouble(one -> one.x()[one.x().length - 1]).max().orElse(1);
        ChartAxis x = ChartAxis.between(TEXTS.get("step-axis", Numbers.count(Math.round(curve.perStep()))), 0,
                Math.max(1, Math.max(progress.map(TrainingProgress::steps).orElse(0), last))).ofWholeNumbers();
        ChartAxis y = logarithmic ? ChartAxis.log(title, all) : ChartAxis.linear(title, all);
        FigureText text = new FigureText(TEXTS.get("curves"), TEXTS.get("curves-remark"), title,
                TEXTS.get("curves-caption", provenance.model(), Numbers.divergence(unit.of(curve.meanNow())), unit.label(),
                        Numbers.divergence(unit.of(curve.meanLogitLens()))));
        ChartFigure chart = ChartFigure.of(text, x, y, series, ANY_SHEET, provenance);
        return progress.filter(p -> p.step() > 0)
                .map(p -> chart.withRules(List.of(new ChartRule(true, p.step(), TEXTS.get("step", p.step()), Tint.INK, true))))
                .orElse(chart);
    }

    /// From the logit lens to the tuned one, a pair of marks a layer.
    static ChartFigure dumbbell(TrainingCurve curve, boolean logarithmic, Unit unit, Provenance provenance) {
        List<TrainingCurve.Layer> layers = curve.layers();
        return dumbbell(layers.stream().mapToInt(TrainingCurve.Layer::layer).toArray(),
                layers.stream().mapToDouble(layer -> unit.of(layer.logitLens())).toArray(),
                layers.stream().mapToDouble(layer -> unit.of(layer.now())).toArray(), logarithmic, unit, provenance);
    }

    /// The same of a judged lens.
    static ChartFigure dumbbell(Judgement judgement, boolean logarithmic, Unit unit) {
        List<LayerScores> layers = judgement.evaluation().layers();
        return dumbbell(layers.stream().mapToInt(LayerScores::layer).toArray(),
                layers.stream().mapToDouble(layer -> unit.of(layer.logitLens().kl())).toArray(),
                layers.stream().mapToDouble(layer -> unit.of(layer.lens().kl())).toArray(), logarithmic, unit, judgement.provenance());
    }

    private static ChartFigure dumbbell(int[] layers, double[] logit, double[] tuned, boolean logarithmic, Unit unit, Provenance provenance) {
        Dumbbell pairs = new Dumbbell(new Dumbbell.End(TEXTS.get("logit"), ChartSeries.Mark.RINGS, new Tint.Series(LOGIT), logit),
                new Dumbbell.End(TEXTS.get("tuned"), ChartSeries.Mark.DOTS, new Tint.Series(TUNED), tuned));
        String title = TEXTS.get(logarithmic ? "kl-axis-log" : "kl-axis", unit.label());
        FigureText text = new FigureText(TEXTS.get("dumbbell"), "", title, TEXTS.get("dumbbell-caption", provenance.model()));
        return ChartFigure.of(text, logarithmic ? ChartAxis.log(title, pairs.all()) : ChartAxis.linear(title, pairs.all()),
                ChartAxis.layers(IntStream.of(layers).max().orElse(0), false), pairs.series(layers), ANY_SHEET, provenance);
    }

    /// What each translator loses on the states of every other layer.
    static MapFigure transfer(Judgement judgement, Unit unit) {
        double[][] penalty = judgement.transfer().penalty();
        int count = penalty.length;
        float[] values = new float[count * count];
        double largest = 0;
        List<String> lines = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int line = 0; line < count; line++) {
            int translator = count - 1 - line; // the highest layer on top, as in the grid
            lines.add(name(translator));
            columns.add(name(line));
            for (int state = 0; state < count; state++) {
                values[line * count + state] = (float) unit.of(penalty[translator][state]);
                largest = Math.max(largest, Math.abs(values[line * count + state]));
            }
        }
        double reach = largest > 0 ? largest : 1;
        String legend = TEXTS.get("transfer-legend", unit.label());
        FigureText text = new FigureText(TEXTS.get("map.TRANSFER"), TEXTS.get("transfer-remark"), legend,
                TEXTS.get("transfer-caption", judgement.lens(), judgement.text()));
        return new MapFigure(text, new MapFigure.Grid(TEXTS.get("transfer-lines"), lines, TEXTS.get("transfer-columns"), columns, values, words(values)),
                legend, ColorMap.SHIFT, ValueRange.of(-reach, reach), Set.of(), Viewport.WHOLE, ANY_SHEET, judgement.provenance());
    }

    /// How alike the covariances of the stream at two layers are.
    static MapFigure covariance(Judgement judgement) {
        double[][] similarity = judgement.similarity();
        int count = similarity.length;
        float[] values = new float[count * count];
        List<String> lines = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int line = 0; line < count; line++) {
            int layer = count - 1 - line;
            lines.add(name(layer));
            columns.add(name(line));
            for (int other = 0; other < count; other++) {
                values[line * count + other] = (float) similarity[layer][other];
                words.add(Numbers.fixed(similarity[layer][other], 2));
            }
        }
        String legend = TEXTS.get("covariance-legend");
        FigureText text = new FigureText(TEXTS.get("map.COVARIANCE"), TEXTS.get("covariance-remark"), legend,
                TEXTS.get("covariance-caption", judgement.provenance().model(), judgement.text()));
        return new MapFigure(text, new MapFigure.Grid(TEXTS.get("layer"), lines, TEXTS.get("layer"), columns, values, words), legend, ColorMap.TIDE,
                ValueRange.of(0, 1), Set.of(), Viewport.WHOLE, ANY_SHEET, judgement.provenance());
    }

    private static List<String> words(float[] values) {
        List<String> words = new ArrayList<>();
        for (float value : values) {
            words.add(value == 0 ? "·" : Numbers.signed(value, 2));
        }
        return words;
    }

    /// How a layer is named.
    static String name(int layer) {
        return layer == 0 ? "emb" : Integer.toString(layer);
    }
}
