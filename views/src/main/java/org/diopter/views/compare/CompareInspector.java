package org.diopter.views.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.compare.PlainTable.Line;
import org.diopter.views.edits.NetEffect;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The selected cell in both runs, and the cells that differ most.
public final class CompareInspector extends VBox {
    private static final Texts TEXTS = Texts.of(CompareInspector.class);
    private static final int TOKENS = 5;
    private static final int ROWS = 14;

    private final CompareModel model;
    private final ViewContext context;
    private final Label place = Parts.label("", "title");
    private final FactGrid facts = new FactGrid();
    private final PlainTable tokens;
    private final PlainTable changes;
    private final Label cells = Parts.label("", "note");
    private final VBox content;

    public CompareInspector(CompareModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        tokens = new PlainTable(context, TEXTS.get("tokens"), List.of(TEXTS.get("token"), "A %", "B %", "B − A"), _ -> {});
        changes = new PlainTable(context, TEXTS.get("changes"), List.of(TEXTS.get("cell"), TEXTS.get("token"), "Δp, pp", "JS"), this::jump);
        changes.setId("largest-changes");
        Segments<ChangeMeasure> measure = new Segments<>(by -> TEXTS.get("measure." + by), ChangeMeasure.values());
        measure.getStyleClass().add("small-segments");
        measure.value().bindBidirectional(model.measure());
        cells.setWrapText(true);
        content = new VBox(
                section(Parts.row("section-head", place), tokens, facts),
                section(Parts.row("section-head", Parts.label(TEXTS.get("changes"), "title"), Parts.spring(), measure), changes, cells));
        Label none = Parts.label(TEXTS.get("inspector.none"), "note");
        none.setWrapText(true);
        none.setStyle("-fx-padding: 14 16 14 16");
        none.visibleProperty().bind(content.visibleProperty().not());
        none.managedProperty().bind(none.visibleProperty());
        content.managedProperty().bind(content.visibleProperty());
        getChildren().setAll(none, content);
        Watch.all(this::showCell, model.pair(), model.selected(), context.unit());
        Watch.all(this::showChanges, model.changes(), context.unit());
    }

    private static VBox section(Node head, Node... parts) {
        VBox body = new VBox(parts);
        body.getStyleClass().add("section-body");
        VBox section = new VBox(head, body);
        section.getStyleClass().add("section");
        return section;
    }

    private void jump(int index) {
        model.selected().set(model.changes().get().get(index).cell());
    }

    private void showCell() {
        ComparedPair pair = model.pair().get();
        Cell cell = model.selected().get();
        boolean known = pair != null && cell != null && pair.isKnown(cell.row(), cell.position());
        content.setVisible(pair != null);
        if (!known) {
            return;
        }
        String layer = layer(pair.b().trajectory(), cell.row());
        place.setText(pair.isByDepth()
                ? TEXTS.get("place-by-depth", layer(pair.a().trajectory(), cell.row()), layer, cell.position())
                : TEXTS.get("place", layer, cell.position()));
        List<Line> lines = IntStream.concat(top(pair.a().trajectory(), cell), top(pair.b().trajectory(), cell)).distinct().boxed()
                .sorted(Comparator.comparingDouble(id -> -probability(pair.b().trajectory(), cell, id)))
                .map(id -> line(pair, cell, id))
                .toList();
        tokens.show(lines, lines.size());
        pair.difference().filter(difference -> difference.isKnown(cell.position())).ifPresentOrElse(difference -> showFacts(difference, cell),
                () -> facts.show(List.of(List.of(new Fact("KL(A‖B)", "—"), new Fact("JS", "—"), new Fact(TEXTS.get("tv"), "—")))));
    }

    private void showFacts(LensDifference difference, Cell cell) {
        facts.show(List.of(List.of(
                new Fact("KL(A‖B)", divergence(difference.value(LensDifference.Measure.KL, cell.row(), cell.position()))),
                new Fact("JS", divergence(difference.value(LensDifference.Measure.JENSEN_SHANNON, cell.row(), cell.position()))),
                new Fact(TEXTS.get("tv"), Numbers.fixed(difference.value(LensDifference.Measure.TOTAL_VARIATION, cell.row(), cell.position()), 3)))));
    }

    private String divergence(double nats) {
        Unit unit = context.unit().get();
        return Numbers.fixed(unit.of(nats), 3) + " " + unit.label();
    }

    private static IntStream top(Trajectory run, Cell cell) {
        return IntStream.range(0, Math.min(TOKENS, run.topK())).map(k -> run.topId(cell.row(), cell.position(), k));
    }

    /// What a run has not kept counts as less than all it has.
    private static double probability(Trajectory run, Cell cell, int id) {
        double known = NetEffect.known(run, cell.row(), cell.position(), id);
        return Double.isNaN(known) ? 0 : known;
    }

    private Line line(ComparedPair pair, Cell cell, int id) {
        double before = NetEffect.known(pair.a().trajectory(), cell.row(), cell.position(), id);
        double after = NetEffect.known(pair.b().trajectory(), cell.row(), cell.position(), id);
        double by = after - before;
        return new Line(List.of(new TokenText(model.label(id)), Parts.label(percent(before), "plain"), Parts.label(percent(after), "plain"),
                Double.isNaN(by) ? Parts.label("—", "faint") : points(by)));
    }

    private static String percent(double probability) {
        return Double.isNaN(probability) ? "—" : Numbers.percent(probability);
    }

    private static Label points(double by) {
        return Parts.label(Numbers.points(by), by > 0.0005 ? "pos-text" : by < -0.0005 ? "neg-text" : "faint");
    }

    private static String layer(Trajectory run, int row) {
        int layer = run.layer(row);
        return layer == 0 ? TEXTS.get("emb") : row == run.rows() - 1 ? TEXTS.get("output", layer) : Integer.toString(layer);
    }

    private void showChanges() {
        ComparedPair pair = model.pair().get();
        if (pair == null) {
            changes.show(List.of(), ROWS);
            cells.setText("");
            return;
        }
        boolean kl = model.measure().get() == ChangeMeasure.KL;
        changes.name(3, kl ? "KL" : "JS");
        List<Line> lines = new ArrayList<>();
        for (Change change : model.changes().get()) {
            int layer = pair.b().trajectory().layer(change.cell().row());
            Node token = Parts.row("plain-row", new TokenText(model.label(change.token())));
            Label where = Parts.label("L" + layer + " · " + change.cell().position(), "plain");
            where.setMinWidth(USE_PREF_SIZE);
            Node cell = new HBox(4, where, Parts.label(change.topChanged() ? "◥" : "", "edit-text"));
            double divergence = context.unit().get().of(kl ? change.kl() : change.js());
            lines.add(new Line(List.of(cell, token, points(change.by()), Parts.label(Numbers.fixed(divergence, 3), "plain"))));
        }
        changes.show(lines, ROWS);
        showCounts(pair);
    }

    private void showCounts(ComparedPair pair) {
        int rows = pair.b().trajectory().rows();
        int positions = pair.b().trajectory().positions();
        if (pair.difference().filter(LensDifference::isComplete).isEmpty()) {
            cells.setText(TEXTS.get("reading"));
        } else if (pair.cone().isEmpty()) {
            cells.setText(TEXTS.get("differ", Change.differing(pair), rows * positions));
        } else {
            long inside = IntStream.range(0, rows * positions)
                    .filter(i -> pair.cone().contains(pair.b().trajectory().layer(i / positions), i % positions)).count();
            cells.setText(TEXTS.get("cone", inside, rows * positions, rows * positions - inside));
        }
    }
}
