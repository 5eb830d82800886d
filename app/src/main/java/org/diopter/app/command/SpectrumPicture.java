package org.diopter.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.laser.Spectrum;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.ChartSeries.Mark;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Tint;

/// The picture of a spectrum: singular values on a logarithmic scale, what is kept in colour and what goes muted.
///
/// @param provenance where its numbers come from
record SpectrumPicture(CommandEngine engine, OpenModel model, Provenance provenance) {
    /// Of the largest value: what is below is rounding, and would flatten the rest of the chart.
    private static final double SMALLEST = 1e-7;

    ChartFigure of(SpectrumFigureStudy study) {
        Spectrum spectrum = engine.spectrum(model, study.edit().matrix());
        int components = spectrum.values().length;
        BitSet kept = study.edit().kept().kept(components);
        double[] values = Arrays.stream(spectrum.values()).map(value -> value < SMALLEST * spectrum.values()[0] ? Double.NaN : value).toArray();
        double[] indices = IntStream.range(0, components).asDoubleStream().toArray();
        BitSet removed = (BitSet) kept.clone();
        removed.flip(0, components);
        List<ChartSeries> series = new ArrayList<>();
        boolean single = study.edit().kept() instanceof ComponentMask.Drop;
        series.add(new ChartSeries("kept", "", single ? Mark.DOTS : Mark.LINE, new Tint.Series(0), false, indices, only(values, kept)));
        if (!removed.isEmpty()) {
            series.add(new ChartSeries("removed", "", single ? Mark.DOTS : Mark.LINE, Tint.MUTED, false, indices, only(values, removed)));
        }
        return ChartFigure.of(
                        text(study, spectrum, kept),
                        ChartAxis.between("component", 0, components - 1.0),
                        ChartAxis.log("singular value (log)", values),
                        series,
                        Figures.sheet(study),
                        provenance)
                .withRules(rules(study, spectrum));
    }

    private static double[] only(double[] values, BitSet chosen) {
        return IntStream.range(0, values.length).mapToDouble(i -> chosen.get(i) ? values[i] : Double.NaN).toArray();
    }

    private static List<ChartRule> rules(SpectrumFigureStudy study, Spectrum spectrum) {
        int components = spectrum.values().length;
        int kept = study.edit().kept().kept(components).cardinality();
        List<ChartRule> rules = new ArrayList<>();
        switch (study.edit().kept()) {
            case ComponentMask.Drop _ -> {}
            case ComponentMask.Tail _ -> rules.add(new ChartRule(true, components - kept - 0.5, "tail " + kept, Tint.EDIT, false));
            case ComponentMask.Share _, ComponentMask.Top _ -> {
                if (kept < components) {
                    rules.add(new ChartRule(true, kept - 0.5, "rank " + kept, Tint.EDIT, false));
                }
            }
        }
        rules.add(new ChartRule(true, spectrum.effectiveRank(), number("effective rank %.1f", spectrum.effectiveRank()), Tint.INK, true));
        rules.add(new ChartRule(false, spectrum.noiseEdge(), "noise edge", Tint.MUTED, true));
        return rules;
    }

    private FigureText text(SpectrumFigureStudy study, Spectrum spectrum, BitSet kept) {
        String matrix = study.edit().matrix().toString();
        int components = spectrum.values().length;
        String share = number("%.1f", 100 * spectrum.energyKept(kept));
        return new FigureText(
                "Spectrum",
                matrix + ", " + spectrum.rows() + " × " + spectrum.columns(),
                "singular values, log",
                "Singular values of %s of %s (%d × %d). %d of %d components are kept; they hold %s %% of the energy. Dashed: effective rank, exp of the entropy of"
                        .formatted(matrix, model.id().name(), spectrum.rows(), spectrum.columns(), kept.cardinality(), components, share)
                        + " σ / Σσ, and the edge of the Marchenko–Pastur law for noise of the median singular value.");
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String number(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
