package org.diopter.app.command;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.Fidelity;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;

/// Draws what is known of a basis.
///
/// @param sheet on which it is drawn
/// @param provenance where the numbers come from
record BasisFigures(BasisWork.Result result, Sheet sheet, Provenance provenance) {
    private static final Tint LENS = new Tint.Series(0);
    private static final Tint MODEL = new Tint.Series(1);

    /// Bars of the influence on the lens; rings of that on the model, and grey ones of random directions on the lens, where they were measured.
    ChartFigure influences() {
        CausalBasis basis = result.found().basis();
        int count = basis.directions().size();
        double[] places = IntStream.range(0, count).mapToDouble(i -> i).toArray();
        double[] onLens = basis.directions().stream().mapToDouble(direction -> Unit.BITS.of(direction.influence())).toArray();
        double[] onModel = result.fidelity().map(fidelity -> bits(fidelity.directions(), Fidelity.Point::model)).orElse(new double[0]);
        double[] random = result.fidelity().map(fidelity -> bits(fidelity.random(), Fidelity.Point::lens)).orElse(new double[0]);
        List<ChartSeries> series = Stream.of(
                        ChartSeries.marks("on the lens", ChartSeries.Mark.BARS, LENS, places, onLens),
                        ChartSeries.marks("on the model", ChartSeries.Mark.RINGS, MODEL, first(places, onModel.length), onModel),
                        ChartSeries.marks("random directions on the lens", ChartSeries.Mark.DOTS, Tint.MUTED, first(places, random.length), random))
                .filter(one -> one.x().length > 0)
                .toList();
        ChartAxis x = ChartAxis.named("direction", IntStream.range(0, count).mapToObj(Integer::toString).toList());
        ChartAxis y = ChartAxis.linear("influence, bits", Stream.of(onLens, onModel, random).flatMapToDouble(Arrays::stream).toArray());
        FigureText text = new FigureText(
                "Causal basis of layer " + basis.source().layer(),
                "mean KL in bits when a direction is ablated, " + setting(basis),
                "influence, bits, 0 to " + Numbers.axis(y.range().high()),
                "Influence of the %d directions on which the %s hangs most at layer %d (%s). Position 0 is left out."
                        .formatted(count, basis.source().lens(), basis.source().layer(), setting(basis)));
        return ChartFigure.of(text, x, y, series, sheet, provenance);
    }

    /// Influence on the model over influence on the lens, on one logarithmic range.
    ///
    /// @throws org.diopter.model.UnusableInputException D-208 if the model was not measured
    ChartFigure fidelity() {
        CausalBasis basis = result.found().basis();
        Fidelity fidelity = result.measured();
        double[] lens = bits(fidelity.directions(), Fidelity.Point::lens);
        double[] model = bits(fidelity.directions(), Fidelity.Point::model);
        double[] randomLens = bits(fidelity.random(), Fidelity.Point::lens);
        double[] randomModel = bits(fidelity.random(), Fidelity.Point::model);
        double[] all = Stream.of(lens, model, randomLens, randomModel).flatMapToDouble(Arrays::stream).toArray();
        ChartAxis x = ChartAxis.log("influence on the lens, bits (log)", all);
        double[] ends = {x.range().low(), x.range().high()};
        List<ChartSeries> series = List.of(
                ChartSeries.line("", "", Tint.MUTED, ends, ends),
                ChartSeries.marks("random directions", ChartSeries.Mark.DOTS, Tint.MUTED, randomLens, randomModel),
                ChartSeries.marks("causal basis", ChartSeries.Mark.DOTS, LENS, lens, model));
        String rho = "Spearman’s ρ = %s, random %s".formatted(Numbers.fixed(fidelity.rho(), 2), Numbers.fixed(fidelity.randomRho(), 2));
        FigureText text = new FigureText(
                "Fidelity at layer " + basis.source().layer(),
                rho + "; " + setting(basis),
                "influence on lens and model, bits",
                "Influence of each direction on the %s and on the model at layer %d, with as many random directions in grey; on the line both are equal. %s. %s."
                        .formatted(basis.source().lens(), basis.source().layer(), rho, "Position 0 is left out"));
        return ChartFigure.of(text, x, ChartAxis.log("influence on the model, bits (log)", all), series, sheet, provenance);
    }

    private static String setting(CausalBasis basis) {
        return "%s ablation, %s states".formatted(basis.source().ablation().text(), Numbers.count(basis.source().states()));
    }

    /// An influence of nothing has no place on a logarithmic axis.
    private static double[] bits(List<Fidelity.Point> points, ToDoubleFunction<Fidelity.Point> influence) {
        return points.stream().mapToDouble(influence).map(nats -> nats > 0 ? Unit.BITS.of(nats) : Double.NaN).toArray();
    }

    private static double[] first(double[] places, int count) {
        return Arrays.copyOf(places, count);
    }
}
