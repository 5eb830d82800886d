package org.diopter.views.figure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.diopter.engine.lens.Statistic;

/// Writes pictures to look at: `java … Gallery FOLDER`.
final class Gallery {
    private Gallery() {}

    static void main(String[] args) throws IOException {
        String to = args[0];
        curves(to);
        charts(to);
        exports(to);
        save(Examples.capitals(Palette.LIGHT, 950, 432).withPins(Examples.pins()), to, "light");
        TrajectoryFigure dark = Examples.capitals(Palette.DARK, 470, 448);
        save(dark.with(dark.look().withQuantity(new Quantity.OfCell(Statistic.KL_TO_FINAL)).withOrientation(Orientation.LAYERS_ACROSS).withDepthStrip(false)), to, "dark-across");
        save(dark.with(dark.look().withQuantity(new Quantity.OfCell(Statistic.CHANGE)).withOrientation(Orientation.LAYERS_ACROSS)), to, "dark-change");
        save(Examples.capitals(Palette.LIGHT, 500, 300), to, "small");
        save(Examples.large(Palette.LIGHT, 950, 432), to, "large");
        TrajectoryFigure large = Examples.large(Palette.DARK, 950, 432);
        save(large, to, "large-dark");
        save(large.with(large.layout().grid().zoomed(20, 300, 300)), to, "large-zoomed");
        save(large.with(large.look().withOrientation(Orientation.LAYERS_ACROSS)), to, "large-across");
        save(Examples.scripts(Palette.LIGHT, 1700, 432), to, "scripts");
        TrajectoryFigure stale = Examples.capitals(Palette.LIGHT, 950, 432);
        save(stale.with(stale.look().withStale(true).withQuantity(new Quantity.OfCell(Statistic.CROSS_ENTROPY)).withStride(3)), to, "stale");
    }

    private static void exports(String to) {
        ExportOptions options = new ExportOptions(ExportOptions.DOUBLE_COLUMN, 200, Theme.PRINT, true);
        ExportOptions narrow = new ExportOptions(ExportOptions.SINGLE_COLUMN, 300, Theme.DARK, true);
        for (String format : new String[] {"svg", "pdf", "png", "csv"}) {
            FigureExport.write(Examples.capitals(Palette.DARK, 900, 400).withPins(Examples.pins()), Path.of(to, "figure-out-trajectory." + format), options);
            FigureExport.write(Examples.capitals(Palette.DARK, 900, 400), Path.of(to, "figure-out-narrow." + format), narrow);
            FigureExport.write(Examples.curves(Palette.LIGHT, 900, 300), Path.of(to, "figure-out-curves." + format), options);
            FigureExport.write(Examples.large(Palette.LIGHT, 900, 300), Path.of(to, "figure-out-large." + format), options);
            FigureExport.write(Examples.scripts(Palette.LIGHT, 900, 300), Path.of(to, "figure-out-scripts." + format), new ExportOptions(400, 100, Theme.LIGHT, true));
            FigureExport.write(Examples.attention(Palette.LIGHT, 900, 300, 41), Path.of(to, "figure-out-attention." + format), narrow);
            FigureExport.write(Examples.large(1024, 80, Palette.LIGHT, 900, 300), Path.of(to, "figure-out-huge." + format), options);
            TrajectoryFigure large = Examples.large(Palette.LIGHT, 950, 432);
            FigureExport.write(large.with(large.layout().grid().zoomed(20, 300, 300)), Path.of(to, "figure-out-zoomed." + format), options);
        }
    }

    private static void charts(String to) throws IOException {
        save(ChartExamples.training(Palette.LIGHT, 590, 370), to, "training");
        save(ChartExamples.training(Palette.DARK, 400, 300), to, "training-dark");
        save(ChartExamples.dumbbell(Palette.LIGHT, 330, 370), to, "dumbbell");
        save(ChartExamples.histogram(Palette.LIGHT, 520, 300), to, "histogram");
        save(ChartExamples.roc(Palette.DARK, 400, 300), to, "roc");
        save(ChartExamples.search(Palette.LIGHT, 520, 300), to, "search");
        save(ChartExamples.search(Palette.DARK, 520, 300), to, "search-dark");
        save(ChartExamples.strip(Palette.LIGHT, 500, 120), to, "strip");
    }

    private static void curves(String to) throws IOException {
        save(Examples.curves(Palette.LIGHT, 940, 334), to, "curves");
        save(Examples.curves(Palette.DARK, 470, 300).withCrossRow(OptionalInt.of(5)), to, "curves-dark");
        save(Examples.manyCurves(Palette.LIGHT, 700, 334), to, "curves-many");
        save(Examples.attention(Palette.LIGHT, 360, 320, 41), to, "attention");
        save(Examples.attention(Palette.DARK, 420, 420, 13), to, "attention-13");
        save(Examples.attention(Palette.LIGHT, 360, 320, 1024), to, "attention-1024");
        save(LegendFigure.of(Examples.capitals(Palette.LIGHT, 900, 400)), to, "legend");
        TrajectoryFigure dark = Examples.capitals(Palette.DARK, 900, 400);
        save(LegendFigure.of(dark.with(dark.look().withQuantity(new Quantity.OfCell(Statistic.KL_TO_FINAL)))), to, "legend-kl");
        save(LegendFigure.of(dark.with(dark.look().withQuantity(new Quantity.OfCell(Statistic.RANK_OF_FINAL)))), to, "legend-rank");
        save(LegendFigure.of(dark.with(dark.look().withQuantity(new Quantity.OfCell(Statistic.ENTROPY)).withRange(RangeMode.FIT).withUnit(Unit.BITS))), to, "legend-fit");
    }

    private static void save(Figure figure, String folder, String name) throws IOException {
        ImageIO.write(PixelPicture.of(figure, 1).image(), "png", new File(folder, "figure-" + name + ".png"));
        ImageIO.write(PixelPicture.of(figure, 2).image(), "png", new File(folder, "figure-" + name + "@2.png"));
    }
}
