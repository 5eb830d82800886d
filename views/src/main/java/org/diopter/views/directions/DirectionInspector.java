package org.diopter.views.directions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.DirectionMeaning.TokenEffect;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.causal.RemovalEffect.LayerEffect;
import org.diopter.engine.causal.RemovalEffect.TokenChange;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.Watch;

/// The selected direction: its numbers, what removing it does to the prompt, what it stands for, and where texts have most of it.
public final class DirectionInspector extends ScrollPane {
    private static final Texts TEXTS = Texts.of(DirectionInspector.class);
    private static final double LONGEST_BAR = 62;
    private static final int SHOWN = 8;
    /// A deep model's layers are shown in steps.
    private static final int SHOWN_LAYERS = 12;

    private final DirectionsModel model;
    private final LabelSource labels;
    private final Reader reader;
    private final Label title = Parts.label("", "title");
    private final Label remark = Parts.label("", "note");
    private final FactGrid facts = new FactGrid();
    private final Label search = Parts.label("", "note");
    private final VBox promoted = new VBox();
    private final VBox suppressed = new VBox();
    private final Label read = Parts.label("", "note");
    private final VBox byLayer = new VBox();
    private final VBox meaning = new VBox();
    private final VBox extremes = new VBox();

    /// Writes tokens of the open model.
    @FunctionalInterface
    public interface LabelSource {
        TokenLabel label(int id);
    }

    /// Reads the text for the places where it has most of a direction.
    public interface Reader {
        void read();

        /// Ends the reading; what was found is kept.
        void stop();
    }

    public DirectionInspector(DirectionsModel model, LabelSource labels, Reader reader) {
        this.model = model;
        this.reader = reader;
        this.labels = labels;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        for (Label text : List.of(search, read)) {
            text.setWrapText(true);
            text.setMinHeight(USE_PREF_SIZE);
        }
        VBox body = new VBox(head(), removal("promoted-by", "logit", promoted), removal("suppressed-by", "logit", suppressed),
                removal("effect-by-layer", "bits", byLayer), section("stands-for", meaning),
                section("extremes", extremes));
        setContent(body);
        Watch.all(() -> {
            body.setVisible(model.shown().isPresent());
            show();
        }, model.known(), model.layer(), model.selected(), model.chosen(), model.settings());
        Watch.all(this::showRemoval, model.removal());
        Watch.all(this::showExtremes, model.extremes());
    }

    private VBox head() {
        Button before = Parts.iconButton(Icon.LEFT, TEXTS.get("before"));
        before.setOnAction(_ -> step(-1));
        Button next = Parts.iconButton(Icon.RIGHT, TEXTS.get("next"));
        next.setOnAction(_ -> step(1));
        Button solo = Parts.small(TEXTS.get("solo"));
        solo.setTooltip(new Tooltip(TEXTS.get("solo-help")));
        solo.setOnAction(_ -> model.chooseOnly());
        Button copy = Parts.small(TEXTS.get("copy"));
        copy.setOnAction(_ -> copy());
        VBox content = new VBox(remark, facts, Parts.row("form-row", solo, copy), search);
        content.getStyleClass().add("section-body");
        VBox section = new VBox(Parts.row("section-head", title, Parts.spring(), before, next), content);
        section.getStyleClass().add("section");
        return section;
    }

    private VBox removal(String key, String unit, VBox content) {
        Label name = Parts.label("", "title");
        name.textProperty().bind(model.selected().map(direction -> TEXTS.get(key, LayerDirections.name(direction.intValue()))));
        HBox head = Parts.row("section-head", name, Parts.spring(), Parts.label(TEXTS.get(unit), "faint"));
        content.getStyleClass().add("section-body");
        VBox section = new VBox(head, content);
        section.getStyleClass().add("section");
        return section;
    }

    private static VBox section(String key, VBox content) {
        content.getStyleClass().add("section-body");
        VBox section = new VBox(Parts.row("section-head", Parts.label(TEXTS.get(key), "title")), content);
        section.getStyleClass().add("section");
        return section;
    }

    private void step(int by) {
        model.shown().ifPresent(here -> model.selected().set(Math.clamp(model.selected().get() + by, 0, here.count() - 1)));
    }

    private void copy() {
        model.shown().ifPresent(here -> {
            float[] vector = here.basis().directions().get(model.selected().get()).vector();
            ClipboardContent content = new ClipboardContent();
            content.putString(IntStream.range(0, vector.length).mapToObj(k -> Float.toString(vector[k])).collect(Collectors.joining(", ")));
            Clipboard.getSystemClipboard().setContent(content);
        });
    }

    private void show() {
        LayerDirections here = model.shown().orElse(null);
        if (here == null) {
            return;
        }
        int direction = model.selected().get();
        boolean off = model.chosen().get().contains(here.layer(), direction);
        title.setText(TEXTS.get("direction", LayerDirections.name(direction)));
        String how = model.chosen().get().change(here.layer(), direction).map(DirectionsTable::inWords).orElse("");
        remark.setText(TEXTS.get(off ? "remark-off" : "remark", here.layer(), model.settings().get().mode().text(), how));
        CausalBasis.Direction found = here.basis().directions().get(direction);
        double onModel = here.onModel(direction);
        facts.show(List.of(List.of(
                new Fact(TEXTS.get("lens-influence"), bits(found.influence())),
                new Fact(TEXTS.get("model-influence"), Double.isNaN(onModel) ? "—" : bits(onModel)))));
        // A search whose start is already the top has made no step that could have raised anything.
        search.setText(Double.isFinite(found.lastChange())
                ? TEXTS.get(found.converged() ? "search-ended" : "search-cut", found.evaluations(), Numbers.fixed(100 * found.lastChange(), 2))
                : TEXTS.get("search-start", found.evaluations()));
        showMeaning(here, direction);
    }

    private static String bits(double nats) {
        return Numbers.divergenceInTable(Unit.BITS.of(nats)) + " " + Unit.BITS.label();
    }

    private void showMeaning(LayerDirections here, int direction) {
        List<Node> rows = new ArrayList<>();
        here.meaning(direction).ifPresentOrElse(known -> {
            rows.add(note(TEXTS.get("stands-for-note")));
            rows.add(tokens("+", "pos-text", here, known.promoted()));
            rows.add(tokens("−", "neg-text", here, known.suppressed()));
        }, () -> rows.add(note(TEXTS.get("not-read"))));
        meaning.getChildren().setAll(rows);
    }

    private static Node tokens(String sign, String styleClass, LayerDirections here, List<TokenEffect> effects) {
        javafx.scene.layout.FlowPane row = new javafx.scene.layout.FlowPane(8, 2, Parts.label(sign, styleClass));
        effects.stream().limit(SHOWN).forEach(effect -> row.getChildren().add(new TokenText(here.label(effect.id()))));
        return row;
    }

    private void showRemoval() {
        RemovalEffect effect = model.removal().get();
        if (effect == null) {
            promoted.getChildren().setAll(note(TEXTS.get("no-removal")));
            suppressed.getChildren().clear();
            byLayer.getChildren().clear();
            return;
        }
        double largest = IntStream.range(0, 2)
                .mapToObj(end -> end == 0 ? effect.promoted() : effect.suppressed())
                .flatMap(List::stream)
                .mapToDouble(change -> Math.abs(change.logit()))
                .max()
                .orElse(1);
        promoted.getChildren().setAll(effect.promoted().stream().limit(SHOWN).map(change -> change(change, largest)).toList());
        suppressed.getChildren().setAll(effect.suppressed().stream().limit(SHOWN).map(change -> change(change, largest)).toList());
        read.setText(TEXTS.get("removal-note", bits(effect.divergence())));
        suppressed.getChildren().add(read);
        showLayers(effect.layers());
    }

    /// The output first, the direction's own layer last.
    private void showLayers(List<LayerEffect> layers) {
        int step = Math.ceilDiv(layers.size(), SHOWN_LAYERS);
        double largest = layers.stream().mapToDouble(LayerEffect::divergence).max().orElse(0);
        List<Node> rows = new ArrayList<>();
        for (int i = layers.size() - 1; i >= 0; i -= step) {
            rows.add(layer(layers.get(i), i == layers.size() - 1, largest));
        }
        if ((layers.size() - 1) % step > 0) {
            rows.add(layer(layers.getFirst(), false, largest));
        }
        rows.add(note(rows.size() == layers.size() ? TEXTS.get("effect-note") : TEXTS.get("effect-note-some", rows.size(), layers.size())));
        byLayer.getChildren().setAll(rows);
    }

    private static Node layer(LayerEffect effect, boolean isOutput, double largest) {
        Label name = Parts.label(TEXTS.get(isOutput ? "output-layer" : "layer-number", effect.layer()), "plain");
        name.setMinWidth(44);
        Region bar = bar(largest == 0 ? 0 : 2 * LONGEST_BAR * effect.divergence() / largest, "positive-bar");
        Label value = Parts.label(Numbers.divergenceInTable(Unit.BITS.of(effect.divergence())), "plain");
        value.setMinWidth(USE_PREF_SIZE);
        return Parts.row("tight-row", name, bar, Parts.spring(), value);
    }

    private static Region bar(double length, String styleClass) {
        Region bar = new Region();
        double width = Math.max(1, length);
        bar.setMinSize(width, 8);
        bar.setMaxSize(width, 8);
        bar.getStyleClass().add(styleClass);
        return bar;
    }

    private Node change(TokenChange change, double largest) {
        TokenText token = new TokenText(labels.label(change.id()));
        token.setPrefWidth(74);
        Region bar = bar(LONGEST_BAR * Math.abs(change.logit()) / largest, change.logit() > 0 ? "positive-bar" : "negative-bar");
        Label value = Parts.label(Numbers.signed(change.logit(), 2), "plain");
        value.setMinWidth(USE_PREF_SIZE);
        Label ranks = Parts.label(TEXTS.get("ranks", change.rankBefore(), change.rankAfter()), "note");
        ranks.setMinWidth(82);
        ranks.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        HBox row = Parts.row("tight-row", token, bar, Parts.spring(), value, ranks);
        HBox.setHgrow(token, Priority.NEVER);
        return row;
    }

    private void showExtremes() {
        ExtremeTexts known = model.extremes().get();
        if (known.of() == 0) {
            extremes.getChildren().setAll(note(TEXTS.get("no-extremes")));
            return;
        }
        List<Node> rows = new ArrayList<>(List.of(note(TEXTS.get("extremes-note"))));
        if (known.isReading()) {
            ProgressBar bar = new ProgressBar((double) known.read() / known.of());
            bar.setAccessibleText(TEXTS.get("extremes-progress"));
            bar.setPrefWidth(60);
            rows.add(Parts.row("tight-row", bar, note(known.read() == 0 ? TEXTS.get("extremes-begun") : TEXTS.get("extremes-reading", known.read(), known.of())), Parts.spring(),
                    button("cancel", reader::stop)));
        } else if (known.stopped()) {
            rows.add(Parts.row("tight-row", note(known.read() == 0 ? TEXTS.get("extremes-none") : TEXTS.get("extremes-stopped", known.read(), known.of())), Parts.spring(), button("read-all", reader::read)));
        } else {
            rows.add(note(TEXTS.get("extremes-read", known.of())));
        }
        for (ExtremeText place : known.places()) {
            Label value = Parts.label(Numbers.signed(place.component(), 1), place.component() > 0 ? "pos-text" : "neg-text");
            value.setMinWidth(44);
            Label before = Parts.label(place.before(), "faint");
            before.setTextOverrun(javafx.scene.control.OverrunStyle.LEADING_ELLIPSIS);
            before.setMinWidth(0);
            before.setPrefWidth(120);
            TokenText token = new TokenText(place.token());
            token.setMinWidth(USE_PREF_SIZE);
            token.getStyleClass().add("marked-token");
            Label after = Parts.label(place.after(), "faint");
            after.setMinWidth(0);
            rows.add(Parts.row("tight-row", value, before, token, after));
        }
        extremes.getChildren().setAll(rows);
    }

    private static Button button(String key, Runnable act) {
        Button button = Parts.small(TEXTS.get(key));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> act.run());
        return button;
    }

    private static Label note(String text) {
        Label note = Parts.label(text, "note");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        return note;
    }
}
