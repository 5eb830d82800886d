package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.diopter.engine.data.Score;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// The best settings by validation accuracy, validation and test apart, and what they have to beat: the model as it is, and always giving the commonest
/// answer.
final class BestSettings extends VBox {
    private static final Texts TEXTS = Texts.of(BestSettings.class);
    private static final int SHOWN = 5;
    private static final double ROW = 24;
    private static final double WIDTH = 360;

    private final SearchModel model;
    private final TableView<Line> table = new TableView<>();
    private final Label settled = Parts.label("", "note");
    private boolean reading;

    /// A line of the table.
    private record Line(Optional<Reduction> reduction, String matrix, String rho, String validation, String test, String loss) {}

    BestSettings(SearchModel model, RankView.Acts acts) {
        this.model = model;
        getStyleClass().add("best-settings");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setSpacing(8);
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setAccessibleText(TEXTS.get("best"));
        table.getColumns().setAll(List.of(column("setting", 112), column("rho-name", 48).ofNumbers(), column("valid", 58).ofNumbers(), column("test", 54).ofNumbers(),
                column("loss", 62).ofNumbers()));
        Button add = Parts.primary(TEXTS.get("add-selected"));
        add.disableProperty().bind(model.selected().isNull());
        add.setOnAction(_ -> Optional.ofNullable(model.selected().get()).map(List::of).ifPresent(acts::add));
        settled.setWrapText(true);
        getChildren().addAll(Parts.row("plain-row", Parts.label(TEXTS.get("best"), "title"), Parts.spring(), Parts.label(TEXTS.get("by-validation"), "note")),
                table, Parts.row("plain-row", add), settled);
        table.getSelectionModel().selectedItemProperty().subscribe((_, line) -> {
            if (line != null && !reading) {
                line.reduction().ifPresent(reduction -> {
                    model.kind().set(reduction.matrix().kind());
                    model.selected().set(reduction);
                });
            }
        });
        Watch.all(this::show, model.state(), model.running(), model.selected());
    }

    private void show() {
        SearchState state = model.state().get();
        reading = true;
        table.getItems().clear();
        if (state != null) {
            state.best(SHOWN).forEach(cell -> table.getItems().add(line(state, cell)));
            table.getItems().add(fixed("baseline", percent(Optional.of(state.baseline())), percent(state.test(List.of()).map(Cell::score)),
                    Numbers.fixed(state.baseline().logLoss(), 3)));
            table.getItems().add(fixed("majority", Numbers.percent(state.task().majorityBaseline(state.split().validation())),
                    Numbers.percent(state.task().majorityBaseline(state.split().test())), ""));
            table.getItems().stream().filter(line -> line.reduction().isPresent() && line.reduction().get().equals(model.selected().get())).findFirst()
                    .ifPresent(table.getSelectionModel()::select);
        }
        reading = false;
        double height = (SHOWN + 3) * ROW + 2;
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
        settled.setText(state == null || !model.running().get() ? "" : TEXTS.get("so-far"));
    }

    private static Line line(SearchState state, Cell cell) {
        Reduction reduction = SearchState.reduction(cell);
        return new Line(Optional.of(reduction), reduction.matrix().block() + " · " + reduction.matrix().kind().text(), reduction.rho().toPlainString(),
                percent(Optional.of(cell.score())), percent(state.test(cell.reductions()).map(Cell::score)), Numbers.fixed(cell.score().logLoss(), 3));
    }

    private static Line fixed(String name, String validation, String test, String loss) {
        return new Line(Optional.empty(), TEXTS.get(name), "", validation, test, loss);
    }

    private static String percent(Optional<Score> score) {
        return score.map(known -> Numbers.percent(known.accuracy())).orElse("…");
    }

    private static NodeColumn<Line> column(String key, double width) {
        return new NodeColumn<>(TEXTS.get(key), width, line -> Parts.label(text(key, line), line.reduction().isPresent() ? "plain" : "faint"));
    }

    private static String text(String key, Line line) {
        return switch (key) {
            case "setting" -> line.matrix();
            case "rho-name" -> line.rho();
            case "valid" -> line.validation();
            case "test" -> line.test();
            default -> line.loss();
        };
    }
}
