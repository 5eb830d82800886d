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
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;

/// The chart of a spectrum: singular values on a logarithmic scale, what is kept in colour and what goes muted, with the cut, the effective rank and the
/// edge of noise.
///
/// @param kept the components that stay
/// @param cut where what is kept ends
public record SpectrumChart(MatrixId matrix, Spectrum spectrum, BitSet kept, Cut cut) {
    /// Of the largest value: what is below is rounding, and would flatten the rest of the chart.
    private static final double SMALLEST = 1e-7;

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
        ChartSeries.Mark mark = cut == Cut.NONE && !removed.isEmpty() ? ChartSeries.Mark.DOTS : ChartSeries.Mark.LINE;
        List<ChartSeries> series = new ArrayList<>();
        if (!kept.isEmpty()) {
            series.add(new ChartSeries("kept", "", mark, new Tint.Series(0), false, indices, only(values, kept)));
        }
        if (!removed.isEmpty()) {
            series.add(new ChartSeries("removed", "", mark, Tint.MUTED, false, indices, only(values, removed)));
        }
        return ChartFigure.of(
                        text(model),
                        ChartAxis.between("component", 0, Math.max(1, components - 1.0)),
                        ChartAxis.log("singular value (log)", values),
                        series,
                        sheet,
                        provenance)
                .withRules(rules());
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
                "Singular values of %s of %s (%d × %d). %d of %d components are kept; they hold %s %% of the energy. Dashed: effective rank, exp of the entropy of"
                        .formatted(matrix, model, spectrum.rows(), spectrum.columns(), kept.cardinality(), spectrum.values().length,
                                Numbers.fixed(100 * spectrum.energyKept(kept), 1))
                        + " σ / Σσ, and the edge of the Marchenko–Pastur law for noise of the median singular value.");
    }
}
