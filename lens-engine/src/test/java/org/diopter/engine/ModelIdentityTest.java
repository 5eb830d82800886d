package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessTraining;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of a model is not that of the same weights read otherwise.
class ModelIdentityTest {
    private static final Cancellation GO = new Cancellation();
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 3, 40, 22, 9, 31, 2, 11, 28, 5, 6);

    @TempDir
    Path home;

    private Workbench workbench;

    @BeforeEach
    void open() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    /// @param theta the base of its rotary frequencies, nothing for the model's own
    /// @param tokenizer the content of its tokenizer.json
    private OpenModel copy(String name, Optional<String> theta, Optional<String> tokenizer) throws IOException {
        Path folder = Files.createDirectories(home.resolve("models").resolve(name));
        Files.copy(TinyModel.folder("llama").resolve("model.safetensors"), folder.resolve("model.safetensors"));
        String config = Files.readString(TinyModel.folder("llama").resolve("config.json"));
        String changed = theta.map(base -> config.replaceFirst("\"rope_theta\": [0-9.]+", "\"rope_theta\": " + base)).orElse(config);
        assertEquals(theta.isEmpty(), changed.equals(config));
        Files.writeString(folder.resolve("config.json"), changed);
        if (tokenizer.isPresent()) {
            Files.writeString(folder.resolve("tokenizer.json"), tokenizer.get());
        }
        return workbench.open(folder, Progress.NONE);
    }

    @Test
    void configAndTokenizerAreParts() throws IOException {
        OpenModel one = copy("one", Optional.empty(), Optional.empty());
        OpenModel same = copy("same", Optional.empty(), Optional.empty());
        OpenModel turned = copy("turned", Optional.of("77"), Optional.empty());
        OpenModel worded = copy("worded", Optional.empty(), Optional.of("{}"));
        OpenModel reworded = copy("reworded", Optional.empty(), Optional.of("{ }"));
        for (OpenModel model : List.of(same, turned, worded, reworded)) {
            assertEquals(one.id().sha256(), model.id().sha256(), "of the weights alone");
        }
        assertEquals(one.identity(), same.identity());
        assertNotEquals(one.identity(), turned.identity());
        assertNotEquals(one.identity(), worded.identity());
        assertNotEquals(worded.identity(), reworded.identity());
    }

    @Test
    void aTrainingOfTheSameWeightsReadOtherwiseIsAnother() throws IOException {
        OpenModel one = copy("one", Optional.empty(), Optional.empty());
        OpenModel turned = copy("turned", Optional.of("77"), Optional.empty());
        LessPlan plan = new LessPlan(0, (ScorePolicy) CachePolicy.parse("h2o:heavy=2,recent=2"), 8, 2, 1, 2, 1e-2, 10, 0, 0.25, 8);
        TrainingText text = TrainingText.of(List.of(TOKENS, TOKENS));
        one.caches().trainLess(plan, text, false, LessTraining.Listener.NONE, GO);
        assertTrue(one.caches().hasBegun(plan, text));
        assertFalse(turned.caches().hasBegun(plan, text));
    }
}
