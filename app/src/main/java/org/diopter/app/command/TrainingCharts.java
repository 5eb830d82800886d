package org.diopter.app.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;

/// The pictures of a training.
record TrainingCharts(TrainingFile training, Unit unit, Sheet sheet, Provenance provenance) {
    private static final int LOGIT = 4;
    private static final int TUNED = 0;

    /// KL by tokens, a line a layer.
    ChartFigure curves() {
        List<Integer> layers = training.curve().stream().map(CurvePoint::layer).distinct().sorted().toList();
        double highest = Math.max(1, layers.getLast());
        List<ChartSeries> series = new ArrayList<>();
        for (int layer : layers) {
            List<CurvePoint> points = training.curve().stream().filter(point -> point.layer() == layer).toList();
            double[] kl = points.stream().mapToDouble(point -> unit.of(point.kl())).toArray();
            double[] tokens = points.stream().mapToDouble(CurvePoint::tokens).toArray();
            series.add(ChartSeries.line(name(layer), Numbers.divergenceInTable(kl[kl.length - 1]), new Tint.Ordered(layer / highest), tokens, kl));
        }
        double[] all = series.stream().flatMapToDouble(one -> DoubleStream.of(one.y())).toArray();
        String axis = "KL(final ‖ lens), " + unit.label() + " (log)";
        String caption = "How the held-out divergence of the tuned lens of %s fell in training, a line a layer: from the first measurement to %s positions, in the mean to %s %s (logit lens %s)."
                .formatted(training.model().name(), Numbers.count(training.tokens()), mean(false), unit.label(), mean(true));
        FigureText text = new FigureText("Lens training", "held-out divergence by layer", axis, caption);
        return ChartFigure.of(text, ChartAxis.between("positions learned from", 0, Math.max(1, training.tokens())), ChartAxis.log(axis, all), series, sheet,
                provenance);
    }

    /// From the logit lens to the tuned one, a pair of marks a layer.
    ChartFigure layers() {
        List<CurvePoint> best = training.best().stream().sorted(Comparator.comparingInt(CurvePoint::layer)).toList();
        double[] places = best.stream().mapToDouble(CurvePoint::layer).toArray();
        double[] logit = best.stream().mapToDouble(point -> unit.of(point.logitLensKl())).toArray();
        double[] tuned = best.stream().mapToDouble(point -> unit.of(point.kl())).toArray();
        List<ChartSeries> series = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            double[] ends = {Math.min(tuned[i], logit[i]), Math.max(tuned[i], logit[i])};
            series.add(ChartSeries.line("", "", Tint.MUTED, ends, new double[] {places[i], places[i]}));
        }
        series.add(ChartSeries.marks("logit lens", ChartSeries.Mark.RINGS, new Tint.Series(LOGIT), logit, places));
        series.add(ChartSeries.marks("tuned lens", ChartSeries.Mark.DOTS, new Tint.Series(TUNED), tuned, places));
        String axis = "KL(final ‖ lens), " + unit.label() + " (log)";
        String caption = "The held-out divergence from the output of %s at each layer, through the logit lens and through the tuned lens: in the mean %s and %s %s."
                .formatted(training.model().name(), mean(true), mean(false), unit.label());
        FigureText text = new FigureText("Tuned lens and logit lens", "held-out divergence by layer", axis, caption);
        double[] all = DoubleStream.concat(DoubleStream.of(logit), DoubleStream.of(tuned)).toArray();
        return ChartFigure.of(text, ChartAxis.log(axis, all), ChartAxis.layers(best.getLast().layer(), false), series, sheet, provenance);
    }

    private String mean(boolean logitLens) {
        return Numbers.divergence(unit.of(training.best().stream()
                .mapToDouble(point -> logitLens ? point.logitLensKl() : point.kl())
                .average()
                .orElse(Double.NaN)));
    }

    private static String name(int layer) {
        return layer == 0 ? "emb" : Integer.toString(layer);
    }
}
