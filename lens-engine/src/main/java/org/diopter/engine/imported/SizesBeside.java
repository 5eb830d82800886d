package org.diopter.engine.imported;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.ModelShape;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.ModelConfig;

/// The `config.json` that may lie beside a graph, or one folder up where the graph is in a folder of its own.
final class SizesBeside {
    private SizesBeside() {}

    /// Folders in which files that belong to a graph are looked for.
    static List<Path> folders(Path graph) {
        Path folder = graph.toAbsolutePath().resolveSibling(".").normalize();
        Path above = folder.resolve("..").normalize();
        return String.valueOf(folder.getFileName()).equals("onnx") ? List.of(folder, above) : List.of(folder);
    }

    static Optional<ModelConfig> config(Path graph) {
        return folders(graph).stream().map(folder -> folder.resolve("config.json")).filter(Files::isRegularFile).findFirst().map(ModelConfig::read);
    }

    /// @throws UnusableInputException D-103 if the graph has other sizes than the configuration
    static void requireAgree(ModelConfig config, ModelShape shape, String graph) {
        require(config, graph, "layers", shape.layers(), "num_hidden_layers", "n_layer", "num_layers");
        require(config, graph, "the width", shape.width(), "hidden_size", "n_embd");
        if (shape.heads() > 0) {
            require(config, graph, "heads", shape.heads(), "num_attention_heads", "n_head", "num_heads");
        }
    }

    private static void require(ModelConfig config, String graph, String what, int found, String... keys) {
        config.optionalPositive(keys).ifPresent(expected -> {
            if (expected != found) {
                throw new UnusableInputException(OnnxFile.CODE, "config.json gives %s as %d, but ‘%s’ has %d. One of the two belongs to another model."
                        .formatted(what, expected, graph, found));
            }
        });
    }
}
