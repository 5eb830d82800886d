package org.diopter.views.rank;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.Spectrum;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The spectrum with its cut, which is dragged or moved with the arrows, and rank and ρ as one number; under it, what is left of the matrix.
final class SpectrumPane extends VBox {
    private static final Texts TEXTS = Texts.of(SpectrumPane.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    private final RankModel model;
    private final Function<String, Provenance> provenance;
    private final ChartView chart;
    private final TitledPanel panel;
    private final Slider slider = new Slider(1, 2, 1);
    private final Label name = Parts.label("", "strong");
    private final NumberField rank = new NumberField(TEXTS.get("rank"), 1, 1, 1);
    private final Label of = Parts.label("", "faint");
    private final TextField share = new TextField();
    private final TextField single = new TextField();
    private final Segments<Keep> keep = new Segments<>(k -> TEXTS.get("keep." + k), Keep.values());
    private final HBox cutRow;
    private final HBox singleRow;
    private final FactGrid facts = new FactGrid();
    private final Button noise = Parts.small(TEXTS.get("use-noise-edge"));
    private final Segments<Boolean> method = new Segments<>(drawn -> TEXTS.get(drawn ? "method.randomised" : "method.exact"), false, true);
    private boolean showing;

    /// @param provenance of figures about something of the open model
    SpectrumPane(RankModel model, Function<String, Provenance> provenance, ViewContext context) {
        this.model = model;
        this.provenance = provenance;
        chart = new ChartView(context);
        panel = new TitledPanel(TEXTS.get("spectrum"), new VBox(chart));
        VBox.setVgrow(chart, Priority.ALWAYS);
        rank.setPrefWidth(58);
        share.setPrefWidth(66);
        share.setAccessibleText(TEXTS.get("share"));
        slider.setAccessibleText(TEXTS.get("rank"));
        single.setAccessibleText(TEXTS.get("single"));
        single.setPromptText(TEXTS.get("single.prompt"));
        HBox.setHgrow(slider, Priority.ALWAYS);
        HBox.setHgrow(single, Priority.ALWAYS);
        cutRow = Parts.row("plain-row", name, slider, rank, of, Parts.label(TEXTS.get("rho"), "secondary"), share);
        singleRow = Parts.row("plain-row", Parts.label(TEXTS.get("single"), "strong"), single);
        keep.getStyleClass().add("small-segments");
        keep.setMinWidth(USE_PREF_SIZE);
        noise.setMinWidth(USE_PREF_SIZE);
        name.setMinWidth(USE_PREF_SIZE);
        of.setMinWidth(USE_PREF_SIZE);
        slider.setMinWidth(40);
        slider.setPrefWidth(60);
        VBox foot = new VBox(8, new FlowPane(8, 4, Parts.label(TEXTS.get("keep"), "secondary"), keep, method, noise), cutRow, singleRow, facts);
        foot.getStyleClass().add("spectrum-foot");
        panel.setBottom(foot);
        panel.setMinWidth(0);
        noise.setTooltip(new Tooltip(TEXTS.get("use-noise-edge.help")));
        method.getStyleClass().add("small-segments");
        method.setMinWidth(USE_PREF_SIZE);
        method.setAccessibleText(TEXTS.get("method"));
        method.button(true).setTooltip(new Tooltip(TEXTS.get("method.help", model.randomised().text())));
        getChildren().add(panel);
        VBox.setVgrow(panel, Priority.ALWAYS);
        setMinSize(0, 0);
        listen();
        Watch.all(this::show, model.spectrum(), model.setting(), model.matrix(), model.kept());
    }

    ChartView chart() {
        return chart;
    }

    private void listen() {
        slider.valueProperty().subscribe((_, value) -> changed(() -> slide(value.doubleValue())));
        slider.valueChangingProperty().subscribe((_, changing) -> settleUnless(changing));
        rank.value().subscribe((_, value) -> changed(() -> model.change(setting -> setting.withRank(value.intValue()))));
        share.setOnAction(_ -> takeShare());
        share.focusedProperty().subscribe((_, focused) -> {
            if (!focused) {
                takeShare();
            }
        });
        single.setOnAction(_ -> takeSingle());
        keep.value().subscribe((_, chosen) -> changed(() -> {
            model.change(setting -> setting.with(chosen));
            model.settle();
        }));
        method.value().subscribe((_, drawn) -> changed(() -> {
            model.change(setting -> setting.by(drawn ? model.randomised() : SvdMethod.EXACT));
            model.settle();
        }));
        chart.onDragged(this::cutAt, model::settle);
        chart.onChosen(x -> {
            model.change(setting -> setting.keep() == Keep.ALL_BUT ? setting.toggled((int) Math.rint(x)) : setting);
            cutAt(x);
            model.settle();
        });
        chart.onStepped(by -> model.change(setting -> step(setting, by)));
        noise.setOnAction(_ -> spectrum().ifPresent(known -> {
            model.change(setting -> setting.with(Keep.LARGEST).withRank(Math.max(1, known.rankAboveNoise())));
            model.settle();
        }));
    }

    private void changed(Runnable act) {
        if (!showing) {
            act.run();
        }
    }

    private void settleUnless(boolean changing) {
        if (!changing) {
            model.settle();
        }
    }

    private void slide(double value) {
        model.change(setting -> setting.keep() == Keep.MAGNITUDE
                ? setting.dropping(BigDecimal.valueOf(value / 100).setScale(2, RoundingMode.HALF_UP))
                : setting.withRank((int) Math.rint(value)));
    }

    /// Between two components lies a cut; on one, a single component.
    private void cutAt(double x) {
        model.change(setting -> switch (setting.keep()) {
            case LARGEST -> setting.withRank((int) Math.rint(x + 0.5));
            case SMALLEST -> setting.withRank(setting.components() - (int) Math.rint(x + 0.5));
            case ALL_BUT, MAGNITUDE, ZERO -> setting;
        });
    }

    private static Setting step(Setting setting, int by) {
        return switch (setting.keep()) {
            case LARGEST -> setting.withRank(setting.rank() + by);
            case SMALLEST -> setting.withRank(setting.rank() - by);
            case MAGNITUDE -> setting.dropping(setting.dropped().add(BigDecimal.valueOf(by, 2)).max(BigDecimal.ZERO).min(BigDecimal.ONE));
            case ALL_BUT, ZERO -> setting;
        };
    }

    private void takeShare() {
        Setting now = model.setting().get();
        if (now == null || showing) {
            return;
        }
        try {
            BigDecimal typed = new BigDecimal(share.getText().strip()).max(BigDecimal.ZERO).min(BigDecimal.ONE);
            if (now.keep() == Keep.MAGNITUDE) {
                model.change(setting -> setting.dropping(typed));
            } else if (typed.compareTo(shown(now)) != 0) {
                model.change(setting -> setting.withShare(typed));
            }
            model.settle();
        } catch (NumberFormatException noNumber) {
            // The last number stands again.
        }
        show();
    }

    private void takeSingle() {
        List<Integer> indices = new ArrayList<>();
        for (String part : single.getText().split("[^0-9]+")) {
            if (part.matches("[0-9]{1,6}")) {
                indices.add(Integer.valueOf(part));
            }
        }
        if (!indices.isEmpty()) {
            model.change(setting -> setting.without(indices).without().isEmpty() ? setting : setting.without(indices));
            model.settle();
        }
        show();
    }

    private Optional<Spectrum> spectrum() {
        RankModel.@Nullable Known known = model.spectrum().get();
        return Optional.ofNullable(known).filter(k -> k.matrix().equals(model.matrix().get())).map(RankModel.Known::spectrum);
    }

    private void show() {
        Setting setting = model.setting().get();
        MatrixId matrix = model.matrix().get();
        Optional<Spectrum> known = spectrum();
        panel.title().setText(matrix == null ? TEXTS.get("spectrum") : TEXTS.get("spectrum-of", matrix.block(), matrix.kind().text()));
        panel.remark().setText(known.map(s -> TEXTS.get("size", Integer.toString(s.rows()), Integer.toString(s.columns()))).orElse(TEXTS.get("decomposing")));
        noise.setDisable(setting == null);
        method.setDisable(setting == null || setting.keep() != Keep.LARGEST);
        panel.getBottom().setDisable(setting == null);
        if (setting == null || known.isEmpty()) {
            chart.figure().set(null);
            return;
        }
        showing = true;
        controls(setting);
        showing = false;
        facts.show(facts(setting, known.get(), Optional.ofNullable(model.kept().get()).filter(k -> k.edit().equals(setting.edit()))));
        SpectrumChart.Cut cut = setting.keep() == Keep.LARGEST ? SpectrumChart.Cut.LARGEST
                : setting.keep() == Keep.SMALLEST ? SpectrumChart.Cut.SMALLEST : SpectrumChart.Cut.NONE;
        Provenance from = provenance.apply("");
        chart.figure().set(new SpectrumChart(setting.matrix(), known.get(), setting.kept(), cut).figure(from.model(), ANY_SHEET, from));
    }

    private void controls(Setting setting) {
        boolean magnitude = setting.keep() == Keep.MAGNITUDE;
        keep.value().set(setting.keep());
        method.value().set(setting.keep() == Keep.LARGEST && setting.method() instanceof SvdMethod.Randomised);
        shown(cutRow, setting.keep().isCut() || magnitude);
        shown(singleRow, setting.keep() == Keep.ALL_BUT);
        shown(rank, !magnitude);
        shown(of, !magnitude);
        name.setText(TEXTS.get(magnitude ? "dropped" : "rank"));
        slider.setAccessibleText(name.getText());
        slider.setMin(magnitude ? 0 : 1);
        slider.setMax(magnitude ? 100 : setting.components());
        slider.setBlockIncrement(magnitude ? 1 : Math.max(1, setting.components() / 50.0));
        slider.setValue(magnitude ? 100 * setting.dropped().doubleValue() : setting.rank());
        rank.limits(1, setting.components());
        rank.value().set(setting.rank());
        of.setText(TEXTS.get("of", setting.components()));
        share.setText(shown(setting).toPlainString());
        single.setText(String.join(", ", setting.without().stream().map(String::valueOf).toList()));
    }

    private static BigDecimal shown(Setting setting) {
        return setting.keep() == Keep.MAGNITUDE ? setting.dropped() : setting.rho();
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static List<List<Fact>> facts(Setting setting, Spectrum spectrum, Optional<RankModel.Kept> drawn) {
        boolean components = setting.keep() != Keep.MAGNITUDE;
        String energy = components ? Numbers.fixed(100 * spectrum.energyKept(setting.kept()), 1) + " %" : "—";
        String error = components ? Numbers.fixed(spectrum.relativeError(setting.kept()), 2) : "—";
        if (setting.keep() == Keep.LARGEST && setting.method() instanceof SvdMethod.Randomised) {
            OptionalDouble share = drawn.map(kept -> OptionalDouble.of(spectrum.energyOf(kept.values()))).orElse(OptionalDouble.empty());
            energy = share.isEmpty() ? "…" : Numbers.fixed(100 * share.getAsDouble(), 1) + " %";
            error = share.isEmpty() ? "…" : Numbers.fixed(Math.sqrt(1 - share.getAsDouble()), 2);
        }
        int kept = setting.kept().cardinality();
        double dense = (double) spectrum.rows() * spectrum.columns();
        double factored = kept * ((double) spectrum.rows() + spectrum.columns());
        return List.of(
                List.of(new Fact(TEXTS.get("kept-energy"), energy), new Fact(TEXTS.get("error"), error),
                        new Fact(TEXTS.get("factored"), components ? TEXTS.get("of-dense", Numbers.fixed(100 * factored / dense, 0)) : "—")),
                List.of(new Fact(TEXTS.get("effective-rank"), Numbers.fixed(spectrum.effectiveRank(), 1)),
                        new Fact(TEXTS.get("stable-rank"), Numbers.fixed(spectrum.stableRank(), 1)),
                        new Fact(TEXTS.get("above-noise"), TEXTS.get("of-components", spectrum.rankAboveNoise(), setting.components()))));
    }
}
