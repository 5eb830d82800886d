package org.diopter.views.directions;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.causal.Fidelity;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.ChartSeries.Mark;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.kit.Texts;

/// Spearman's ρ of every layer where it was measured, as bars, and that of as many random directions, as rings.
public final class FidelityByLayer {
    private static final Texts TEXTS = Texts.of(FidelityByLayer.class);
    private static final Tint LENS = new Tint.Series(0);

    private FidelityByLayer() {}

    /// @param measured by layer
    /// @param marked the layer whose bar has the colour of edits, if any
    /// @param last L
    public static ChartFigure of(Map<Integer, Fidelity> measured, OptionalInt marked, int last, Sheet sheet, Provenance provenance) {
        double[] places = IntStream.rangeClosed(0, last).asDoubleStream().toArray();
        double[] rho = values(measured, last, Fidelity::rho);
        double[] random = values(measured, last, Fidelity::randomRho);
        Stream<ChartSeries> series = Stream.of(
                ChartSeries.marks(TEXTS.get("basis"), Mark.BARS, LENS, places, only(rho, layer -> marked.isEmpty() || layer != marked.getAsInt())),
                ChartSeries.marks(TEXTS.get("shown-layer"), Mark.BARS, Tint.EDIT, places, only(rho, layer -> marked.isPresent() && layer == marked.getAsInt())),
                ChartSeries.marks(TEXTS.get("random"), Mark.RINGS, Tint.MUTED, places, random));
        double least = Stream.of(rho, random).flatMapToDouble(Arrays::stream).filter(Double::isFinite).reduce(0, Math::min);
        FigureText text = new FigureText(TEXTS.get("rho-by-layer"), TEXTS.get("spearman"), TEXTS.get("rho-statistic"), TEXTS.get("rho-caption"));
        return ChartFigure.of(text, ChartAxis.layers(last, true), ChartAxis.between("ρ", least, 1.05),
                series.filter(one -> Arrays.stream(one.y()).anyMatch(Double::isFinite)).toList(), sheet, provenance);
    }

    private static double[] values(Map<Integer, Fidelity> measured, int last, ToDoubleFunction<Fidelity> which) {
        return IntStream.rangeClosed(0, last).mapToDouble(layer -> {
            Fidelity there = measured.get(layer);
            return there == null ? Double.NaN : which.applyAsDouble(there);
        }).toArray();
    }

    private static double[] only(double[] values, IntPredicate shown) {
        return IntStream.range(0, values.length).mapToDouble(i -> shown.test(i) ? values[i] : Double.NaN).toArray();
    }
}
