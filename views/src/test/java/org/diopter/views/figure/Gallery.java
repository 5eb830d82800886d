package org.diopter.views.figure;

import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.diopter.engine.lens.Statistic;

/// Writes pictures to look at: `java … Gallery FOLDER`.
final class Gallery {
    private Gallery() {}

    static void main(String[] args) throws IOException {
        String to = args[0];
        save(Examples.capitals(Palette.LIGHT, 950, 432).withPins(Examples.pins()), to, "light");
        TrajectoryFigure dark = Examples.capitals(Palette.DARK, 470, 448);
        save(dark.with(dark.look().withQuantity(new Quantity.OfCell(Statistic.KL_TO_FINAL)).withOrientation(Orientation.LAYERS_ACROSS).withDepthStrip(false)), to, "dark-across");
        save(dark.with(dark.look().withQuantity(new Quantity.OfCell(Statistic.CHANGE)).withOrientation(Orientation.LAYERS_ACROSS)), to, "dark-change");
        save(Examples.capitals(Palette.LIGHT, 500, 300), to, "small");
        save(Examples.large(Palette.LIGHT, 950, 432), to, "large");
        TrajectoryFigure large = Examples.large(Palette.DARK, 950, 432);
        save(large, to, "large-dark");
        save(large.with(new Viewport(14, 40.3, 0)), to, "large-zoomed");
        save(large.with(large.look().withOrientation(Orientation.LAYERS_ACROSS)), to, "large-across");
        save(Examples.scripts(Palette.LIGHT, 1700, 432), to, "scripts");
        TrajectoryFigure stale = Examples.capitals(Palette.LIGHT, 950, 432);
        save(stale.with(stale.look().withStale(true).withQuantity(new Quantity.OfCell(Statistic.CROSS_ENTROPY)).withStride(3)), to, "stale");
    }

    private static void save(Figure figure, String folder, String name) throws IOException {
        ImageIO.write(PixelPicture.of(figure, 1).image(), "png", new File(folder, "figure-" + name + ".png"));
        ImageIO.write(PixelPicture.of(figure, 2).image(), "png", new File(folder, "figure-" + name + "@2.png"));
    }
}
