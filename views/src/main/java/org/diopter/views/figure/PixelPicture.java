package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/// A painted figure as device pixels: premultiplied ARGB, line by line from the top, as a pixel buffer of the screen takes them.
public final class PixelPicture {
    private final BufferedImage image;

    private PixelPicture(BufferedImage image) {
        this.image = image;
    }

    /// Paints a figure.
    ///
    /// @param scale device pixels a logical pixel
    public static PixelPicture of(Figure figure, double scale) {
        int width = Math.max(1, (int) Math.ceil(figure.sheet().width() * scale));
        int height = Math.max(1, (int) Math.ceil(figure.sheet().height() * scale));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D g = image.createGraphics();
        g.scale(scale, scale);
        new FigurePainter().paint(figure, g);
        g.dispose();
        return new PixelPicture(image);
    }

    public int width() {
        return image.getWidth();
    }

    public int height() {
        return image.getHeight();
    }

    /// The picture itself; not to be drawn into.
    public BufferedImage image() {
        return image;
    }

    /// The pixels themselves, `width · height` of them; not to be modified.
    public int[] pixels() {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
