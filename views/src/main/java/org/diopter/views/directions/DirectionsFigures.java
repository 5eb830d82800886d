package org.diopter.views.directions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.Texts;

/// The charts of the directions view. Directions that are switched off have the colour of edits.
final class DirectionsFigures {
    private static final Texts TEXTS = Texts.of(DirectionsFigures.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    private static final Tint LENS = new Tint.Series(0);
    private static final Tint MODEL = new Tint.Series(4);

    private DirectionsFigures() {}

    /// Influence on the model over influence on the lens, a point a direction, on one logarithmic range; random directions in grey.
    ///
    /// @param here with its fidelity measured
    static ChartFigure fidelity(LayerDirections here, Fidelity measured, List<Integer> off, Unit unit) {
        double[] lens = values(measured.directions(), Fidelity.Point::lens, unit);
        double[] model = values(measured.directions(), Fidelity.Point::model, unit);
        double[] randomLens = values(measured.random(), Fidelity.Point::lens, unit);
        double[] randomModel = values(measured.random(), Fidelity.Point::model, unit);
        double[] all = Stream.of(lens, model, randomLens, randomModel).flatMapToDouble(Arrays::stream).toArray();
        ChartAxis x = ChartAxis.log(TEXTS.get("on-lens-axis", unit.label()), all);
        double[] ends = {x.range().low(), x.range().high()};
        List<ChartSeries> series = new ArrayList<>(List.of(
                ChartSeries.line("", "", Tint.MUTED, ends, ends).withDashes(),
                ChartSeries.marks(TEXTS.get("random"), Mark.DOTS, Tint.MUTED, randomLens, randomModel),
                ChartSeries.marks(TEXTS.get("basis"), Mark.DOTS, LENS, only(lens, i -> !off.contains(i)), only(model, i -> !off.contains(i)))));
        if (!off.isEmpty()) {
            series.add(ChartSeries.marks(TEXTS.get("off"), Mark.DOTS, Tint.EDIT, only(lens, off::contains), only(model, off::contains)));
        }
        String rho = TEXTS.get("rho", Numbers.fixed(measured.rho(), 2), Numbers.fixed(measured.randomRho(), 2));
        FigureText text = new FigureText(TEXTS.get("fidelity"), rho, TEXTS.get("fidelity-statistic", unit.label()),
                TEXTS.get("fidelity-caption", here.layer(), here.basis().source().lens(), rho, here.basis().source().ablation().text()));
        return ChartFigure.of(text, x, ChartAxis.log(TEXTS.get("on-model-axis", unit.label()), all), series, ANY_SHEET, here.provenance());
    }

    /// Spearman's ρ of every layer where it is known, and of random directions.
    ///
    /// @param last L
    static ChartFigure rhoByLayer(Map<Integer, LayerDirections> known, int layer, int last) {
        Map<Integer, Fidelity> measured = new HashMap<>();
        known.forEach((at, there) -> there.fidelity().ifPresent(fidelity -> measured.put(at, fidelity)));
        return FidelityByLayer.of(measured, OptionalInt.of(layer), last, ANY_SHEET, known.values().iterator().next().provenance());
    }

    /// The influence of all directions of a layer, on the lens as a line, on the model as dots.
    static ChartFigure energies(LayerDirections here, List<Integer> off, Unit unit) {
        int count = here.count();
        double[] places = IntStream.range(0, count).asDoubleStream().toArray();
        double[] lens = IntStream.range(0, count).mapToDouble(i -> positive(here.onLens(i), unit)).toArray();
        double[] model = IntStream.range(0, count).mapToDouble(i -> positive(here.onModel(i), unit)).toArray();
        List<ChartSeries> series = new ArrayList<>(List.of(
                ChartSeries.line(TEXTS.get("lens"), "", LENS, places, lens),
                ChartSeries.marks(TEXTS.get("model"), Mark.DOTS, MODEL, places, model)));
        if (!off.isEmpty()) {
            series.add(ChartSeries.marks(TEXTS.get("off"), Mark.DOTS, Tint.EDIT, only(places, off::contains), only(lens, off::contains)));
        }
        double[] all = Stream.of(lens, model).flatMapToDouble(Arrays::stream).toArray();
        FigureText text = new FigureText(TEXTS.get("energies"), TEXTS.get("energies-remark", here.layer(), count),
                TEXTS.get("energies-statistic", unit.label()), TEXTS.get("energies-caption", here.layer(), here.basis().source().lens()));
        return ChartFigure.of(text, ChartAxis.named(TEXTS.get("direction-axis"), IntStream.range(0, count).mapToObj(Integer::toString).toList()),
                ChartAxis.log(TEXTS.get("influence-axis", unit.label()), all), series, ANY_SHEET, here.provenance());
    }

    private static double[] values(List<Fidelity.Point> points, ToDoubleFunction<Fidelity.Point> influence, Unit unit) {
        return points.stream().mapToDouble(influence).map(nats -> positive(nats, unit)).toArray();
    }

    /// An influence of nothing has no place on a logarithmic axis.
    private static double positive(double nats, Unit unit) {
        return nats > 0 ? unit.of(nats) : Double.NaN;
    }

    private static double[] only(double[] values, IntPredicate shown) {
        return IntStream.range(0, values.length).mapToDouble(i -> shown.test(i) ? values[i] : Double.NaN).toArray();
    }
}
