package org.diopter.views.directions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.binding.DoubleExpression;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The directions view: what a layer's read-out hangs on, whether the model does too, and what the prompt's predictions are without it.
public final class DirectionsView extends BorderPane {
    private static final Texts TEXTS = Texts.of(DirectionsView.class);

    private final DirectionsModel model;
    private final Acts acts;
    private final ChartView fidelity;
    private final ChartView rho;
    private final ChartView energies;
    private final AlignmentPanel alignment;
    private final FigureView effect;
    private final FigureTableView table = new FigureTableView();
    private final FactGrid effectFacts = new FactGrid();
    private final TitledPanel directionsPanel;
    private final TitledPanel fidelityPanel;
    private final TitledPanel energiesPanel;
    private final TitledPanel effectPanel;
    private final SegmentedButton layers = new SegmentedButton();
    private final TextField positions = new TextField();
    private final EmptyState noEffect;
    private final Label effectWaits = Parts.label(TEXTS.get("effect-waits"), "secondary");
    private final Label notMeasured = Parts.label(TEXTS.get("fidelity-waits"), "secondary");
    private final Label sum = Parts.label("", "note");
    private final VBox search = new VBox();
    private final DoubleExpression textScale;

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        /// Asks what to search for.
        void extract();

        /// Ends the search; what was found is kept.
        void cancel();

        /// Measures the alignment of the lens with the model.
        void align();

        /// Ends that measurement.
        void cancelAlignment();

        void export(Figure figure);
    }

    public DirectionsView(DirectionsModel model, ViewContext context, Acts acts) {
        this.model = model;
        this.acts = acts;
        textScale = context.textScale();
        getStyleClass().add("directions-view");
        fidelity = new ChartView(context);
        rho = new ChartView(context);
        energies = new ChartView(context);
        alignment = new AlignmentPanel(model, context, acts);
        effect = new FigureView(context);
        directionsPanel = new TitledPanel("", new BorderPane(new DirectionsTable(model, context), null, null, foot(), null));
        fidelityPanel = new TitledPanel(TEXTS.get("fidelity"), new StackPane(fidelity, table, notMeasured));
        energiesPanel = new TitledPanel(TEXTS.get("energies"), energies);
        noEffect = EmptyState.small(TEXTS.get("no-effect-title"), TEXTS.get("no-effect"), TEXTS.get("switch-selected"),
                () -> model.choose(model.layer().get(), model.selected().get(), model.selected().get(), true));
        notMeasured.setWrapText(true);
        effectWaits.setWrapText(true);
        StackPane effectPlace = new StackPane(effect, noEffect, effectWaits);
        effectPlace.getStyleClass().add("plot");
        effectPanel = new TitledPanel(TEXTS.get("effect"), new BorderPane(effectPlace, null, null, effectFacts, null));
        effectPanel.tools().getChildren().add(new Legend(context, effect.figure()));
        rho.onChosen(x -> model.layer().set(Math.clamp(Math.round(x), 0, Math.max(0, model.last().get()))));
        rho.onStepped(by -> model.layer().set(Math.clamp(model.layer().get() + by, 0, Math.max(0, model.last().get()))));
        energies.onChosen(x -> select((int) Math.round(x)));
        energies.onStepped(by -> select(model.selected().get() + by));
        EmptyState none = new EmptyState(Icon.DIRECTIONS, TEXTS.get("none"), TEXTS.get("none-sentence"), TEXTS.get("extract"), acts::extract);
        none.disableProperty().bind(model.last().lessThan(0));
        ScrollPane scroll = new ScrollPane(body());
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        search.getStyleClass().add("view-banner");
        setTop(new VBox(toolBar(), settingsBar()));
        setCenter(new BorderPane(new StackPane(none, scroll), search, null, null, null));
        Watch.all(() -> {
            none.setVisible(model.shown().isEmpty());
            scroll.setVisible(model.shown().isPresent());
        }, model.known(), model.layer());
        Watch.all(this::layers, model.last(), model.known(), model.layer());
        Watch.all(this::draw, model.known(), model.layer(), model.chosen(), model.asTable());
        Watch.all(this::drawEffect, model.effect(), model.chosen(), model.edits());
        Watch.all(this::showSearch, model.search());
    }

    /// The figure that has the focus, else the fidelity chart.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        for (ChartView chart : List.of(rho, energies, alignment.chart())) {
            if (Focus.isWithin(owner, chart)) {
                return Optional.ofNullable(chart.picture().shown().get());
            }
        }
        return Optional.ofNullable(fidelity.picture().shown().get()).or(() -> Optional.ofNullable(energies.picture().shown().get()));
    }

    private void select(int direction) {
        model.shown().ifPresent(here -> model.selected().set(Math.clamp(direction, 0, here.count() - 1)));
    }

    private ToolRow toolBar() {
        Segments<Ablation> mode = new Segments<>(value -> TEXTS.get("mode." + value), Ablation.values());
        mode.setMinWidth(USE_PREF_SIZE);
        mode.value().subscribe((_, value) -> model.setUp(model.settings().get().withMode(value)));
        Watch.all(() -> mode.value().set(model.settings().get().mode()), model.settings());
        Button extract = new Button(TEXTS.get("extract"));
        extract.setMinWidth(USE_PREF_SIZE);
        extract.setOnAction(_ -> acts.extract());
        extract.disableProperty().bind(model.last().lessThan(0));
        ToggleButton asTable = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
        asTable.selectedProperty().bindBidirectional(model.asTable());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.setMinWidth(USE_PREF_SIZE);
        export.setOnAction(_ -> focused().ifPresent(acts::export));
        layers.getStyleClass().add("segments");
        layers.setMinWidth(USE_PREF_SIZE);
        return new ToolRow(Parts.label(TEXTS.get("layer"), "tool-label"), layers, Parts.divider(),
                Parts.label(TEXTS.get("ablation"), "tool-label"), mode, Parts.spring(), extract, asTable, export);
    }

    private ToolRow settingsBar() {
        positions.setPrefWidth(72);
        positions.setAccessibleText(TEXTS.get("positions"));
        positions.setTooltip(new Tooltip(TEXTS.get("positions-help")));
        positions.setOnAction(_ -> takePositions());
        positions.focusedProperty().subscribe(focused -> {
            if (!focused) {
                takePositions();
            }
        });
        StrengthControls strength = new StrengthControls(model);
        model.adjusting().bind(strength.changing());
        Watch.all(() -> positions.setText(model.settings().get().at().text().replace('-', '–')), model.settings());
        Label first = Parts.shrinking(Parts.label(TEXTS.get("without-first"), "note"));
        return new ToolRow(Parts.label(TEXTS.get("positions"), "tool-label"), positions, Parts.divider(), strength, Parts.spring(), first);
    }

    private void takePositions() {
        try {
            model.setUp(model.settings().get().withPositions(Positions.of(positions.getText().strip().replace('–', '-'))));
            positions.setTooltip(new Tooltip(TEXTS.get("positions-help")));
        } catch (UnusableInputException wrong) {
            positions.setTooltip(new Tooltip(wrong.sentence()));
        }
        positions.setText(model.settings().get().at().text().replace('-', '–'));
    }

    private HBox foot() {
        Parts.shrinking(sum);
        Label also = Parts.label("", "edit-text");
        also.setMinWidth(USE_PREF_SIZE);
        Watch.all(() -> also.setText(also()), model.others(), model.layer(), model.known());
        return Parts.row("panel-foot", sum, Parts.spring(), also);
    }

    /// What other cards of the stack do at the shown layer.
    private String also() {
        List<AblateDirections> here = model.others().get().stream().filter(edit -> edit.layer() == model.layer().get()).toList();
        String names = here.stream()
                .flatMap(edit -> edit.directions().stream().map(LayerDirections::name))
                .distinct()
                .collect(Collectors.joining(", "));
        return here.isEmpty() ? "" : TEXTS.get("also", names);
    }

    private HBox body() {
        Button clear = Parts.small(TEXTS.get("clear"));
        clear.setOnAction(_ -> model.chooseNone());
        Label off = Parts.chip("", "edit");
        Watch.all(() -> {
            int count = model.countChosen();
            off.setText(TEXTS.get("ablated", count));
            off.setVisible(count > 0);
            clear.setVisible(count > 0);
        }, model.chosen(), model.edits());
        directionsPanel.tools().getChildren().setAll(off, clear);
        TitledPanel rhoPanel = new TitledPanel(TEXTS.get("rho-by-layer"), rho);
        rhoPanel.remark().setText(TEXTS.get("spearman"));
        VBox left = column(directionsPanel, 380, effectPanel, 380);
        VBox right = column(fidelityPanel, 360, rhoPanel, 170);
        grow(energiesPanel, 200);
        grow(alignment.panel(), 190);
        right.getChildren().addAll(energiesPanel, alignment.panel());
        HBox body = new HBox(12, left, right);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(124);
        right.setPrefWidth(100);
        body.getStyleClass().add("view-body");
        return body;
    }

    private VBox column(Region upper, double upperHeight, Region lower, double lowerHeight) {
        grow(upper, upperHeight);
        grow(lower, lowerHeight);
        VBox column = new VBox(12, upper, lower);
        column.setMinWidth(0);
        return column;
    }

    private void grow(Region panel, double height) {
        panel.minHeightProperty().bind(textScale.multiply(Math.min(150, height)));
        panel.prefHeightProperty().bind(textScale.multiply(height));
        panel.setMinWidth(0);
        VBox.setVgrow(panel, Priority.ALWAYS);
    }

    /// A button a layer; those without directions are faint.
    private void layers() {
        List<ToggleButton> buttons = IntStream.rangeClosed(0, model.last().get()).mapToObj(at -> {
            ToggleButton button = new ToggleButton(at == 0 ? "emb" : Integer.toString(at));
            button.setSelected(at == model.layer().get());
            button.getStyleClass().add(model.known().get().containsKey(at) ? "has-directions" : "no-directions");
            button.setTooltip(new Tooltip(TEXTS.get(model.known().get().containsKey(at) ? "layer-known" : "layer-unknown", at)));
            button.setOnAction(_ -> {
                model.layer().set(at);
                button.setSelected(true);
            });
            return button;
        }).toList();
        layers.getButtons().setAll(buttons);
    }

    private void draw() {
        LayerDirections here = model.shown().orElse(null);
        boolean asTable = model.asTable().get();
        fidelity.setVisible(!asTable);
        table.setVisible(asTable);
        if (here == null) {
            List.of(fidelity, rho, energies).forEach(chart -> chart.figure().set(null));
            return;
        }
        List<Integer> off = model.chosen().get().at(here.layer());
        directionsPanel.title().setText(TEXTS.get("directions-at", here.layer()));
        directionsPanel.remark().setText(TEXTS.get(here.found().isComplete() ? "directions-remark" : "directions-cut", here.count(),
                Numbers.count(here.basis().source().states()), here.found().wanted(), here.basis().source().lens()));
        sum.setText(TEXTS.get("sum", here.count(), Numbers.divergence(Unit.BITS.of(here.basis().totalInfluence())), Unit.BITS.label()));
        Optional<Figure> measured = here.fidelity().map(points -> DirectionsFigures.fidelity(here, points, off, Unit.BITS));
        fidelity.figure().set(measured.orElse(null));
        notMeasured.setVisible(measured.isEmpty() && !asTable);
        fidelityPanel.remark().setText(measured.map(Figure::subtitle).orElse(TEXTS.get("not-measured")));
        rho.figure().set(DirectionsFigures.rhoByLayer(model.known().get(), here.layer(), model.last().get()));
        energies.figure().set(DirectionsFigures.energies(here, off, Unit.BITS));
        energiesPanel.remark().setText(TEXTS.get("energies-remark", here.layer(), here.count()));
        if (asTable) {
            table.show(measured.orElseGet(() -> DirectionsFigures.energies(here, off, Unit.BITS)).table());
        }
    }

    private void drawEffect() {
        PromptEffect shown = model.effect().get();
        effect.figure().set(shown == null ? null : shown.grid());
        boolean none = model.countChosen() == 0;
        noEffect.setVisible(none);
        effectWaits.setVisible(!none && shown == null);
        effectPanel.remark().setText(shown == null ? "" : shown.title());
        effectFacts.setVisible(shown != null);
        effectFacts.setManaged(shown != null);
        if (shown != null) {
            effectFacts.show(List.of(shown.facts()));
        }
    }

    private void showSearch() {
        List<Node> nodes = new ArrayList<>();
        switch (model.search().get()) {
            case SearchPhase.Idle _ -> {}
            case SearchPhase.Running running -> {
                ProgressBar bar = new ProgressBar(running.share());
                bar.setAccessibleText(TEXTS.get("progress"));
                Button cancel = Parts.small(TEXTS.get("cancel"));
                cancel.setDisable(running.ending());
                cancel.setOnAction(_ -> acts.cancel());
                String words = running.ending()
                        ? TEXTS.get("cancelling")
                        : TEXTS.get("searching", running.layer(), running.found(), running.wanted(), running.done() + 1, running.layers());
                HBox banner = Parts.row("banner", Parts.label(words, "plain"), bar, Parts.spring(), cancel);
                banner.getStyleClass().add("running");
                nodes.add(banner);
            }
            case SearchPhase.Failed failed -> nodes.add(Parts.row("banner", Icon.WARNING.node(14), wrapped(failed.sentence()), Parts.spring(),
                    Parts.label(failed.code(), "faint"), closing()));
        }
        search.getChildren().setAll(nodes);
        search.setVisible(!nodes.isEmpty());
        search.setManaged(!nodes.isEmpty());
    }

    private static Label wrapped(String text) {
        Label label = Parts.label(text, "plain");
        label.setWrapText(true);
        label.setMinWidth(0);
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }

    private Button closing() {
        Button close = Parts.iconButton(Icon.CLOSE, TEXTS.get("close"));
        close.setOnAction(_ -> model.search().set(SearchPhase.IDLE));
        return close;
    }
}
