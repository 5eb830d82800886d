package org.diopter.views.cache;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FormSection;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenTable;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// What the policies did to the text, and what the chosen head has of its keys at the chosen step.
public final class CacheInspector extends ScrollPane {
    private static final Texts TEXTS = Texts.of(CacheInspector.class);
    private static final int SHOWN = 14;
    private static final double ROW = 24;
    /// Widths of the table of policies: names, masses and bytes, divergences with their three decimals.
    private static final double NAMES = 84;
    private static final double NUMBERS = 42;
    private static final double DIVERGENCES = 52;
    private static final double BELLS_HEIGHT = 190;
    /// While the query is dragged, the tables wait until it rests: making their rows anew takes longer than a frame.
    private static final Duration REST = Duration.millis(60);

    private final CacheModel model;
    private final FigureTableView policies = table("policies");
    private final Label alike = Parts.label("", "note");
    private final Label place = Parts.label("", "strong");
    private final HBox token = Parts.row("tight-row");
    private final Label kept = Parts.label("", "secondary");
    private final Label rule = Parts.label("", "note");
    private final TokenTable keys;
    private final TokenTable evicted;
    private final VBox evictedSection;
    private final FigureTableView blocks = table("blocks");
    private final ChartView bells;
    private final FormSection bellsSection;
    private final VBox content;
    private final PauseTransition rest = new PauseTransition(REST);
    private List<KeyRanking.Row> shown = List.of();
    private List<KeyRanking.Row> gone = List.of();

    public CacheInspector(CacheModel model, ViewContext context) {
        this.model = model;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        keys = new TokenTable(context, TEXTS.get("ranking"), TEXTS.get("token"), line -> follow(shown, line));
        evicted = new TokenTable(context, TEXTS.get("evicted"), TEXTS.get("token"), line -> follow(gone, line));
        bells = new ChartView(context);
        bells.setPrefHeight(BELLS_HEIGHT);
        bells.setMinHeight(BELLS_HEIGHT);
        bellsSection = section("dumbbell", bells);
        bellsSection.managedProperty().bind(bellsSection.visibleProperty());
        alike.setWrapText(true);
        kept.setWrapText(true);
        rule.setWrapText(true);
        evictedSection = section("evicted", evicted);
        FormSection compared = section("policies", policies, alike);
        Switch all = new Switch(TEXTS.get("compares"));
        all.setId("compare-policies");
        all.setTooltip(new Tooltip(TEXTS.get("compares.help")));
        all.selectedProperty().bindBidirectional(model.compares());
        compared.head().getChildren().addAll(Parts.spring(), all, Parts.label(TEXTS.get("compares"), "note"));
        content = new VBox(compared, bellsSection, section("step", place, token, kept), section("ranking", keys, rule), evictedSection,
                section("blocks", blocks));
        setContent(content);
        Watch.all(this::showText, model.known(), model.others().result(), model.compares());
        rest.setOnFinished(_ -> showKeys());
        Watch.all(this::showKeys, model.look(), context.textScale());
        Watch.all(this::showStep, model.query());
    }

    private static FigureTableView table(String name) {
        FigureTableView table = new FigureTableView();
        table.setAccessibleText(TEXTS.get(name));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        return table;
    }

    private static FormSection section(String name, Node... nodes) {
        return new FormSection(TEXTS.get(name), nodes);
    }

    /// A chosen key becomes the query.
    private void follow(List<KeyRanking.Row> rows, int line) {
        if (line < rows.size()) {
            model.goTo(rows.get(line).key());
        }
    }

    private void showText() {
        CacheModel.Known known = model.known().get();
        content.setVisible(known != null);
        if (known == null) {
            return;
        }
        show(policies, PoliciesTable.of(known, model.comparedWith()));
        policies.getColumns().forEach(column -> column.setMinWidth(NUMBERS));
        policies.getColumns().getFirst().setMinWidth(NAMES);
        policies.getColumns().get(3).setMinWidth(DIVERGENCES);
        String same = known.outcomes().size() == 2 ? " " + TEXTS.get("jaccard", Numbers.fixed(jaccard(known), 2)) : "";
        alike.setText(TEXTS.get("policies.note", known.outcomes().getFirst().effect().budget()) + same);
    }

    private static double jaccard(CacheModel.Known known) {
        List<EvictionRecord> first = known.outcomes().getFirst().blocks();
        double sum = 0;
        for (int block = 0; block < first.size(); block++) {
            sum += first.get(block).jaccard(known.outcomes().getLast().blocks().get(block));
        }
        return sum / first.size();
    }

    private static void show(FigureTableView view, FigureTable table) {
        view.show(table);
        double height = (table.rows().size() + 1) * ROW + 4;
        view.setMinHeight(height);
        view.setPrefHeight(height);
        view.setMaxHeight(height);
    }

    private void showStep() {
        CacheModel.Look look = model.look().get();
        int query = model.query().get();
        if (look == null || query >= look.known().tokens()) {
            return;
        }
        HeadEvictions seen = look.seen().getFirst();
        EvictionRecord record = look.known().outcomes().getFirst().blocks().get(look.block());
        int there = seen.keys(query);
        place.setText(TEXTS.get("step.place", look.block(), look.head(), query));
        token.getChildren().setAll(Parts.label(TEXTS.get("at"), "secondary"), new TokenText(label(look, query)));
        String mass = record.measured() && !record.compensated() ? Numbers.fixed(seen.mass(query), 3) : BlockTable.UNKNOWN;
        kept.setText(TEXTS.get("step.kept", there, query + 1, query + 1 - there, mass));
        rest.playFromStart();
    }

    private void showKeys() {
        showStep();
        rest.stop();
        CacheModel.Look look = model.look().get();
        int query = model.query().get();
        if (look == null || query >= look.known().tokens()) {
            return;
        }
        KeyRanking ranking = KeyRanking.of(look.seen().getFirst(), query);
        shown = ranking.kept().subList(0, Math.min(SHOWN, ranking.kept().size()));
        gone = ranking.evicted().subList(0, Math.min(SHOWN / 2, ranking.evicted().size()));
        rule.setText(rule(ranking));
        show(keys, look, shown, TEXTS.get(ranking.byScore() ? "score" : "attention"), query, ranking.byScore() ? score -> Numbers.fixed(score, 2) : Numbers::percent);
        evictedSection.setVisible(!gone.isEmpty());
        evictedSection.setManaged(!gone.isEmpty());
        if (!gone.isEmpty()) {
            show(evicted, look, gone, TEXTS.get("if-kept"), query, share -> Numbers.fixed(100 * share, 2));
        }
        show(blocks, BlockTable.of(look, query));
        Optional<ChartFigure> pairs = new CacheFigures(look).blocks(query);
        bellsSection.setVisible(pairs.isPresent());
        bells.figure().set(pairs.orElse(null));
    }

    private String rule(KeyRanking ranking) {
        String order = TEXTS.get(ranking.byScore() ? "ranking.score" : "ranking.attention");
        return ranking.kept().stream().filter(KeyRanking.Row::leaves).findFirst().map(row -> TEXTS.get("ranking.next-out", row.key()) + " " + order).orElse(order);
    }

    private static TokenLabel label(CacheModel.Look look, int position) {
        return look.known().findings().labels().input(position);
    }

    /// @param number how a row's value is written
    private static void show(TokenTable table, CacheModel.Look look, List<KeyRanking.Row> rows, String title, int query, DoubleFunction<String> number) {
        double largest = Math.max(1e-9, rows.getFirst().value());
        table.show(TEXTS.get("position"), title, rows.stream()
                .map(row -> new TokenTable.Line(Integer.toString(row.key()), label(look, row.key()), row.value() / largest, number.apply(row.value()), -1,
                        Double.NaN, fate(look, row, query)))
                .toList());
        table.nameChange(look.seen().size() == 2 ? TEXTS.get("beside.short") : "");
    }

    /// Whether a key leaves, else what the policy beside has of it.
    private static String fate(CacheModel.Look look, KeyRanking.Row row, int query) {
        if (row.leaves()) {
            return TEXTS.get("next-out");
        }
        return look.seen().size() == 1 ? "" : TEXTS.get(look.seen().getLast().sees(query, row.key()) ? "kept-beside" : "gone-beside");
    }

    /// The chart, if the focus is in it.
    public Optional<Figure> focused() {
        return bells.isFocusWithin() ? Optional.ofNullable(bells.picture().shown().get()) : Optional.empty();
    }
}
