package org.diopter.views.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.diopter.engine.data.AnomalyReport.DetectorResult;
import org.diopter.engine.data.AnomalyReport.TestedPrompt;
import org.diopter.engine.data.Auroc;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.data.PredictionDepth;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.anomaly.AnomalyFindings.Reading;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.figure.Unit;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Texts;

/// The figures of the anomaly view.
final class AnomalyFigures {
    private static final Texts TEXTS = Texts.of(AnomalyFigures.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    private static final int BINS = 28;
    private static final int LOGIT = 4;
    private static final int LONGEST_OPTION = 12;

    private AnomalyFigures() {}

    /// One curve a lens; that of the logit lens in dashes where there are two. The point of the threshold has a ring.
    static ChartFigure roc(AnomalyModel model, AnomalyFindings found) {
        List<ChartSeries> series = new ArrayList<>();
        series.add(ChartSeries.line("", "", Tint.MUTED, new double[] {0, 1}, new double[] {0, 1}));
        List<String> areas = new ArrayList<>();
        for (Reading reading : found.readings()) {
            boolean second = found.readings().size() > 1 && reading.equals(found.readings().getFirst());
            Optional<RocCurve> curve = model.roc(reading);
            Optional<DetectorResult> result = reading.detector(model.detector().get());
            if (curve.isPresent() && result.isPresent()) {
                Auroc auroc = result.get().auroc();
                series.add(new ChartSeries("", "", ChartSeries.Mark.STEPS, new Tint.Series(second ? LOGIT : 0), second, curve.get().falseAlarms(),
                        curve.get().found()));
                areas.add(TEXTS.get(second ? "auroc-dashed" : "auroc", second ? reading.lens() : "", Numbers.fixed(auroc.value(), 3),
                        Numbers.fixed(auroc.lower(), 3), Numbers.fixed(auroc.upper(), 3)));
            }
        }
        model.reading().flatMap(model::roc).ifPresent(curve -> {
            int at = curve.at(model.threshold().get());
            series.add(new ChartSeries("", "", ChartSeries.Mark.RINGS, Tint.INK, false, new double[] {curve.falseAlarms()[at]},
                    new double[] {curve.found()[at]}));
        });
        FigureText text = new FigureText(TEXTS.get("roc"), String.join(" · ", areas.reversed()), TEXTS.get("roc-statistic"),
                TEXTS.get("roc-caption", detectorName(model.detector().get()), found.readings().getLast().lens(), String.join("; ", areas.reversed())));
        return ChartFigure.of(text, ChartAxis.between(TEXTS.get("false-alarms"), 0, 1), ChartAxis.between(TEXTS.get("found"), 0, 1.03), series, ANY_SHEET,
                found.readings().getLast().provenance());
    }

    /// How many prompts of each kind have which score.
    static ChartFigure histogram(AnomalyModel model, AnomalyFindings found, DetectorResult result) {
        double[] scores = result.scores().stream().mapToDouble(Double::doubleValue).toArray();
        double low = DoubleStream.of(scores).min().orElse(0);
        double high = DoubleStream.of(scores).max().orElse(1);
        double width = high > low ? (high - low) / BINS : 1;
        double[] x = IntStream.range(0, BINS + 1).mapToDouble(bin -> low + (bin + 0.5) * width).toArray();
        double[][] counts = new double[2][BINS + 1];
        List<TestedPrompt> tested = found.tested();
        for (int i = 0; i < scores.length; i++) {
            counts[tested.get(i).suspect() ? 1 : 0][(int) ((scores[i] - low) / width)]++;
        }
        double[] all = DoubleStream.concat(DoubleStream.of(counts[0]), DoubleStream.of(counts[1])).toArray();
        String axis = TEXTS.get("score-axis", detectorName(model.detector().get()));
        FigureText text = new FigureText(TEXTS.get("scores"), "", axis, TEXTS.get("scores-caption", axis, Numbers.fixed(model.threshold().get(), 2)));
        return ChartFigure.of(text, ChartAxis.between(axis, low - width, high + 2 * width), ChartAxis.linear(TEXTS.get("prompts-axis"), all).ofWholeNumbers(),
                        List.of(ChartSeries.marks(TEXTS.get("normal"), ChartSeries.Mark.BARS, new Tint.Series(0), x, counts[0]),
                                ChartSeries.marks(TEXTS.get("suspect"), ChartSeries.Mark.BARS, new Tint.Series(1), x, counts[1])),
                        ANY_SHEET, found.readings().getLast().provenance())
                .withRules(List.of(new ChartRule(true, model.threshold().get(), TEXTS.get("threshold-at", Numbers.fixed(model.threshold().get(), 2)),
                        Tint.INK, false)));
    }

    /// Each token of a prompt by the layer from which on its prediction stays.
    static TokenStripFigure strip(Findings findings, boolean numbers) {
        Trajectory trajectory = findings.trajectory();
        int[] depths = PredictionDepth.of(trajectory).depths();
        int last = trajectory.layer(trajectory.rows() - 1);
        List<String> words = IntStream.of(depths).mapToObj(depth -> depth == 0 ? "emb" : Integer.toString(depth)).toList();
        FigureText text = new FigureText(TEXTS.get("depth"), TEXTS.get("depth-remark"), TEXTS.get("depth-statistic", last),
                TEXTS.get("depth-caption", findings.provenance().lens(), Numbers.fixed(PredictionDepth.of(trajectory).mean(), 1)));
        return new TokenStripFigure(text, IntStream.range(0, depths.length).mapToObj(findings.labels()::input).toList(),
                IntStream.of(depths).asDoubleStream().toArray(), words, TEXTS.get("depth-legend"), ValueRange.of(0, last), numbers, ANY_SHEET,
                findings.provenance());
    }

    /// How likely each option is at every layer; in dashes without the injection.
    static ChartFigure answers(Reading reading, OptionPrompt prompt, OptionTrajectory read, Optional<OptionTrajectory> without, Unit unit) {
        List<ChartSeries> series = new ArrayList<>();
        for (int option = 0; option < prompt.options().size(); option++) {
            Tint tint = new Tint.Series(option);
            if (without.isPresent()) {
                series.add(line("", without.get(), option, tint, unit).withDashes());
            }
            series.add(line(shortened(prompt.options().get(option).strip()), read, option, tint, unit));
        }
        // The embedding is read as far below everything else; it may leave the chart.
        double[] all = series.stream().flatMapToDouble(one -> DoubleStream.of(one.y()).skip(1)).toArray();
        int last = read.logProbabilities().length - 1;
        String axis = TEXTS.get("log-axis", unit.label());
        String dashed = without.isPresent() ? " " + TEXTS.get("dashed") : "";
        FigureText text = new FigureText(TEXTS.get("answers"), "", axis, TEXTS.get("answers-caption", reading.lens()) + dashed);
        return ChartFigure.of(text, ChartAxis.layers(last, true), ChartAxis.linear(axis, all), series, ANY_SHEET, reading.provenance());
    }

    private static String shortened(String option) {
        int end = option.offsetByCodePoints(0, Math.min(LONGEST_OPTION, option.codePointCount(0, option.length())));
        return end < option.length() ? option.substring(0, end) + "…" : option;
    }

    private static ChartSeries line(String name, OptionTrajectory read, int option, Tint tint, Unit unit) {
        int layers = read.logProbabilities().length;
        double[] y = IntStream.range(0, layers).mapToDouble(layer -> unit.of(read.logProbabilities()[layer][option])).toArray();
        return ChartSeries.line(name, "", tint, IntStream.range(0, layers).mapToDouble(layer -> layer).toArray(), y);
    }

    /// A detector for people.
    static String detectorName(DetectorChoice choice) {
        return TEXTS.get("detector." + choice.name()) + (choice.features().equals("trajectory") ? "" : TEXTS.get("of-states"));
    }
}
