package org.diopter.views.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.edits.NetEffect;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Pin;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenTable;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The numbers of the selected cell, its top tokens, and what the block under it changes.
public final class CellInspector extends ScrollPane {
    private static final Texts TEXTS = Texts.of(CellInspector.class);

    private final TrajectoryModel model;
    private final ViewContext context;
    private final Label place = Parts.label("", "strong");
    private final HBox after = Parts.row("tight-row");
    private final FactGrid facts = new FactGrid();
    private final TokenTable top;
    private final Label tickNote = Parts.label(TEXTS.get("baseline-mark"), "note");
    private final HBox others = Parts.row("plain-row");
    private final Segments<ProbabilityScale> scale = new Segments<>(s -> TEXTS.get("scale." + s), ProbabilityScale.values());
    private final ToggleButton pin = Parts.iconToggle(Icon.PIN, TEXTS.get("pin"));
    private final LensPane lens;
    private final BlockEffectPane effect;
    private final VBox content;
    private final ObservableValue<Boolean> stale;

    public CellInspector(TrajectoryModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        top = new TokenTable(context, TEXTS.get("top"), TEXTS.get("token"), this::pinLine);
        effect = new BlockEffectPane(model, context);
        scale.getStyleClass().add("small-segments");
        lens = new LensPane(model, context);
        stale = model.look().map(TrajectoryLook::stale);
        content = new VBox(cellSection(), topSection(), lens, effect);
        setContent(content);
        // Not the figure: another part of the grid or another statistic changes nothing here.
        Watch.all(this::show, scale.value(), model.findings(), model.runs().show(), model.runs().edited(), model.pins().pinned(), stale, model.selected(),
                model.lenses().beside(), model.lenses().held(), context.unit(), context.theme(), context.textScale());
    }

    private VBox cellSection() {
        Button back = Parts.iconButton(Icon.LEFT, TEXTS.get("previous"));
        back.setOnAction(_ -> move(-1));
        Button on = Parts.iconButton(Icon.RIGHT, TEXTS.get("next"));
        on.setOnAction(_ -> move(1));
        pin.setOnAction(_ -> Optional.ofNullable(model.selected().get()).ifPresent(model::togglePin));
        place.setStyle("-fx-font-size: 1.083em");
        VBox.setMargin(facts, new javafx.geometry.Insets(4, 0, 0, 0));
        VBox body = new VBox(place, after, facts);
        body.getStyleClass().add("section-body");
        body.setSpacing(2);
        return section(Parts.row("section-head", Parts.label(TEXTS.get("cell"), "title"), Parts.spring(), back, on, pin), body);
    }

    private VBox topSection() {
        tickNote.managedProperty().bind(tickNote.visibleProperty());
        VBox body = new VBox(top, others, tickNote);
        body.getStyleClass().add("section-body");
        return section(Parts.row("section-head", Parts.label(TEXTS.get("top"), "title"), Parts.spring(), scale), body);
    }

    private static VBox section(Node head, Node body) {
        VBox section = new VBox(head, body);
        section.getStyleClass().add("section");
        return section;
    }

    private void move(int by) {
        Cell cell = model.selected().get();
        Findings shown = model.findings().get();
        if (cell != null && shown != null) {
            model.selected().set(new Cell(cell.row(), Math.clamp(cell.position() + by, 0, shown.trajectory().positions() - 1)));
        }
    }

    private void pinLine(int k) {
        Cell cell = model.selected().get();
        Findings shown = model.findings().get();
        if (cell != null && shown != null) {
            model.togglePin(shown.trajectory().topId(cell.row(), cell.position(), k));
        }
    }

    private void show() {
        Cell cell = model.selected().get();
        Findings shown = model.findings().get();
        boolean known = cell != null && shown != null && cell.position() < shown.trajectory().positions()
                && cell.row() < shown.trajectory().rows() && shown.trajectory().isKnown(cell.position());
        content.setVisible(known);
        if (known) {
            show(shown, cell);
        }
    }

    private void show(Findings shown, Cell cell) {
        Trajectory trajectory = shown.trajectory();
        int layer = trajectory.layer(cell.row());
        boolean output = cell.row() == trajectory.rows() - 1;
        String name = layer == 0 ? TEXTS.get("emb") : output ? TEXTS.get("output", layer) : Integer.toString(layer);
        place.setText(TEXTS.get("place", name, cell.position()));
        Label word = Parts.label(TEXTS.get("after"), "secondary");
        word.setMinWidth(USE_PREF_SIZE);
        Label id = Parts.label(TEXTS.get("id", trajectory.tokens().id(cell.position())), "secondary");
        id.setMinWidth(USE_PREF_SIZE);
        // A long name of a lens gives way to the token.
        after.getChildren().setAll(word, new TokenText(shown.labels().input(cell.position())).standing(), id,
                Parts.shrinking(Parts.label(shown.provenance().lens(), "secondary")));
        if (model.look().get().stale()) {
            after.getChildren().add(Parts.chip(TEXTS.get("stale"), "warn"));
        }
        pin.setSelected(model.pins().isPinned(trajectory.topId(cell.row(), cell.position(), 0)));
        showFacts(shown, cell);
        showTop(shown, cell);
        lens.show(shown, cell);
        effect.show(shown, cell);
    }

    private void showFacts(Findings shown, Cell cell) {
        Trajectory trajectory = shown.trajectory();
        int finalId = trajectory.topId(trajectory.rows() - 1, cell.position(), 0);
        facts.show(List.of(
                List.of(fact("top-1", shown, cell, Statistic.MAX_PROBABILITY), fact("entropy", shown, cell, Statistic.ENTROPY),
                        fact("kl", shown, cell, Statistic.KL_TO_FINAL)),
                List.of(new Fact(TEXTS.get("rank-of", model.label(finalId).text()), value(shown, cell, Statistic.RANK_OF_FINAL)),
                        new Fact(TEXTS.get("depth"), depth(trajectory, cell), baseline(cell).map(a -> TEXTS.get("was", depth(a, cell))).orElse("")),
                        new Fact(TEXTS.get("surprisal"),
                                cell.position() == trajectory.positions() - 1 ? "—" : value(shown, cell, Statistic.CROSS_ENTROPY)))));
    }

    private static String depth(Trajectory trajectory, Cell cell) {
        int depth = trajectory.predictionDepth(cell.position());
        return depth == 0 ? TEXTS.get("emb") : Integer.toString(depth);
    }

    /// A number, and under it how it differs from A's where B is shown.
    private Fact fact(String name, Findings shown, Cell cell, Statistic statistic) {
        Quantity quantity = new Quantity.OfCell(statistic);
        Unit unit = context.unit().get();
        double now = quantity.value(shown.trajectory(), cell.row(), cell.position(), unit);
        String change = baseline(cell).map(a -> now - quantity.value(a, cell.row(), cell.position(), unit))
                .filter(by -> !Double.isNaN(by)).map(by -> change(quantity, by, unit)).orElse("");
        return new Fact(TEXTS.get(name), value(shown, cell, statistic), change);
    }

    /// A difference too small to be written is none.
    private static String change(Quantity quantity, double by, Unit unit) {
        String text = quantity.difference(by);
        return text.equals("·") ? TEXTS.get("same") : text + quantity.differenceSuffix(unit);
    }

    /// A, where B is shown and A's cell is known.
    private Optional<Trajectory> baseline(Cell cell) {
        return model.runs().compared().map(run -> run.baseline().trajectory())
                .filter(a -> cell.row() < a.rows() && cell.position() < a.positions() && a.isKnown(cell.position()));
    }

    private String value(Findings shown, Cell cell, Statistic statistic) {
        Quantity quantity = new Quantity.OfCell(statistic);
        Unit unit = context.unit().get();
        double value = quantity.value(shown.trajectory(), cell.row(), cell.position(), unit);
        return Double.isNaN(value) ? "—" : quantity.text(value) + quantity.suffix(unit);
    }

    private void showTop(Findings shown, Cell cell) {
        Trajectory trajectory = shown.trajectory();
        double first = Math.exp(trajectory.topLogProbability(cell.row(), cell.position(), 0));
        double rest = 1;
        List<TokenTable.Line> lines = new ArrayList<>();
        for (int k = 0; k < trajectory.topK(); k++) {
            int id = trajectory.topId(cell.row(), cell.position(), k);
            double log = trajectory.topLogProbability(cell.row(), cell.position(), k);
            Optional<Pin> pinned = model.pins().pinned().get().stream().filter(p -> p.id() == id).findFirst();
            double before = baseline(cell).map(a -> NetEffect.known(a, cell.row(), cell.position(), id)).orElse(Double.NaN);
            lines.add(new TokenTable.Line(Integer.toString(k + 1), model.label(id), Math.exp(log) / first, scale.value().get().text(log),
                    pinned.map(Pin::series).orElse(-1), before / first, Double.isNaN(before) ? "" : Numbers.points(Math.exp(log) - before)));
            rest -= Math.exp(log);
        }
        top.show("#", TEXTS.get("scale." + scale.value().get()), lines);
        Label count = Parts.label(TEXTS.get("others", Numbers.count(shown.card().vocabulary() - trajectory.topK())), "faint");
        count.setStyle("-fx-padding: 0 0 0 40");
        Label share = Parts.label(scale.value().get().text(Math.log(Math.max(rest, 0))), "faint");
        share.setStyle("-fx-padding: 0 6 0 0");
        tickNote.setVisible(baseline(cell).isPresent());
        others.getChildren().setAll(count, Parts.spring(), share);
    }
}
