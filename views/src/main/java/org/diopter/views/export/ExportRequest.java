package org.diopter.views.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureExport;
import org.diopter.views.figure.TableFormat;

/// What is to be written: a figure, its file, and what stands beside it.
///
/// @param file ends in `.svg`, `.pdf` or `.png`
/// @param caption goes into the file's description
/// @param captionFile whether it goes into a text file beside the figure too
/// @param numbers in which form the figure's numbers go into a file beside it, if they do
public record ExportRequest(
        Figure figure, Path file, ExportOptions options, String caption, boolean captionFile, Optional<TableFormat> numbers) {

    /// Every file that is written.
    public List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(file));
        if (captionFile) {
            files.add(sibling("txt"));
        }
        numbers.ifPresent(format -> files.add(sibling(format.ending())));
        return files;
    }

    /// The files that are there already.
    public List<Path> present() {
        return files().stream().filter(Files::exists).toList();
    }

    /// Writes all files, replacing those that are there. Not for the FX thread.
    ///
    /// @throws UnusableInputException if one cannot be written
    public void write() {
        FigureExport.write(figure, file, options, caption);
        numbers.ifPresent(format -> FigureExport.write(figure, sibling(format.ending()), options));
        if (captionFile) {
            try {
                Files.writeString(sibling("txt"), caption + System.lineSeparator(), StandardCharsets.UTF_8);
            } catch (IOException problem) {
                throw new UnusableInputException("D-501", "‘" + sibling("txt").getFileName() + "’ could not be written: "
                        + problem.getMessage() + ". Choose another folder.", problem);
            }
        }
    }

    private Path sibling(String ending) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.') + 1) + ending);
    }
}
