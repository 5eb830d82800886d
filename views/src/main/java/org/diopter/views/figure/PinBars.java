package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bars at the foot of cells whose top-1 is pinned, in the pin's colour with a halo. All are of one size: on pixels each colour is drawn once and then
/// copied, since thousands of rounded outlines would cost more than everything else of a grid.
final class PinBars {
    private static final double FOOT = 5;
    private static final double HEIGHT = 3;
    private static final double NARROW = 24;
    private static final double LEAST_CELL = 6;
    /// Around a bar in its copy, for the halo.
    private static final double ROOM = 2;

    private final Graphics2D g;
    private final Device device;
    private final Palette palette;
    private final double margin;
    private final double width;
    private final boolean hasRoom;
    private final Map<Integer, Color> colors = new HashMap<>();
    private final Map<Color, BufferedImage> copies = new HashMap<>();

    PinBars(Graphics2D g, Device device, Palette palette, GridLayout grid, List<Pin> pins) {
        this.g = g;
        this.device = device;
        this.palette = palette;
        margin = grid.cellWidth() < NARROW ? 1 : 4;
        width = Math.max(1, grid.cellWidth() - 2 * margin - 1);
        hasRoom = grid.cellHeight() >= LEAST_CELL;
        pins.forEach(pin -> colors.put(pin.id(), palette.series(pin.series())));
    }

    /// Marks a cell if its token is pinned.
    void draw(int token, Box box) {
        @Nullable Color color = colors.get(token);
        if (color == null || !hasRoom) {
            return;
        }
        double x = box.x() + margin;
        double y = box.bottom() - FOOT;
        if (device.isVector()) {
            bar(g, x, y, color);
        } else {
            AffineTransform place = AffineTransform.getTranslateInstance(device.snapped(x - ROOM), device.snapped(y - ROOM));
            place.scale(1 / device.scale(), 1 / device.scale());
            g.drawImage(copies.computeIfAbsent(color, this::copy), place, null);
        }
    }

    private BufferedImage copy(Color color) {
        BufferedImage copy = new BufferedImage(device.pixels(width + 2 * ROOM), device.pixels(HEIGHT + 2 * ROOM), BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D drawn = copy.createGraphics();
        drawn.setRenderingHints(g.getRenderingHints());
        drawn.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        drawn.scale(device.scale(), device.scale());
        bar(drawn, ROOM, ROOM, color);
        drawn.dispose();
        return copy;
    }

    private void bar(Graphics2D on, double x, double y, Color color) {
        RoundRectangle2D bar = new RoundRectangle2D.Double(x, y, width, HEIGHT, HEIGHT, HEIGHT);
        on.setColor(color);
        on.fill(bar);
        on.setColor(palette.halo());
        on.setStroke(new BasicStroke(0.8f));
        on.draw(bar);
    }
}
