package org.diopter.views.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.laser.Spectrum;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.RightAxis;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;

/// The chart of a spectrum: singular values on a logarithmic scale, what is kept in colour and what goes muted, with the cut, the effective rank and the
/// edge of noise; over them, on an axis at the right, how much of the energy each cut would keep.
///
/// @param kept the components that stay
/// @param cut where what is kept ends
public record SpectrumChart(MatrixId matrix, Spectrum spectrum, BitSet kept, Cut cut) {
    /// Of the largest value: what is below is rounding, and would flatten the rest of the chart.
    private static final double SMALLEST = 1e-7;
    private static final String ENERGY = "kept energy Σσ², %";

    /// Where what is kept ends.
    public enum Cut {
        /// The largest components are kept.
        LARGEST,
        /// The smallest components are kept.
        SMALLEST,
        /// Single components go, or nothing is cut.
        NONE
    }

    /// @param model its name
    public ChartFigure figure(String model, Sheet sheet, Provenance provenance) {
        int components = spectrum.values().length;
        double[] values = Arrays.stream(spectrum.values()).map(value -> value < SMALLEST * spectrum.values()[0] ? Double.NaN : value).toArray();
        double[] indices = IntStream.range(0, components).asDoubleStream().toArray();
        BitSet removed = (BitSet) kept.clone();
        removed.flip(0, components);
        List<ChartSeries> series = new ArrayList<>();
        if (!kept.isEmpty()) {
            series.add(ChartSeries.marks("kept", ChartSeries.Mark.BARS, new Tint.Series(0), indices, only(values, kept)));
        }
        if (!removed.isEmpty()) {
            series.add(ChartSeries.marks("removed", ChartSeries.Mark.BARS, Tint.MUTED, indices, only(values, removed)));
        }
        return ChartFigure.of(
                        text(model),
                        ChartAxis.between("component", -0.5, Math.max(1, components - 0.5)).ofWholeNumbers(),
                        ChartAxis.log("singular value (log)", values),
                        series,
                        sheet,
                        provenance)
                .withRules(rules())
                .with(energy());
    }

    /// How much of Σσ² a cut leaves, by where it is made; the ring is the present cut.
    private RightAxis energy() {
        double[] values = spectrum.values();
        double[] cuts = IntStream.rangeClosed(0, values.length).mapToDouble(i -> i - 0.5).toArray();
        double[] above = new double[cuts.length];
        for (int i = 0; i < values.length; i++) {
            above[i + 1] = above[i] + values[i] * values[i];
        }
        double all = Math.max(above[values.length], Double.MIN_NORMAL);
        double[] left = Arrays.stream(above).map(sum -> 100 * (cut == Cut.SMALLEST ? all - sum : sum) / all).toArray();
        Tint tint = new Tint.Series(3);
        List<ChartSeries> lines = new ArrayList<>(List.of(new ChartSeries(ENERGY, "", ChartSeries.Mark.LINE, tint, true, cuts, left)));
        if (cut != Cut.NONE) {
            int at = cut == Cut.LARGEST ? kept.cardinality() : values.length - kept.cardinality();
            lines.add(ChartSeries.marks("", ChartSeries.Mark.RINGS, tint, new double[] {cuts[at]}, new double[] {left[at]}));
        }
        return new RightAxis(ChartAxis.between(ENERGY, 0, 100), lines);
    }

    private static double[] only(double[] values, BitSet chosen) {
        return IntStream.range(0, values.length).mapToDouble(i -> chosen.get(i) ? values[i] : Double.NaN).toArray();
    }

    private List<ChartRule> rules() {
        int components = spectrum.values().length;
        int count = kept.cardinality();
        List<ChartRule> rules = new ArrayList<>();
        if (cut == Cut.SMALLEST) {
            rules.add(new ChartRule(true, components - count - 0.5, "tail " + count, Tint.EDIT, false));
        } else if (cut == Cut.LARGEST && count < components) {
            rules.add(new ChartRule(true, count - 0.5, "rank " + count, Tint.EDIT, false));
        }
        rules.add(new ChartRule(true, spectrum.effectiveRank(), "effective rank " + Numbers.fixed(spectrum.effectiveRank(), 1), Tint.INK, true));
        rules.add(new ChartRule(false, spectrum.noiseEdge(), "noise edge", Tint.MUTED, true));
        return rules;
    }

    private FigureText text(String model) {
        return new FigureText(
                "Spectrum",
                matrix + ", " + spectrum.rows() + " × " + spectrum.columns(),
                "singular values, log",
                "Singular values of %s of %s (%d × %d). %d of %d components are kept; they hold %s %% of the energy. Dashed line: energy kept by a cut, right axis. Dotted: effective rank, exp of the entropy of"
                        .formatted(matrix, model, spectrum.rows(), spectrum.columns(), kept.cardinality(), spectrum.values().length,
                                Numbers.fixed(100 * spectrum.energyKept(kept), 1))
                        + " σ / Σσ, and the edge of the Marchenko–Pastur law for noise of the median singular value.");
    }
}
