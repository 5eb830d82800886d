package org.diopter.app.command;

import org.diopter.engine.OpenModel;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.rank.HeldChart;

/// The pictures of what parts of a matrix answer: the question of the LASER paper's Fig. 5, on an axis of true cosines.
///
/// @param provenance where their numbers come from
record HeldPicture(CommandEngine engine, OpenModel model, Provenance provenance) {
    ChartFigure of(HeldFigureStudy study) {
        HeldAnswers held = new HeldWork(engine, model, _ -> {}).run(study.held()).answers();
        int[] places = GroupName.of(study.group()).places(held);
        if (places.length == 0) {
            throw new UnusableInputException(
                    "D-205", "The cut leaves no item in the group ‘%s’. Take another --group, or another cut.".formatted(study.group()));
        }
        HeldChart chart = new HeldChart(held, places, study.group());
        return study.view().equals(HeldFigureStudy.COSINE) ? chart.cosine(Figures.sheet(study), provenance) : chart.kinds(Figures.sheet(study), provenance);
    }
}
