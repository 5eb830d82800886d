package org.diopter.views.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Draws the visible part of a grid as one picture without smoothing: a pixel a cell, or where there are more cells than pixels, a pixel for
/// the largest value among them, so that a single outstanding cell never vanishes.
final class DenseGrid {
    /// The value of a cell at a place of the grid.
    interface Values {
        /// @return 0 to 1, which the grid's `fraction` brings to a place along the colours; [#NOTHING] for no colour, [#FLAT] for the flat one, [#FAULT] for a fault
        double at(int column, int line);
    }

    /// A cell without a value; any value wins over it.
    static final double NOTHING = -1;
    /// A cell of one flat colour; any value wins over it, and it over nothing.
    static final double FLAT = -0.5;
    /// A cell whose value is not finite; it wins over any value.
    static final double FAULT = 2;

    private static final int MOST_CELLS = 20_000;
    private static final double LEAST_SIZE = 2.5;
    /// A side of the picture in a vector file has at most so many pixels.
    private static final int LONGEST_SIDE = 8_192;

    private final GridLayout grid;
    private final Device device;
    private final Color nothing;
    private final Color flat;
    private final Color fault;
    private final ColorRamp ramp;
    private final double middle;
    private final DoubleUnaryOperator fraction;

    /// Of values that are places along the colours themselves.
    ///
    /// @param nothing the colour of cells without a value
    /// @param fault the colour of cells whose value is not finite
    /// @param middle the fraction that is the least remarkable: 0 for one-sided maps, 0.5 for two-sided ones
    DenseGrid(GridLayout grid, Device device, Color nothing, Color fault, ColorRamp ramp, double middle) {
        this(grid, device, nothing, nothing, fault, ramp, middle, DoubleUnaryOperator.identity());
    }

    /// @param flat the colour of cells that have one colour
    /// @param fraction the place of a value along the colours, 0 to 1; ascending. It is asked once a pixel, not once a cell.
    DenseGrid(GridLayout grid, Device device, Color nothing, Color flat, Color fault, ColorRamp ramp, double middle, DoubleUnaryOperator fraction) {
        this.grid = grid;
        this.device = device;
        this.nothing = nothing;
        this.flat = flat;
        this.fault = fault;
        this.ramp = ramp;
        this.middle = middle;
        this.fraction = fraction;
    }

    /// Whether a grid is better drawn as a picture than cell by cell.
    static boolean suits(GridLayout grid) {
        return grid.cellWidth() < LEAST_SIZE || grid.cellHeight() < LEAST_SIZE || grid.visibleCells() > MOST_CELLS;
    }

    void paint(Graphics2D g, Values values) {
        int firstColumn = grid.firstColumn();
        int firstLine = grid.firstLine();
        int columns = grid.lastColumn() - firstColumn + 1;
        int lines = grid.lastLine() - firstLine + 1;
        Box place = snapped(grid.cell(firstColumn, firstLine), columns * grid.cellWidth(), lines * grid.cellHeight());
        int width = Math.min(columns, Math.min(LONGEST_SIDE, device.pixels(place.width())));
        int height = Math.min(lines, Math.min(LONGEST_SIDE, device.pixels(place.height())));

        double[] reduced = new double[width * height];
        Arrays.fill(reduced, NOTHING);
        int[] across = pixels(columns, width);
        int[] down = pixels(lines, height);
        for (int line = 0; line < lines; line++) {
            int pixelRow = down[line] * width;
            for (int column = 0; column < columns; column++) {
                int pixel = pixelRow + across[column];
                reduced[pixel] = larger(reduced[pixel], values.at(firstColumn + column, firstLine + line));
            }
        }
        draw(g, picture(reduced, width, height), place);
    }

    /// The pixel of each cell of a line or a column.
    private static int[] pixels(int cells, int pixels) {
        return IntStream.range(0, cells).map(cell -> (int) ((long) cell * pixels / cells)).toArray();
    }

    /// On edges of device pixels, so that a picture of as many pixels is copied and not sampled again.
    private Box snapped(Box first, double width, double height) {
        double left = device.snapped(first.x());
        double top = device.snapped(first.y());
        return new Box(left, top, device.snapped(first.x() + width) - left, device.snapped(first.y() + height) - top);
    }

    private double larger(double a, double b) {
        if (a < 0 || b < 0) {
            return Math.max(a, b);
        }
        return Math.abs(b - middle) > Math.abs(a - middle) ? b : a;
    }

    private BufferedImage picture(double[] values, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = color(values[i]).getRGB();
        }
        return picture;
    }

    /// The colour of a cell by what [Values] say of it.
    Color color(double value) {
        if (value < 0) {
            return value == FLAT ? flat : nothing;
        }
        return value > 1 ? fault : ramp.color(fraction.applyAsDouble(value));
    }

    private static void draw(Graphics2D g, BufferedImage picture, Box at) {
        Graphics2D body = (Graphics2D) g.create();
        body.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        AffineTransform place = AffineTransform.getTranslateInstance(at.x(), at.y());
        place.scale(at.width() / picture.getWidth(), at.height() / picture.getHeight());
        body.drawImage(picture, place, null);
        body.dispose();
    }
}
