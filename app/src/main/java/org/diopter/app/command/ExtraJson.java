package org.diopter.app.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.PricedCell;
import org.diopter.engine.laser.Reduction;
import tools.jackson.core.JsonGenerator;

/// What was found beside the grid, as JSON.
record ExtraJson(Json json, CellJson cells, ExtraFindings extras) {
    private static final int MOST_SETTINGS = 20;

    void write() {
        JsonGenerator out = json.out();
        json.objects("byFrequency", extras.frequencies(), bin -> {
            out.writeNumberProperty("from", bin.from());
            out.writeNumberProperty("to", bin.to());
            out.writeNumberProperty("items", bin.items());
            out.writeNumberProperty("correctBefore", bin.before());
            out.writeNumberProperty("gained", bin.gained());
            out.writeNumberProperty("lost", bin.lost());
        });
        json.objects("mpRank", extras.noise(), cell -> cells.cell(cell, "validation"));
        extras.price().ifPresentOrElse(this::price, () -> out.writeNullProperty("price"));
        extras.shared().ifPresentOrElse(this::shared, () -> out.writeNullProperty("shared"));
    }

    private void price(ExtraFindings.Price price) {
        json.out().writeObjectPropertyStart("price");
        json.out().writeNumberProperty("tokens", price.tokens());
        json.number("perplexityBefore", Math.exp(price.lossAsItIs()));
        Set<PricedCell> front = new HashSet<>(PricedCell.front(price.cells()));
        json.objects("cells", price.cells(), priced -> {
            setting(priced.cell().reductions().getFirst());
            json.number("accuracy", priced.cell().score().accuracy());
            json.number("perplexity", Math.exp(priced.loss()));
            json.out().writeNumberProperty("parameters", priced.price().numbers());
            json.out().writeNumberProperty("factoredParameters", priced.price().factoredNumbers());
            json.number("blockMillis", priced.price().blockMillis());
            json.number("factoredBlockMillis", priced.price().factoredBlockMillis());
            json.out().writeBooleanProperty("front", front.contains(priced));
        });
        json.out().writeEndObject();
    }

    private void shared(ExtraFindings.Shared shared) {
        JsonGenerator out = json.out();
        out.writeObjectPropertyStart("shared");
        out.writeArrayPropertyStart("tasks");
        shared.tasks().forEach(out::writeString);
        out.writeEndArray();
        json.objects("settings", shared.settings().stream().limit(MOST_SETTINGS).toList(), setting -> {
            setting(setting.reduction());
            json.number("mean", setting.mean());
            json.number("worst", setting.worst());
            out.writeArrayPropertyStart("gains");
            setting.gains().forEach(json::number);
            out.writeEndArray();
        });
        json.objects("test", IntStream.range(0, shared.tested().size()).boxed().toList(), i -> {
            json.text("task", shared.tasks().get(i));
            score(shared.baselines(), i, "accuracyBefore", "logLossBefore");
            score(shared.tested(), i, "accuracy", "logLoss");
            json.number("p", shared.tested().get(i).p());
        });
        out.writeEndObject();
    }

    private void score(List<Cell> of, int i, String accuracy, String logLoss) {
        json.number(accuracy, of.get(i).score().accuracy());
        json.number(logLoss, cells.unit().of(of.get(i).score().logLoss()));
    }

    private void setting(Reduction reduction) {
        json.text("matrix", reduction.matrix().kind().text());
        json.out().writeNumberProperty("block", reduction.matrix().block());
        json.out().writeNumberProperty("rho", reduction.rho());
    }
}
