package org.diopter.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NativeBlocks;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;

/// A model opened for a test, from its parts.
public record TinyModel(
        Checkpoint checkpoint, Architecture architecture, ModelGraphs graphs, OnnxRuntime runtime, NativeBlocks blocks, ForwardPass forward)
        implements AutoCloseable {

    /// One of the tiny random models with reference numbers.
    public static TinyModel family(String name) {
        return open(folder(name));
    }

    public static TinyModel open(Path folder) {
        return open(folder, ProviderChoice.CPU);
    }

    public static TinyModel open(Path folder, ProviderChoice provider) {
        return open(Checkpoint.open(folder), provider);
    }

    /// @param checkpoint closed with the model
    public static TinyModel open(Checkpoint checkpoint, ProviderChoice provider) {
        OnnxRuntime runtime = OnnxRuntime.start(provider, 2);
        Architecture architecture = Families.read(checkpoint);
        ModelGraphs graphs = new ModelGraphs(architecture);
        NativeBlocks blocks = NativeBlocks.build(architecture, graphs, runtime, true, Progress.NONE);
        ForwardPass forward = new ForwardPass(blocks, new NotFinite(new CheckpointSearch(checkpoint, architecture)));
        return new TinyModel(checkpoint, architecture, graphs, runtime, blocks, forward);
    }

    /// Its folder: beside the tests, else beside the checkout.
    public static Path folder(String name) {
        Path own = oracle("families").resolve(name);
        return Files.isDirectory(own) ? own : shared().resolve(name);
    }

    /// A file or folder of reference numbers in the test resources.
    public static Path oracle(String name) {
        try {
            return Path.of(Objects.requireNonNull(TinyModel.class.getResource("/oracles/" + name)).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// The names of all of them, in alphabetical order: those beside the tests, and those beside the checkout where they are there.
    public static List<String> families() {
        return Stream.of(oracle("families"), shared()).filter(Files::isDirectory).flatMap(folder -> in(folder).stream()).distinct().sorted().toList();
    }

    private static Path shared() {
        return Path.of(System.getProperty("diopter.shared", "absent")).resolve("oracles/families");
    }

    private static List<String> in(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> Files.exists(path.resolve("reference.safetensors"))).map(path -> path.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Reference reference() {
        return Reference.read(checkpoint.folder().resolve("reference.safetensors"));
    }

    @Override
    public void close() {
        blocks.close();
        checkpoint.close();
    }
}
