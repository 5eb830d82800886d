package org.diopter.model.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;

/// Says that there is no model at a place, and what lies there instead.
public final class MissingModel {
    private static final List<String> UNREAD = List.of(".bin", ".pt", ".pth", ".h5", ".msgpack");

    private MissingModel() {}

    /// The refusal of a place without a model.
    ///
    /// @param place a folder, or a file that is no part of a model
    /// @param missing a sentence about what is not there, or empty
    /// @return D-101
    public static UnusableInputException at(Path place, String missing) {
        String sentence = Stream.of("No model found in ‘%s’. Expected config.json with *.safetensors, a .gguf file or an .onnx file.".formatted(place), missing, instead(place))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return new UnusableInputException("D-101", sentence);
    }

    /// Which weights in other formats lie there: `Found 2 .onnx files, which this version does not read.`; empty if none do.
    public static String instead(Path place) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path file : files(place)) {
            String name = String.valueOf(file.getFileName());
            UNREAD.stream().filter(name::endsWith).findFirst().ifPresent(ending -> counts.merge(ending, 1, Integer::sum));
        }
        return counts.isEmpty() ? "" : counts.entrySet().stream()
                .map(entry -> "%d %s file%s".formatted(entry.getValue(), entry.getKey(), entry.getValue() == 1 ? "" : "s"))
                .collect(Collectors.joining(" and ", "Found ", ", which this version does not read."));
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> paths = Files.list(place)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of(); // what cannot be listed has nothing to tell
        }
    }
}
