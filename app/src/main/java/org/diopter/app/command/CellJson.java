package org.diopter.app.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.Unit;
import tools.jackson.core.JsonGenerator;

/// Writes how a model did on a task, as JSON.
///
/// @param json where it goes
/// @param task the questions
/// @param unit of losses
record CellJson(Json json, Task task, Unit unit) {
    /// The fields of a cell.
    ///
    /// @param split `validation`, `test` or `all`: which items it was measured on
    void cell(Cell cell, String split) {
        JsonGenerator out = json.out();
        List<Reduction> reductions = cell.reductions();
        if (reductions.size() == 1) {
            reduction(reductions.getFirst(), cell.ranks().getFirst());
        } else if (!reductions.isEmpty()) {
            out.writeArrayPropertyStart("reductions");
            for (int i = 0; i < reductions.size(); i++) {
                out.writeStartObject();
                reduction(reductions.get(i), cell.ranks().get(i));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        score(cell.score());
        json.number("majorityBaseline", task.majorityBaseline(cell.items()));
        numbers("gained", cell.gained());
        numbers("lost", cell.lost());
        json.number("p", cell.p());
        out.writeBooleanProperty("withinNoise", cell.withinNoise());
        json.text("split", split);
    }

    private void reduction(Reduction reduction, int rank) {
        json.text("matrix", reduction.matrix().kind().text());
        json.out().writeNumberProperty("block", reduction.matrix().block());
        json.out().writeNumberProperty("rho", reduction.rho());
        json.out().writeNumberProperty("rank", rank);
        if (reduction.method() instanceof SvdMethod.Randomised(long seed)) {
            json.text("method", MethodWords.RANDOMISED);
            json.out().writeNumberProperty("methodSeed", seed);
        }
    }

    private void score(Score score) {
        JsonGenerator out = json.out();
        out.writeNumberProperty("items", score.items());
        json.number("accuracy", score.accuracy());
        json.number("logLoss", unit.of(score.logLoss()));
        json.number("labelLoss", unit.of(score.labelLoss()));
        json.number("perplexity", score.perplexity());
        json.number("top5", score.top5());
        json.number("top10", score.top10());
        out.writeObjectPropertyStart("chosen");
        for (Map.Entry<String, Integer> entry : new TreeMap<>(score.chosen()).entrySet()) {
            out.writeNumberProperty(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
    }

    private void numbers(String name, List<Integer> numbers) {
        json.out().writeArrayPropertyStart(name);
        numbers.forEach(json.out()::writeNumber);
        json.out().writeEndArray();
    }
}
