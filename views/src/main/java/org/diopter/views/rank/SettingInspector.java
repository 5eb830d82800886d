package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.data.Item;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.EditPrice;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// The setting that is chosen in the search: how much it gains, whether that may be chance, and which items it gains and loses.
public final class SettingInspector extends ScrollPane {
    private static final Texts TEXTS = Texts.of(SettingInspector.class);
    private static final int SHOWN = 40;
    private static final int LONGEST = 70;

    private final SearchModel model;
    private final VBox content = new VBox();

    public SettingInspector(SearchModel model) {
        this.model = model;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setContent(content);
        Watch.all(this::show, model.state(), model.selected());
    }

    private void show() {
        content.getChildren().clear();
        SearchState state = model.state().get();
        Reduction selected = model.selected().get();
        Optional<Cell> cell = state == null || selected == null ? Optional.empty() : state.cell(selected);
        if (state == null || cell.isEmpty()) {
            content.getChildren().add(section(TEXTS.get("setting-title"), wrapped(TEXTS.get(selected == null ? "no-setting" : "not-measured"), "faint")));
            return;
        }
        Optional<Cell> test = state.test(cell.get().reductions()).filter(_ -> state.test(List.of()).isPresent());
        Cell shown = test.orElse(cell.get());
        double accuracy = test.flatMap(_ -> state.test(List.of())).map(base -> base.score().accuracy()).orElse(state.baseline().accuracy());
        double loss = test.flatMap(_ -> state.test(List.of())).map(base -> base.score().logLoss()).orElse(state.baseline().logLoss());
        FactGrid facts = new FactGrid();
        facts.show(List.of(
                List.of(new Fact(TEXTS.get("accuracy"), Numbers.percent(shown.score().accuracy()) + " %",
                                TEXTS.get("points", Numbers.points(shown.score().accuracy() - accuracy))),
                        new Fact(TEXTS.get("log-loss"), Numbers.fixed(shown.score().logLoss(), 3),
                                TEXTS.get("nats", Numbers.signed(shown.score().logLoss() - loss, 3))),
                        new Fact(TEXTS.get("top-5"), Numbers.percent(shown.score().top5()) + " %")),
                List.of(new Fact(TEXTS.get("gained"), Integer.toString(shown.gained().size()), TEXTS.get("of-items", shown.items().length)),
                        new Fact(TEXTS.get("lost"), Integer.toString(shown.lost().size()), TEXTS.get("of-items", shown.items().length)),
                        new Fact(TEXTS.get("mcnemar"), Numbers.fixed(shown.p(), 3), TEXTS.get("exact")))));
        Label title = Parts.label(TEXTS.get("setting-is", selected.matrix().block(), selected.matrix().kind().text(), selected.rho().toPlainString()), "strong");
        Label about = Parts.label(TEXTS.get(test.isPresent() ? "on-test" : "on-validation", shown.ranks().getFirst(), shown.items().length), "secondary");
        VBox head = section(TEXTS.get("setting-title"), new VBox(2, title, about), facts);
        if (shown.withinNoise()) {
            Label noise = wrapped(TEXTS.get("within-noise", shown.items().length), "warn-text");
            Node row = Parts.row("tight-row", Parts.row("warn", Icon.WARNING.node(13)), noise);
            ((VBox) head.getChildren().getLast()).getChildren().add(row);
        }
        content.getChildren().add(head);
        state.extras().price().ifPresent(price -> price.of(cell.get().reductions()).ifPresent(paid -> content.getChildren().add(paid(price, paid.price()))));
        content.getChildren().addAll(
                items(state, TEXTS.get("gained-title", shown.gained().size()), shown.gained()),
                items(state, TEXTS.get("lost-title", shown.lost().size()), shown.lost()));
    }

    /// What the setting costs on the text, and what its factors would save.
    private static VBox paid(ExtraFindings.Price text, EditPrice price) {
        FactGrid facts = new FactGrid();
        facts.show(List.of(List.of(
                new Fact(TEXTS.get("price.perplexity"), Numbers.fixed(price.perplexity(), 2),
                        Numbers.signed(price.perplexity() - price.perplexityAsItIs(), 2)),
                new Fact(TEXTS.get("factored"), Numbers.fixed(100.0 * price.factoredNumbers() / price.numbers(), 0) + " %", TEXTS.get("price.of-dense")),
                new Fact(TEXTS.get("price.block"), Numbers.fixed(price.factoredBlockMillis(), 2),
                        TEXTS.get("price.was", Numbers.fixed(price.blockMillis(), 2))))));
        return section(TEXTS.get("price"), facts, wrapped(TEXTS.get("price.tokens", text.tokens(), Numbers.count(price.factoredNumbers())), "note"));
    }

    private static VBox items(SearchState state, String title, List<Integer> indices) {
        VBox list = new VBox(4);
        for (int index : indices.subList(0, Math.min(SHOWN, indices.size()))) {
            Item item = state.task().items().get(index);
            String prompt = item.prompt().strip().replace('\n', ' ');
            Label text = wrapped(prompt.length() > LONGEST ? "…" + prompt.substring(prompt.length() - LONGEST) : prompt, "small-text");
            list.getChildren().add(new VBox(text, Parts.label("→ " + item.answer().strip(), "token")));
        }
        if (indices.isEmpty()) {
            list.getChildren().add(Parts.label("—", "faint"));
        } else if (indices.size() > SHOWN) {
            list.getChildren().add(Parts.label(TEXTS.get("more", indices.size() - SHOWN), "faint"));
        }
        return section(title, list);
    }

    private static Label wrapped(String text, String style) {
        Label label = Parts.label(text, style);
        label.setWrapText(true);
        label.setMinWidth(0);
        return label;
    }

    private static VBox section(String title, Node... nodes) {
        VBox body = new VBox(nodes);
        body.getStyleClass().add("section-body");
        VBox section = new VBox(Parts.row("section-head", Parts.label(title, "title")), body);
        section.getStyleClass().add("section");
        return section;
    }
}
