package org.diopter.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// ONNX exports of the tiny random checkpoints: those beside the tests, and those beside the checkout where they are there. A new file in a folder is one
/// of them.
public final class Exports {
    private static final Set<String> OTHER_NUMBERS = Set.of("fp16", "int8");

    private Exports() {}

    public static List<Path> all() {
        Path own = TinyModel.oracle("onnx");
        Path shared = Path.of(System.getProperty("diopter.shared", "absent")).resolve("oracles/onnx");
        return Stream.of(own, shared).filter(Files::isDirectory).flatMap(folder -> in(folder).stream()).toList();
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `llama.anonymous` of `llama.anonymous.onnx`.
    public static String name(Path file) {
        return file.getFileName().toString().replace(".onnx", "");
    }

    /// The checkpoint that was exported.
    public static String family(Path file) {
        return name(file).substring(0, name(file).indexOf('.'));
    }

    /// How it was exported.
    public static String kind(Path file) {
        return name(file).substring(name(file).indexOf('.') + 1);
    }

    /// Whether it computes what its checkpoint does, up to rounding of float32. Exports of Gemma 2 leave a soft cap out.
    public static boolean isFaithful(Path file) {
        return !OTHER_NUMBERS.contains(kind(file)) && !family(file).equals("gemma2");
    }

    /// Whether its matrices are known and hold its checkpoint's numbers.
    public static boolean isEditable(Path file) {
        return isFaithful(file) && !kind(file).equals("ort_fused");
    }
}
