package org.diopter.views.trajectory;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;

/// What the block under the selected layer promotes and suppresses.
final class BlockEffectPane extends VBox {
    private static final Texts TEXTS = Texts.of(BlockEffectPane.class);
    private static final double LONGEST_BAR = 22;

    private final TrajectoryModel model;
    private final ViewContext context;
    private final Label title = Parts.label("", "title");
    private final Label unitName = Parts.label("", "note");
    private final HBox lists = new HBox();

    BlockEffectPane(TrajectoryModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        Label remark = Parts.label(TEXTS.get("effect-note"), "note");
        remark.setWrapText(true);
        lists.setSpacing(16);
        VBox body = new VBox(lists, remark);
        body.getStyleClass().add("section-body");
        getChildren().addAll(Parts.row("section-head", title, Parts.spring(), unitName), body);
        managedProperty().bind(visibleProperty());
    }

    /// Shows the effect on a known cell; hides itself at the embedding, which no block makes.
    void show(Findings shown, Cell cell) {
        int row = cell.row();
        boolean hasBlock = row > 0 && shown.trajectory().layer(row) == shown.trajectory().layer(row - 1) + 1;
        setVisible(hasBlock);
        if (hasBlock) {
            BlockEffect effect = BlockEffect.of(shown.trajectory(), cell);
            Unit unit = context.unit().get();
            title.setText(TEXTS.get("effect", shown.trajectory().layer(row - 1)));
            unitName.setText(TEXTS.get("effect-unit", unit.label()));
            lists.getChildren().setAll(list("promoted", effect.promoted(), unit), list("suppressed", effect.suppressed(), unit));
        }
    }

    private VBox list(String name, List<BlockEffect.Change> changes, Unit unit) {
        double largest = changes.stream().mapToDouble(c -> Math.abs(c.nats())).max().orElse(1);
        VBox list = new VBox(Parts.label(TEXTS.get(name), "note"));
        list.setSpacing(3);
        list.setMinWidth(0);
        list.setPrefWidth(100);
        HBox.setHgrow(list, Priority.ALWAYS);
        for (BlockEffect.Change change : changes) {
            TokenText token = new TokenText(model.label(change.id()));
            token.setPrefWidth(62);
            Region bar = new Region();
            double width = Math.max(1, LONGEST_BAR * Math.abs(change.nats()) / largest);
            bar.setMinSize(width, 8);
            bar.setMaxSize(width, 8);
            bar.setStyle("-fx-background-color: " + (change.nats() > 0 ? "-d-pos" : "-d-neg"));
            Label value = Parts.label(Numbers.signed(unit.of(change.nats()), 2), "note");
            value.setMinWidth(Region.USE_PREF_SIZE);
            HBox row = Parts.row("tight-row", token, bar, Parts.spring(), value);
            list.getChildren().add(row);
        }
        if (changes.isEmpty()) {
            list.getChildren().add(Parts.label("—", "faint"));
        }
        return list;
    }
}
