package org.diopter.views.attention;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The maps of all heads of a block, small; a click shows one large.
final class HeadTiles extends ScrollPane {
    private static final Texts TEXTS = Texts.of(HeadTiles.class);
    private static final int COLUMNS = 2;
    private static final double LEAST = 92;
    private static final double MOST = 150;
    private static final double SHAPE = 0.88;
    /// What lies beside the maps of a line: paddings, the gap and the scroll bar.
    private static final double BESIDE = 60;

    private final AttentionModel model;
    private final ViewContext context;
    private final TilePane tiles = new TilePane();
    private final List<Tile> made = new ArrayList<>();
    /// How wide a map is, pixels.
    private final DoubleProperty side = new SimpleDoubleProperty(MOST);

    /// A head's small map, which is a button.
    private record Tile(ToggleButton button, FigureView view) {}

    HeadTiles(AttentionModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        tiles.setHgap(4);
        tiles.setVgap(4);
        tiles.setStyle("-fx-padding: 8 6 8 8");
        setContent(tiles);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        Watch.all(this::show, model.known(), model.map(), model.fit());
        Watch.all(this::select, model.head());
        Watch.all(this::measure, widthProperty(), context.textScale());
    }

    private void measure() {
        double scale = context.textScale().get();
        side.set(Math.floor(Math.clamp((getWidth() - BESIDE) / COLUMNS, scale * LEAST, scale * MOST)));
    }

    private void show() {
        int heads = model.heads();
        while (made.size() < heads) {
            made.add(tile(made.size()));
        }
        for (int head = 0; head < heads; head++) {
            made.get(head).view().figure().set(model.figure(head).orElse(null));
        }
        tiles.getChildren().setAll(made.subList(0, heads).stream().map(Tile::button).toList());
        select();
    }

    private Tile tile(int head) {
        FigureView view = new FigureView(context);
        view.minWidthProperty().bind(side);
        view.maxWidthProperty().bind(side);
        view.minHeightProperty().bind(side.multiply(SHAPE));
        view.maxHeightProperty().bind(side.multiply(SHAPE));
        VBox content = new VBox(Parts.label(TEXTS.get("head", head), "note"), view);
        ToggleButton button = new ToggleButton(null, content);
        button.getStyleClass().add("head-tile");
        button.setAccessibleText(TEXTS.get("head", head));
        button.setOnAction(_ -> {
            model.head().set(head);
            select();
        });
        return new Tile(button, view);
    }

    private void select() {
        for (int head = 0; head < made.size(); head++) {
            made.get(head).button().setSelected(head == model.head().get());
        }
    }
}
