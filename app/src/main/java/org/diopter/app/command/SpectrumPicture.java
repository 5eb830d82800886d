package org.diopter.app.command;

import java.util.BitSet;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.laser.Spectrum;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.rank.SpectrumChart;

/// The picture of a spectrum, with what an edit keeps of it.
///
/// @param provenance where its numbers come from
record SpectrumPicture(CommandEngine engine, OpenModel model, Provenance provenance) {
    ChartFigure of(SpectrumFigureStudy study) {
        Spectrum spectrum = engine.spectrum(model, study.edit().matrix());
        BitSet kept = study.edit().kept().kept(spectrum.values().length);
        SpectrumChart.Cut cut = switch (study.edit().kept()) {
            case ComponentMask.Drop _ -> SpectrumChart.Cut.NONE;
            case ComponentMask.Tail _ -> SpectrumChart.Cut.SMALLEST;
            case ComponentMask.Share _, ComponentMask.Top _ -> SpectrumChart.Cut.LARGEST;
        };
        return new SpectrumChart(study.edit().matrix(), spectrum, kept, cut).figure(model.id().name(), Figures.sheet(study), provenance);
    }
}
