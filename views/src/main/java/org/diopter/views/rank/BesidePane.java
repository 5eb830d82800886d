package org.diopter.views.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.SharedSetting;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What a search found beside its grid: stacks of reductions, one setting for several tasks, cuts at the edge of noise, and gain by how often a fact stood in
/// the training text.
final class BesidePane extends StackPane {
    private static final Texts TEXTS = Texts.of(BesidePane.class);
    private static final int SHOWN = 8;

    private final SearchModel model;
    private final RankView.Acts acts;
    private final VBox tables = new VBox(14);
    private final ScrollPane scroll = new ScrollPane(tables);
    private final Node empty;

    BesidePane(SearchModel model, RankView.Acts acts) {
        this.model = model;
        this.acts = acts;
        tables.setStyle("-fx-padding: 10 14 12 14");
        scroll.setFitToWidth(true);
        empty = new EmptyState(Icon.RANK, TEXTS.get("beside.none"), TEXTS.get("beside.none.sentence"), TEXTS.get("start"), acts::search);
        getChildren().addAll(scroll, empty);
        setMinSize(0, 0);
        Watch.all(this::show, model.state());
    }

    private void show() {
        tables.getChildren().clear();
        SearchState state = model.state().get();
        if (state != null) {
            stacks(state);
            state.extras().shared().ifPresent(this::shared);
            noise(state);
            frequencies(state.extras());
        }
        scroll.setVisible(!tables.getChildren().isEmpty());
        empty.setVisible(tables.getChildren().isEmpty());
    }

    private void stacks(SearchState state) {
        if (state.stacks().isEmpty()) {
            return;
        }
        List<List<Node>> rows = new ArrayList<>();
        for (Cell stack : state.stacks()) {
            rows.add(List.of(text(TEXTS.get("beside.stack-of", stack.reductions().size())), link(stack.reductions().getLast()), accuracy(stack), loss(stack),
                    state.test(stack.reductions()).map(BesidePane::accuracy).orElse(text("…"))));
        }
        Button add = Parts.small(TEXTS.get("beside.add-stack"));
        add.setOnAction(_ -> acts.add(state.stacks().getLast().reductions()));
        tables.getChildren().add(new VBox(6, table("beside.stacks", List.of("beside.stack", "beside.adds", "valid", "loss", "test"), rows), add));
    }

    private void shared(ExtraFindings.Shared shared) {
        List<List<Node>> rows = new ArrayList<>();
        for (SharedSetting setting : shared.settings().stream().limit(SHOWN).toList()) {
            List<Node> row = new ArrayList<>(List.of(link(setting.reduction()), text(Numbers.points(setting.mean()))));
            setting.gains().forEach(gain -> row.add(text(Numbers.points(gain))));
            rows.add(row);
        }
        List<String> heads = new ArrayList<>(List.of(TEXTS.get("setting-title"), TEXTS.get("beside.mean")));
        heads.addAll(shared.tasks());
        List<List<Node>> tests = IntStream.range(0, shared.tested().size())
                .mapToObj(i -> List.<Node>of(text(shared.tasks().get(i)), accuracy(shared.baselines().get(i)), accuracy(shared.tested().get(i)),
                        text(Numbers.fixed(shared.tested().get(i).p(), 3))))
                .toList();
        tables.getChildren().addAll(grid(TEXTS.get("beside.shared"), heads, rows),
                table("beside.shared-test", List.of("beside.task", "baseline", "beside.first", "mcnemar"), tests));
    }

    private void noise(SearchState state) {
        List<Cell> cuts = state.extras().noise();
        if (!cuts.isEmpty()) {
            tables.getChildren().add(table("beside.noise", List.of("setting-title", "rank", "valid", "beside.change", "loss"), cuts.stream()
                    .map(cut -> List.<Node>of(link(SearchState.reduction(cut)), text(Integer.toString(cut.ranks().getFirst())), accuracy(cut),
                            text(Numbers.points(cut.score().accuracy() - state.baseline().accuracy())), loss(cut)))
                    .toList()));
        }
    }

    private void frequencies(ExtraFindings extras) {
        if (!extras.frequencies().isEmpty()) {
            tables.getChildren().add(table("beside.frequency", List.of("beside.times", "form.items", "beside.solved", "gained", "lost"),
                    extras.frequencies().stream()
                            .map(bin -> List.<Node>of(text("%d–%d".formatted(bin.from(), bin.to())), text(Integer.toString(bin.items())),
                                    text(Integer.toString(bin.before())), text(Integer.toString(bin.gained())), text(Integer.toString(bin.lost()))))
                            .toList()));
        }
    }

    private static Label text(String text) {
        return Parts.label(text, "plain");
    }

    private static Label accuracy(Cell cell) {
        return text(Numbers.percent(cell.score().accuracy()) + " %");
    }

    private static Label loss(Cell cell) {
        return text(Numbers.fixed(cell.score().logLoss(), 3));
    }

    /// A setting that can be looked at.
    private Node link(Reduction reduction) {
        Hyperlink link = new Hyperlink(TEXTS.get("beside.setting", reduction.matrix().block(), reduction.matrix().kind().text(), rho(reduction)));
        link.setOnAction(_ -> {
            model.kind().set(reduction.matrix().kind());
            model.selected().set(reduction);
        });
        return link;
    }

    private static String rho(Reduction reduction) {
        return Numbers.fixed(reduction.rho().doubleValue(), Math.min(3, Math.max(0, reduction.rho().scale())));
    }

    private static VBox table(String title, List<String> heads, List<List<Node>> rows) {
        return grid(TEXTS.get(title), heads.stream().map(TEXTS::get).toList(), rows);
    }

    private static VBox grid(String title, List<String> heads, List<List<Node>> rows) {
        GridPane grid = new GridPane(18, 3);
        grid.setAccessibleText(title);
        for (int column = 0; column < heads.size(); column++) {
            grid.add(Parts.label(heads.get(column), "note"), column, 0);
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                grid.add(rows.get(row).get(column), column, row + 1);
            }
        }
        return new VBox(4, Parts.label(title, "title"), grid);
    }
}
