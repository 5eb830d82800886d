package org.diopter.views.rank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.edits.NetEffect;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Comparison;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the edit that is looked at does by itself: the grid of B − A, and the tokens of the output in A, B and their difference.
final class EffectPane extends StackPane {
    private static final Texts TEXTS = Texts.of(EffectPane.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    private static final int SHOWN = 5;
    private static final double NOTE = 300;

    private final ReadOnlyObjectProperty<@Nullable EditedRun> run;
    private final ReadOnlyObjectProperty<TrajectoryLook> look;
    private final ObjectProperty<@Nullable Cell> selected;
    private final FigureView picture;
    private final GridPane tokens = new GridPane();
    private final Label none = Parts.label(TEXTS.get("no-effect"), "secondary");

    /// @param run of the edit alone; null while there is none
    /// @param look whose statistic and unit are shown
    /// @param selected the cell that is looked at, for its position
    EffectPane(ReadOnlyObjectProperty<@Nullable EditedRun> run, ReadOnlyObjectProperty<TrajectoryLook> look, ObjectProperty<@Nullable Cell> selected,
            ViewContext context) {
        this.run = run;
        this.look = look;
        this.selected = selected;
        picture = new FigureView(context);
        VBox shown = new VBox(6, picture, tokens);
        shown.setStyle("-fx-padding: 8 6 8 6");
        shown.visibleProperty().bind(none.visibleProperty().not());
        none.setWrapText(true);
        none.setTextAlignment(TextAlignment.CENTER);
        none.setMaxWidth(NOTE);
        StackPane content = new StackPane(shown, none);
        VBox.setVgrow(picture, Priority.ALWAYS);
        TitledPanel panel = new TitledPanel(TEXTS.get("effect"), content);
        panel.remark().setText(TEXTS.get("effect-alone"));
        panel.setMinWidth(0);
        getChildren().add(panel);
        panel.tools().getChildren().add(new Legend(context, picture.figure()));
        tokens.getStyleClass().add("token-rows");
        tokens.getColumnConstraints().setAll(column(true), column(false), column(false), column(false));
        setMinSize(0, 0);
        Watch.all(this::show, run, look, selected, context.unit());
    }

    FigureView picture() {
        return picture;
    }

    private static ColumnConstraints column(boolean first) {
        ColumnConstraints column = new ColumnConstraints();
        column.setHalignment(first ? HPos.LEFT : HPos.RIGHT);
        column.setPercentWidth(first ? 40 : 20);
        return column;
    }

    private void show() {
        EditedRun now = run.get();
        none.setVisible(now == null);
        picture.figure().set(now == null ? null : figure(now));
        tokens.getChildren().clear();
        if (now != null) {
            int last = now.run().trajectory().positions() - 1;
            int position = Optional.ofNullable(selected.get()).map(cell -> Math.min(cell.position(), last)).orElse(last);
            if (now.run().trajectory().isKnown(position) && now.baseline().trajectory().isKnown(position)) {
                show(now, position);
            }
        }
    }

    private Figure figure(EditedRun now) {
        TrajectoryLook shown = look.get().withValues(false).withRange(RangeMode.FIT);
        TokenLabels labels = now.run().labels().with(now.baseline().labels());
        return new TrajectoryFigure(now.run().trajectory(), labels, now.run().card().vocabulary(), List.of(), shown, Viewport.WHOLE, ANY_SHEET,
                now.run().provenance()).with(new Comparison(now.cone(), Optional.of(now.baseline().trajectory()), true));
    }

    private record Line(int id, double before, double after) {}

    private void show(EditedRun now, int position) {
        Trajectory a = now.baseline().trajectory();
        Trajectory b = now.run().trajectory();
        int output = b.rows() - 1;
        List<Line> lines = new ArrayList<>(IntStream.concat(IntStream.range(0, a.topK()).map(k -> a.topId(output, position, k)),
                        IntStream.range(0, b.topK()).map(k -> b.topId(output, position, k)))
                .distinct()
                .mapToObj(id -> new Line(id, NetEffect.known(a, output, position, id), NetEffect.known(b, output, position, id)))
                .sorted(Comparator.comparingDouble(line -> -Math.max(finite(line.before()), finite(line.after()))))
                .limit(SHOWN)
                .toList());
        tokens.addRow(0, Parts.shrinking(Parts.label(TEXTS.get("output-at", position), "note")), Parts.label("A %", "note"), Parts.label("B %", "note"),
                Parts.label("B − A", "note"));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            double by = line.after() - line.before();
            String change = Double.isNaN(by) ? "—" : Numbers.points(by);
            String kind = change.startsWith("+") ? "pos-text" : change.startsWith("−") ? "neg-text" : "faint";
            tokens.addRow(i + 1, new TokenText(TokenLabels.label(line.id(), now.run().tokenizer())), Parts.label(percent(line.before()), "plain"),
                    Parts.label(percent(line.after()), "plain"), Parts.label(change, kind));
        }
    }

    private static double finite(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "—" : Numbers.percent(value);
    }
}
