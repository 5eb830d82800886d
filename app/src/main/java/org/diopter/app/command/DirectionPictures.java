package org.diopter.app.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.Fidelity;
import org.diopter.model.CancelledException;
import org.diopter.views.directions.AlignmentByLayer;
import org.diopter.views.directions.FidelityByLayer;
import org.diopter.views.directions.LensAlignment;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Provenance;

/// Computes pictures of what directions do layer by layer.
///
/// @param provenance where their numbers come from
record DirectionPictures(CommandEngine engine, OpenModel model, Provenance provenance) {

    /// ρ of every layer that is asked for.
    ///
    /// @throws org.diopter.model.UnusableInputException D-208 if the model cannot be measured, because only states were given
    ChartFigure fidelity(FidelityByLayerFigureStudy study) {
        Map<Integer, Fidelity> measured = new HashMap<>();
        for (BasisChoice choice : study.bases()) {
            BasisWork.Result result = new BasisWork(engine, model).find(choice, study.engine().seed());
            if (!result.found().isComplete()) {
                throw new CancelledException();
            }
            measured.put(choice.layer(), result.measured());
        }
        return FidelityByLayer.of(measured, OptionalInt.empty(), model.card().layers(), Figures.sheet(study), provenance);
    }

    /// A line a lens.
    ChartFigure alignment(AlignmentFigureStudy study) {
        AlignWork work = new AlignWork(engine, model);
        List<LensAlignment> lenses = study.lenses().stream()
                .map(lens -> new LensAlignment(lens.name(), work.measure(lens, study.text(), study.states(), study.directions(), study.engine().seed())))
                .toList();
        return AlignmentByLayer.of(lenses, study.directions(), model.card().layers(), Figures.sheet(study), provenance);
    }
}
