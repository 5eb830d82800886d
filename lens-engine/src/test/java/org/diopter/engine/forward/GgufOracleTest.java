package org.diopter.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A GGUF file with every common type of block, run as any other model.
class GgufOracleTest {
    @TempDir
    Path store;

    @ParameterizedTest
    @ValueSource(strings = {"p0", "p1"})
    void everyValueInsideTheModelAgreesWithFloat64(String prompt) {
        Checkpoint checkpoint = Checkpoint.open(TinyModel.oracle("gguf/tiny-llama.gguf"), new ArtefactStore(store, 1 << 30), Progress.NONE);
        try (TinyModel model = TinyModel.open(checkpoint, ProviderChoice.CPU)) {
            assertEquals("llama", model.architecture().family());
            FamilyOracleTest.compare(model, Reference.read(TinyModel.oracle("gguf/reference.safetensors")), prompt, 1);
        }
    }
}
