package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import org.diopter.app.search.SearchFindings;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.SearchResult;
import org.diopter.views.figure.Unit;
import tools.jackson.core.JsonGenerator;

/// What a search found, as JSON.
final class SearchJson {
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";

    private final Json json;
    private final SearchFindings findings;
    private final CellJson cells;

    /// @param unit of losses
    SearchJson(Json json, SearchFindings findings, Unit unit) {
        this.json = json;
        this.findings = findings;
        this.cells = new CellJson(json, findings.task(), unit);
    }

    /// Writes the fields after the head.
    void write() {
        JsonGenerator out = json.out();
        SearchResult grid = findings.grid();
        out.writeObjectPropertyStart("task");
        json.text("name", findings.task().name());
        json.text("metric", findings.task().metric().text());
        out.writeNumberProperty("validationItems", findings.split().validation().length);
        out.writeNumberProperty("testItems", findings.split().test().length);
        out.writeEndObject();
        out.writeObjectPropertyStart("baseline");
        json.number("accuracy", grid.baseline().accuracy());
        json.number("logLoss", cells.unit().of(grid.baseline().logLoss()));
        json.number("majorityBaseline", grid.majority());
        json.text("split", VALIDATION);
        out.writeEndObject();
        json.objects("cells", grid.cells(), cell -> cells.cell(cell, VALIDATION));
        json.objects("dropped", grid.dropped(), cell -> cells.cell(cell, VALIDATION));
        json.objects("skipped", grid.skipped(), reduction -> {
            json.text("matrix", reduction.matrix().kind().text());
            out.writeNumberProperty("block", reduction.matrix().block());
            out.writeNumberProperty("rho", reduction.rho());
        });
        cell("best", grid.best(), VALIDATION);
        out.writeBooleanProperty("helps", grid.helps());
        composition(findings.stacks());
        out.writeObjectPropertyStart(TEST);
        cell("baseline", Optional.of(findings.testBaseline()), TEST);
        cell("best", findings.testBest(), TEST);
        cell("composition", findings.testStack(), TEST);
        out.writeEndObject();
        new ExtraJson(json, cells, findings.extras()).write();
    }

    private void composition(List<Cell> stacks) {
        json.objects("composition", stacks, stack -> cells.cell(stack, VALIDATION));
    }

    private void cell(String name, Optional<Cell> cell, String split) {
        if (cell.isEmpty()) {
            json.out().writeNullProperty(name);
            return;
        }
        json.out().writeObjectPropertyStart(name);
        cells.cell(cell.get(), split);
        json.out().writeEndObject();
    }
}
