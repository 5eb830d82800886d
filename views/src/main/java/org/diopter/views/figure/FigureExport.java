package org.diopter.views.figure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// Writes figures to files: SVG, PDF, PNG, and their numbers as CSV, TSV or JSON.
///
/// Text in the bundled fonts stays text (SVG carries the parts of the fonts that it uses, PDF embeds them); text in other scripts becomes outlines.
/// Every file says where its numbers come from. A file is written beside its place and moved there when it is whole.
public final class FigureExport {
    /// Endings of files, without a point, in the order in which they are offered.
    public static final List<String> ENDINGS = List.of("svg", "pdf", "png", "csv", "tsv", "json");

    private FigureExport() {}

    /// Writes a figure in the format that the file's ending names, one of [#ENDINGS]. Replaces a file that is there.
    ///
    /// @throws UnusableInputException D-501 if the file cannot be written, D-502 if a PNG would have more than 20,000 pixels a side
    public static void write(Figure figure, Path file, ExportOptions options) {
        write(figure, file, options, figure.caption());
    }

    /// The same with a caption of the user's own in the file's description.
    public static void write(Figure figure, Path file, ExportOptions options, String caption) {
        FigureFile.write(file, bytes(figure, format(file), options, caption));
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
        return bytes(figure, format, options, figure.caption());
    }

    private static byte[] bytes(Figure figure, String format, ExportOptions options, String caption) {
        Optional<TableFormat> table = TableFormat.of(format);
        if (table.isPresent()) {
            return table(figure, table.get(), options).getBytes(StandardCharsets.UTF_8);
        }
        try {
            ExportPage page = new ExportPage(figure, options, caption);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            switch (format) {
                case "svg" -> SvgFile.write(page, options, out);
                case "pdf" -> PdfFile.write(page, options, out);
                default -> PngFile.write(page, options, out);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The figure's numbers, with where they come from.
    public static String table(Figure figure, TableFormat format, ExportOptions options) {
        return format.write(figure.table(), figure.provenance().line(figure.statistic(), options.reproducible()));
    }

    private static String format(Path file) {
        String name = String.valueOf(file.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!ENDINGS.contains(ending)) {
            throw new UnusableInputException("D-501", "‘" + name + "’ could not be written: its ending names no format of a figure. Use " + endings() + ".");
        }
        return ending;
    }

    /// For people: `.svg, .pdf or .png`.
    public static String endings() {
        String all = ENDINGS.stream().map(ending -> "." + ending).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or " + all.substring(last + 2);
    }
}
