package org.diopter.views.directions;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.causal.Alignment;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.ChartSeries.Mark;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.kit.Texts;

/// Stimulus–response alignment by layer: a line a lens through the mean Aitchison similarity, with its standard error.
public final class AlignmentByLayer {
    private static final Texts TEXTS = Texts.of(AlignmentByLayer.class);

    private AlignmentByLayer() {}

    /// @param lenses at least one
    /// @param directions how many causal directions of each layer span what was changed; 0 for the update of the block below
    /// @param last L
    public static ChartFigure of(List<LensAlignment> lenses, int directions, int last, Sheet sheet, Provenance provenance) {
        List<ChartSeries> series = new ArrayList<>();
        double least = 0;
        for (LensAlignment lens : lenses) {
            double[] places = lens.layers().stream().mapToDouble(Alignment::layer).toArray();
            double[] means = lens.layers().stream().mapToDouble(Alignment::similarity).toArray();
            double[] errors = lens.layers().stream().mapToDouble(Alignment::standardError).toArray();
            for (int i = 0; i < means.length; i++) {
                least = Math.min(least, means[i] - errors[i]);
            }
            Tint tint = new Tint.Series(series.size());
            series.add(new ChartSeries(lens.lens(), "", Mark.DOTTED_LINE, tint, false, places, means).withErrors(errors));
        }
        int states = lenses.getFirst().layers().getFirst().samples().size();
        String changed = directions == 0 ? TEXTS.get("aligned-update") : TEXTS.get("aligned-subspace", directions);
        FigureText text = new FigureText(TEXTS.get("alignment"), TEXTS.get("alignment-remark", Numbers.count(states), changed),
                TEXTS.get("alignment-statistic"), TEXTS.get("alignment-caption", Numbers.count(states), changed));
        return ChartFigure.of(text, ChartAxis.layers(last, true), ChartAxis.between(TEXTS.get("alignment-axis"), least, 1.05), series, sheet, provenance);
    }
}
