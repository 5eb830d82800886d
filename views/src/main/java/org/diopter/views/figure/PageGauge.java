package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.image.ImageObserver;
import java.util.OptionalDouble;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/// Measures what is painted on it, and keeps nothing else: sizes of text, widths of lines, texts cut short.
final class PageGauge extends FontedSvg {
    /// What all copies of one gauge have found, in logical pixels.
    private static final class Found {
        private double smallestText = Double.POSITIVE_INFINITY;
        private double thinnestLine = Double.POSITIVE_INFINITY;
        private int shortened;
        private boolean afterLetters;
        private double endX;
        private double endY;
    }

    private static final String ELLIPSIS = "…";

    private final Found found;

    private PageGauge(Document document) {
        super(SVGGeneratorContext.createDefault(document));
        found = new Found();
    }

    private PageGauge(PageGauge other) {
        super(other);
        found = other.found;
    }

    /// Measures a page.
    static PageChecks measure(ExportPage page) {
        PageGauge gauge = new PageGauge(SvgFile.document());
        page.paint(gauge, Device.VECTOR);
        Found found = gauge.found;
        boolean leftOut = page.figure() instanceof TrajectoryFigure grid && !grid.layout().showsTokens();
        gauge.dispose();
        return new PageChecks(ExportOptions.points(found.smallestText), ExportOptions.points(found.thinnestLine), contrast(page.figure()),
                found.shortened, leftOut);
    }

    private static OptionalDouble contrast(Figure figure) {
        Palette palette = figure.sheet().palette();
        return switch (figure) {
            case TrajectoryFigure grid -> OptionalDouble.of(grid.map().ramp(palette).leastContrast());
            case MapFigure map -> OptionalDouble.of(map.map().ramp(palette).leastContrast());
            default -> OptionalDouble.empty();
        };
    }

    @Override
    public Graphics create() {
        return new PageGauge(this);
    }

    @Override
    public void drawString(String text, float x, float y) {
        Font font = getFont();
        measureText(font.getSize2D());
        // A token may itself be an ellipsis; one that cuts follows the letters that it cuts.
        boolean follows = found.afterLetters && Math.abs(found.endX - x) < 0.01 && found.endY == y;
        if (text.equals(ELLIPSIS) && follows) {
            found.shortened++;
        }
        found.afterLetters = getColor().getAlpha() == 255;
        found.endX = x + font.getStringBounds(text, FigureFonts.CONTEXT).getWidth();
        found.endY = y;
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        measureText(glyphs.getFont().getSize2D());
    }

    @Override
    public void draw(Shape shape) {
        if (getStroke() instanceof BasicStroke stroke) {
            found.thinnestLine = Math.min(found.thinnestLine, stroke.getLineWidth() * scale());
        }
    }

    @Override
    public void fill(Shape shape) {}

    @Override
    public boolean drawImage(Image image, AffineTransform place, @Nullable ImageObserver observer) {
        return true;
    }

    private void measureText(double size) {
        found.smallestText = Math.min(found.smallestText, size * scale());
    }

    private double scale() {
        return Math.sqrt(Math.abs(getTransform().getDeterminant()));
    }
}
