package org.diopter.views.kit;

import java.awt.Color;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.ColorRamp;

/// A colour map in a list: a strip of its colours and its name.
public final class MapCell extends ListCell<ColorMap> {
    private static final int WIDTH = 46;
    private static final int HEIGHT = 10;

    private final ViewContext context;
    private final ImageView strip = new ImageView();

    public MapCell(ViewContext context) {
        this.context = context;
        setGraphicTextGap(7);
        Watch.all(this::draw, context.theme());
    }

    /// Fills a box with maps, drawn as cells.
    public static void fill(ComboBox<ColorMap> box, List<ColorMap> maps, ViewContext context) {
        box.getItems().setAll(maps);
        box.setCellFactory(_ -> new MapCell(context));
        box.setButtonCell(new MapCell(context));
    }

    @Override
    protected void updateItem(ColorMap map, boolean empty) {
        super.updateItem(map, empty);
        setText(empty || map == null ? null : map.label());
        setGraphic(empty || map == null ? null : strip);
        draw();
    }

    private void draw() {
        ColorMap map = getItem();
        if (map == null) {
            return;
        }
        ColorRamp ramp = map.ramp(context.theme().get().palette());
        WritableImage image = new WritableImage(WIDTH, HEIGHT);
        for (int x = 0; x < WIDTH; x++) {
            Color color = ramp.color(x / (WIDTH - 1.0));
            for (int y = 0; y < HEIGHT; y++) {
                image.getPixelWriter().setArgb(x, y, color.getRGB());
            }
        }
        strip.setImage(image);
    }
}
