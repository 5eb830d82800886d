package org.diopter.engine.forward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// GGUF files with every common type of block, run as any other model: those beside the tests, and those beside the checkout where they are there. A new file
/// in a folder, with what it computes in `reference.safetensors` or in `<file>.reference.safetensors`, is a new test.
class GgufOracleTest {
    @TempDir
    Path store;

    static List<Arguments> prompts() throws IOException {
        Path shared = Path.of(System.getProperty("diopter.shared", "absent")).resolve("oracles/gguf");
        List<Arguments> prompts = new ArrayList<>();
        for (Path folder : Stream.of(TinyModel.oracle("gguf"), shared).filter(Files::isDirectory).toList()) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(GgufFile::isNamed).sorted().toList()) {
                    Reference reference = reference(file);
                    for (int prompt = 0; reference.has("p" + prompt + "/input_ids"); prompt++) {
                        prompts.add(Arguments.of(file, "p" + prompt));
                    }
                }
            }
        }
        return prompts;
    }

    private static Reference reference(Path file) {
        Path own = file.resolveSibling(file.getFileName() + ".reference.safetensors");
        return Reference.read(Files.exists(own) ? own : file.resolveSibling("reference.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void everyValueInsideTheModelAgreesWithFloat64(Path file, String prompt) {
        Checkpoint checkpoint = Checkpoint.open(file, new ArtefactStore(store, 1 << 30), Progress.NONE);
        try (TinyModel model = TinyModel.open(checkpoint, ProviderChoice.CPU)) {
            FamilyOracleTest.compare(model, reference(file), prompt, 1);
        }
    }
}
