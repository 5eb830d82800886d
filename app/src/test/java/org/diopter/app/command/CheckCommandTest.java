package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.CacheWork;
import org.diopter.engine.DirectionWork;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.LensChoice;
import org.diopter.engine.LensWork;
import org.diopter.engine.MemoryUse;
import org.diopter.engine.ModelCard;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.hub.CardFile;
import org.diopter.model.tokenizer.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CheckCommandTest {
    @TempDir
    static Path home;

    @Test
    void theCardHasTheFieldsOfTheContract() {
        Called called = Called.with(home, "check", "bundled", "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        JsonNode card = called.json();
        assertEquals("A", card.get("tier").asString());
        assertTrue(card.get("maxAbsError").isNumber());
        assertTrue(card.get("maxRelError").asDouble() <= 1e-5);
        assertTrue(card.at("/memory/estimated").asLong() > 0);
        assertTrue(card.at("/memory/measured").isNumber());
        assertEquals(List.of("name", "value", "limit", "ok"), List.copyOf(card.at("/checks/0").propertyNames()));
        assertEquals(9, card.get("layerErrors").size());
    }

    @Test
    void withoutJsonThereIsACardForPeople() {
        Called called = Called.with(home, "check", Called.family("gpt2"));
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.out().contains("The chained blocks are the model."), called.out());
        assertTrue(called.out().contains("No tokenizer.json"), called.out());
        assertTrue(called.out().contains("Memory beside the file: "), called.out());
        assertTrue(called.out().lines().anyMatch(line -> line.startsWith("logits against the whole model") && line.contains("≤ 1.0e-05")), called.out());
        assertTrue(called.out().lines().anyMatch(line -> line.startsWith("effect of leaving one MLP out") && line.contains("≥ ")), called.out());
    }

    @Test
    void whatAGpuNeedsIsSaidPartByPart() {
        Called called = Called.with(home, "check", "--gpu", "--json", "-");
        JsonNode report = called.json();
        boolean usable = report.get("usable").asBoolean();
        assertEquals(usable ? 0 : 4, called.exitCode(), called.err());
        List<String> names = report.get("parts").valueStream().map(part -> part.get("name").asString()).toList();
        assertTrue(names.containsAll(List.of("NVIDIA driver", "CUDA runtime", "cuDNN", "ONNX Runtime’s CUDA provider")), names.toString());
        report.get("parts").forEach(part -> assertTrue(part.get("found").asBoolean() || !part.get("toDo").isNull(), part + " says what to do"));
        assertTrue(Called.with(home, "check", "--gpu").out().contains(usable ? "CUDA can be used." : "CUDA cannot be used: "));
    }

    @Test
    void aFailedCheckEndsWithFour() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Interruption interruption = new Interruption();
        Console console = Console.of(out, new ByteArrayOutputStream(), false);
        EngineOptions options = new EngineOptions(ProviderChoice.CPU, 1, home);
        ConsoleProgress progress = new ConsoleProgress(console, true, interruption, System::nanoTime);
        try (CommandEngine engine = new CommandEngine(options, progress, interruption); OpenModel model = engine.open(Called.family("llama"))) {
            EngineChoice choice = new EngineChoice("cpu", 1, 0);
            CheckJob job = new CheckJob(new Invocation(console, interruption), Optional.empty());
            int exitCode = job.run(engine, new FailingModel(model), new CheckStudy(ModelReference.of("x", model.id()), choice));
            assertEquals(4, exitCode);
            assertTrue(out.toString(StandardCharsets.UTF_8).contains("D-104: The chained blocks differ from the whole model by 4.1e-01 in a logit"),
                    out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aModelThatDoesNotFitIsRefusedWithTheNumbers() {
        Called refused = Called.with(home, "check", Called.family("llama"), "--memory-limit", "50M");

        assertEquals(ExitCode.UNUSABLE_INPUT, refused.exitCode());
        assertTrue(refused.err().contains("D-105: llama needs about") && refused.err().contains("50 MB are free"), refused.err());
        assertEquals(ExitCode.WRONG_USAGE, Called.with(home, "check", Called.family("llama"), "--memory-limit", "much").exitCode());
    }

    @Test
    void lowMemoryModeIsSaidInTheResult() {
        JsonNode memory = Called.with(home, "check", Called.family("llama"), "--low-memory", "--json", "-").json().get("memory");

        assertEquals("low", memory.get("mode").asString());
        assertEquals(0, memory.get("matrices").asLong());
        assertTrue(memory.get("mapped").asLong() > 0);
    }

    /// A model whose blocks are not its own.
    private record FailingModel(OpenModel real) implements OpenModel {
        @Override
        public ModelCard card() {
            return real.card();
        }

        @Override
        public Optional<Tokenizer> tokenizer() {
            return Optional.empty();
        }

        @Override
        public Optional<String> tokenizerProblem() {
            return Optional.empty();
        }

        @Override
        public List<OptionTrajectory> readOptions(List<OptionPrompt> prompts, LensChoice lens, Progress progress) {
            return real.readOptions(prompts, lens, progress);
        }

        @Override
        public MemoryUse memory() {
            return real.memory();
        }

        @Override
        public CardFile about() {
            return real.about();
        }

        @Override
        public SelfCheck check(Progress progress) {
            return checkAgain(progress);
        }

        @Override
        public SelfCheck checkAgain(Progress progress) {
            SelfCheck.Check proof = new SelfCheck.Check("logits against the whole model, relative", 0.024, 1e-5, false);
            return new SelfCheck(0.41, 0.024, 17, 3, 8, List.of(0.0, 0.024), List.of(proof), 1, 1, 1);
        }

        @Override
        public LensWork lenses() {
            return real.lenses();
        }

        @Override
        public DirectionWork directions() {
            return real.directions();
        }

        @Override
        public CacheWork caches() {
            return real.caches();
        }

        @Override
        public void close() {}
    }
}
