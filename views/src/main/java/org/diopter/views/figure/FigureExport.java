package org.diopter.views.figure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.diopter.model.UnusableInputException;

/// Writes figures to files: SVG, PDF, PNG, and their numbers as CSV.
///
/// Text in the bundled fonts stays text (SVG carries the parts of the fonts that it uses, PDF embeds them); text in other scripts becomes outlines.
/// Every file says where its numbers come from. A file is written beside its place and moved there when it is whole.
public final class FigureExport {
    private FigureExport() {}

    /// Writes a figure in the format that the file's ending names: `.svg`, `.pdf`, `.png` or `.csv`. Replaces a file that is there.
    ///
    /// @throws UnusableInputException D-501 if the file cannot be written, D-502 if a PNG would have more than 20,000 pixels a side
    public static void write(Figure figure, Path file, ExportOptions options) {
        FigureFile.write(file, bytes(figure, format(file), options));
    }

    /// The largest possible resolution of a PNG of this figure.
    public static int largestDpi(Figure figure, ExportOptions options) {
        return PngFile.largestDpi(new ExportPage(figure, options));
    }

    /// How many pixels wide and high a PNG of this figure is.
    public static Sheet pixels(Figure figure, ExportOptions options) {
        ExportPage page = new ExportPage(figure, options);
        return new Sheet(options.theme().palette(), PngFile.pixels(page.width(), options), PngFile.pixels(page.height(), options));
    }

    /// What a journal would find on the page of a figure.
    public static PageChecks checks(Figure figure, ExportOptions options) {
        return PageGauge.measure(new ExportPage(figure, options));
    }

    static byte[] bytes(Figure figure, String format, ExportOptions options) {
        try {
            ExportPage page = new ExportPage(figure, options);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            switch (format) {
                case "svg" -> SvgFile.write(page, options, out);
                case "pdf" -> PdfFile.write(page, options, out);
                case "png" -> PngFile.write(page, options, out);
                default -> out.writeBytes(csv(figure, options).getBytes(StandardCharsets.UTF_8));
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The figure's numbers, after a line that says where they come from.
    public static String csv(Figure figure, ExportOptions options) {
        return "# " + figure.provenance().line(figure.statistic(), options.reproducible()) + "\r\n" + figure.table().toCsv();
    }

    private static String format(Path file) {
        String name = String.valueOf(file.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "svg", "pdf", "png", "csv" -> ending;
            default -> throw new UnusableInputException(
                    "D-501", "‘" + name + "’ could not be written: its ending names no format of a figure. Use .svg, .pdf, .png or .csv.");
        };
    }
}
