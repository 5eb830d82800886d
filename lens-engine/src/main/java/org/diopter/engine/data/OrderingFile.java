package org.diopter.engine.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.model.UnusableInputException;

/// A file with a number for each example of a task, one a line, in the task's order: what their depths are correlated with.
public final class OrderingFile {
    private static final String CODE = "D-403";

    private OrderingFile() {}

    /// @param count of the examples
    /// @throws UnusableInputException D-403 if there are not as many numbers, at least 2, or a line is none
    public static List<Double> read(Path file, int count) {
        List<String> lines = text(file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() != count || count < 2) {
            throw new UnusableInputException(CODE, "%s has %d numbers for %d examples. Give as many, at least 2.".formatted(file, lines.size(), count));
        }
        try {
            return lines.stream().map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new UnusableInputException(CODE, "%s has a line that is no number (%s).".formatted(file, e.getMessage()), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(CODE, "%s is not UTF-8 text.".formatted(file), e);
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }
}
