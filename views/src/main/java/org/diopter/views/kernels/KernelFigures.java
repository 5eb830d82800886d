package org.diopter.views.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.diopter.engine.cache.less.TrainingState.Epoch;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Dumbbell;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.kit.Texts;

/// The figures of a training of kernels.
///
/// @param epochs a block is trained for
record KernelFigures(int epochs, Provenance provenance) {
    private static final Texts TEXTS = Texts.of(KernelFigures.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    private static final int BASELINE = 4;
    private static final int LESS = 3;
    private static final double ROOM = 0.08;

    /// The held-out error of every block as a share of what the policy alone has, by epoch.
    ///
    /// @param curves at least one with an epoch
    ChartFigure all(List<BlockCurve> curves) {
        int highest = Math.max(1, curves.getLast().block());
        List<ChartSeries> series = new ArrayList<>();
        for (BlockCurve curve : curves) {
            if (!curve.epochs().isEmpty()) {
                series.add(ChartSeries.line(Integer.toString(curve.block()), Numbers.fixed(curve.relative(curve.now()), 2),
                        new Tint.Ordered((double) curve.block() / highest), number(curve),
                        errors(curve, epoch -> curve.relative(epoch.heldOut()))));
            }
        }
        double[] all = DoubleStream.concat(DoubleStream.of(1), series.stream().flatMapToDouble(one -> Arrays.stream(one.y()))).toArray();
        String title = TEXTS.get("relative-axis");
        FigureText text = new FigureText(TEXTS.get("curves"), TEXTS.get("curves-remark"), title,
                TEXTS.get("curves-caption", provenance.model(), provenance.cache()));
        return ChartFigure.of(text, epochAxis(), fitted(title, all), series, ANY_SHEET, provenance)
                .withRules(List.of(new ChartRule(false, 1, TEXTS.get("policy-alone"), Tint.INK, true)));
    }

    /// Both errors of one block by epoch, between what the policy alone and Baseline+ have.
    ///
    /// @param curve with at least one epoch
    ChartFigure of(BlockCurve curve) {
        ChartSeries held = ChartSeries.line(TEXTS.get("held-out"), Numbers.axis(curve.now()), new Tint.Series(LESS), number(curve), errors(curve, Epoch::heldOut));
        ChartSeries training =
                ChartSeries.line(TEXTS.get("while-training"), "", new Tint.Series(0), number(curve), errors(curve, Epoch::training)).withDashes();
        double[] all = Arrays.copyOf(held.y(), held.y().length + 2);
        all[all.length - 2] = curve.without().sparse();
        all[all.length - 1] = curve.without().baselinePlus();
        String title = TEXTS.get("error-axis");
        String block = TEXTS.get("block-of", curve.block());
        FigureText text = new FigureText(TEXTS.get("curves"), block, title, TEXTS.get("block-caption", curve.block(), provenance.model(), provenance.cache()));
        return ChartFigure.of(text, epochAxis(), fitted(title, DoubleStream.concat(DoubleStream.of(all), DoubleStream.of(training.y())).toArray()),
                        List.of(held, training), ANY_SHEET, provenance)
                .withRules(List.of(new ChartRule(false, curve.without().sparse(), TEXTS.get("policy-alone"), Tint.INK, true),
                        new ChartRule(false, curve.without().baselinePlus(), TEXTS.get("baseline"), new Tint.Series(BASELINE), true)));
    }

    /// Baseline+ beside the best kernels, a pair of marks a block, as shares of what the policy alone has.
    ///
    /// @param curves at least one
    ChartFigure dumbbell(List<BlockCurve> curves) {
        double[] baseline = curves.stream().mapToDouble(curve -> curve.relative(curve.without().baselinePlus())).toArray();
        double[] less = curves.stream().mapToDouble(curve -> curve.relative(curve.best())).toArray();
        Dumbbell pairs = new Dumbbell(new Dumbbell.End(TEXTS.get("baseline"), ChartSeries.Mark.RINGS, new Tint.Series(BASELINE), baseline),
                new Dumbbell.End(TEXTS.get("less"), ChartSeries.Mark.DOTS, new Tint.Series(LESS), less));
        int[] places = curves.stream().mapToInt(BlockCurve::block).toArray();
        String title = TEXTS.get("relative-axis");
        FigureText text = new FigureText(TEXTS.get("dumbbell"), "", title, TEXTS.get("dumbbell-caption", provenance.model(), provenance.cache()));
        List<String> names = IntStream.rangeClosed(0, curves.getLast().block()).mapToObj(Integer::toString).toList();
        return ChartFigure.of(text, fitted(title, DoubleStream.concat(DoubleStream.of(1), DoubleStream.of(pairs.all())).toArray()),
                        ChartAxis.named(TEXTS.get("block-axis"), names), pairs.series(places), ANY_SHEET, provenance)
                .withRules(List.of(new ChartRule(true, 1, "", Tint.INK, true)));
    }

    private ChartAxis epochAxis() {
        return ChartAxis.between(TEXTS.get("epoch-axis"), 1, Math.max(2, epochs)).ofWholeNumbers();
    }

    /// An axis over the numbers alone, as differences count here and zero is far.
    private static ChartAxis fitted(String title, double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        double room = high > low ? ROOM * (high - low) : ROOM * Math.max(Math.abs(high), 1e-6);
        return ChartAxis.between(title, low - room, high + room);
    }

    private static double[] number(BlockCurve curve) {
        return IntStream.rangeClosed(1, curve.epochs().size()).asDoubleStream().toArray();
    }

    private static double[] errors(BlockCurve curve, ToDoubleFunction<Epoch> error) {
        return curve.epochs().stream().mapToDouble(error).toArray();
    }
}
