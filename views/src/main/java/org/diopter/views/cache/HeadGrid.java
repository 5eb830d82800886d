package org.diopter.views.cache;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.views.figure.ColorRamp;
import org.diopter.views.figure.Palette;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// What every cache of the model keeps, small: rows are blocks, the highest on top, columns are key/value heads (query heads where each evicts by itself). A
/// line of a tile is as dark as the query's retained mass, mean over the query heads that share the cache, is large; grey is evicted. A click or the arrows
/// choose the first of these heads.
final class HeadGrid extends Region {
    private static final Texts TEXTS = Texts.of(HeadGrid.class);
    private static final double MARGIN = 22;
    private static final double GAP = 4;
    private static final double SMALLEST = 6;
    private static final double LARGEST = 56;
    private static final double PALEST = 0.12;
    private static final double DARKEST = 0.72;
    /// Most queries keep nearly all of their mass: the power lets those stand out that do not.
    private static final double POWER = 4;

    private final CacheModel model;
    private final ViewContext context;
    private final ImageView picture = new ImageView();
    private final Rectangle frame = new Rectangle();
    private final List<Label> names = new ArrayList<>();
    private double drawn = -1;

    HeadGrid(CacheModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        frame.getStyleClass().add("selection-frame");
        frame.setManaged(false);
        picture.setManaged(false);
        getChildren().addAll(picture, frame);
        getStyleClass().add("head-grid");
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        setMinSize(0, 0);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::click);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        Watch.all(this::refresh, model.known(), context.theme(), model.map());
        Watch.all(this::mark, model.block(), model.head(), focusVisibleProperty());
    }

    private List<EvictionRecord> records() {
        return model.records(0);
    }

    private int heads() {
        return records().getFirst().heads();
    }

    /// How many columns there are: query heads of one column have the same keys.
    private int columns() {
        CacheModel.Known known = model.known().get();
        int kvHeads = known == null ? 1 : known.findings().card().kvHeads();
        return Math.max(kvHeads, records().getFirst().caches());
    }

    private int group() {
        return heads() / columns();
    }

    private double tile() {
        double across = (getWidth() - MARGIN) / columns();
        double down = (getHeight() - MARGIN) / records().size();
        return Math.clamp(Math.floor(Math.min(across, down)) - GAP, SMALLEST, LARGEST);
    }

    private double x(int column) {
        return MARGIN + column * (tile() + GAP);
    }

    private double y(int block) {
        return (records().size() - 1 - block) * (tile() + GAP);
    }

    private void refresh() {
        drawn = -1;
        // Where nothing is known yet there is nothing to be seen of the focus.
        setFocusTraversable(!records().isEmpty());
        getChildren().removeAll(names);
        names.clear();
        if (!records().isEmpty()) {
            for (int block = 0; block < records().size(); block++) {
                names.add(Parts.label(Integer.toString(block), "faint"));
            }
            for (int column = 0; column < columns(); column++) {
                names.add(Parts.label(Integer.toString(column), "faint"));
            }
            names.forEach(name -> name.setAlignment(Pos.CENTER));
            getChildren().addAll(names);
        }
        requestLayout();
        mark();
    }

    @Override
    protected void layoutChildren() {
        boolean known = !records().isEmpty();
        picture.setVisible(known);
        frame.setVisible(known);
        if (!known) {
            return;
        }
        double tile = tile();
        if (tile != drawn) {
            drawn = tile;
            picture.setImage(draw((int) tile));
        }
        picture.relocate(MARGIN, 0);
        int blocks = records().size();
        for (int block = 0; block < blocks; block++) {
            names.get(block).resizeRelocate(0, y(block), MARGIN - GAP, tile);
        }
        for (int column = 0; column < columns(); column++) {
            names.get(blocks + column).resizeRelocate(x(column) - GAP / 2, blocks * (tile + GAP), tile + GAP, MARGIN - GAP);
        }
        frame.setX(x(model.head().get() / group()) - 1.5);
        frame.setY(y(model.block().get()) - 1.5);
        frame.setWidth(tile + 3);
        frame.setHeight(tile + 3);
    }

    private WritableImage draw(int tile) {
        int pitch = tile + (int) GAP;
        WritableImage image = new WritableImage(columns() * pitch, records().size() * pitch);
        Palette palette = context.theme().get().palette();
        ColorRamp ramp = model.map().get().ramp(palette);
        for (int block = 0; block < records().size(); block++) {
            for (int column = 0; column < columns(); column++) {
                draw(image.getPixelWriter(), records().get(block), column, column * pitch, (records().size() - 1 - block) * pitch, tile, palette, ramp);
            }
        }
        return image;
    }

    private void draw(PixelWriter pixels, EvictionRecord record, int column, int left, int top, int tile, Palette palette, ColorRamp ramp) {
        int first = column * group();
        for (int y = 0; y < tile; y++) {
            int query = y * record.tokens() / tile;
            double mass = record.measured()
                    ? IntStream.range(first, first + group()).mapToDouble(head -> record.mass(head, query)).average().orElse(1)
                    : 1;
            Color kept = ramp.color(PALEST + (DARKEST - PALEST) * Math.pow(mass, POWER));
            for (int x = 0; x <= y; x++) {
                int key = x * record.tokens() / tile;
                pixels.setArgb(left + x, top + y, (record.sees(first, query, key) ? kept : palette.evicted()).getRGB());
            }
        }
    }

    private void mark() {
        setAccessibleText(records().isEmpty() ? TEXTS.get("heads") : TEXTS.get("heads.chosen", model.block().get(), model.head().get()));
        frame.setStrokeWidth(isFocusVisible() ? 2.5 : 1.5);
        requestLayout();
    }

    private void click(MouseEvent event) {
        requestFocus();
        if (!records().isEmpty()) {
            double pitch = tile() + GAP;
            int column = (int) Math.floor((event.getX() - MARGIN) / pitch);
            int block = records().size() - 1 - (int) Math.floor(event.getY() / pitch);
            if (column >= 0 && column < columns() && block >= 0 && block < records().size()) {
                lookAt(block, column);
            }
        }
    }

    /// A head of the column that is looked at already stays.
    private void lookAt(int block, int column) {
        int within = Math.clamp(column, 0, columns() - 1);
        model.lookAt(block, model.head().get() / group() == within ? model.head().get() : within * group());
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || records().isEmpty()) {
            return;
        }
        int block = model.block().get();
        int column = model.head().get() / group();
        switch (event.getCode()) {
            case UP -> lookAt(block + 1, column);
            case DOWN -> lookAt(block - 1, column);
            case LEFT -> lookAt(block, column - 1);
            case RIGHT -> lookAt(block, column + 1);
            default -> {
                return;
            }
        }
        event.consume();
    }
}
