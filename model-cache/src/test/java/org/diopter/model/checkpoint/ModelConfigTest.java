package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ModelConfigTest {
    @TempDir
    Path folder;

    @Test
    void valuesComeWithTheirTypes() throws IOException {
        ModelConfig config = config("""
                {"model_type": "llama", "n_embd": 64, "eps": 1e-5, "theta": 10000, "tied": true, "layers": 12.0, "kinds": ["a", 1, null]}""");

        assertEquals(Optional.of("llama"), config.string("model_type"));
        assertEquals(64, config.positive("hidden_size", "n_embd"));
        assertEquals(OptionalDouble.of(1e-5), config.number("eps"));
        assertEquals(OptionalDouble.of(10000), config.number("theta"));
        assertEquals(OptionalLong.of(12), config.integer("layers"));
        assertEquals(Optional.of(true), config.flag("tied"));
        assertEquals(3, config.list("kinds").orElseThrow().size());
        assertEquals(Set.of("model_type", "n_embd", "eps", "theta", "tied", "layers", "kinds"), config.keys());
    }

    @Test
    void nullAndAbsentAreTheSame() throws IOException {
        ModelConfig config = config("{\"n_inner\": null, \"intermediate_size\": 24}");

        assertFalse(config.has("n_inner"));
        assertEquals(OptionalInt.empty(), config.optionalPositive("n_inner"));
        assertEquals(24, config.positive("n_inner", "intermediate_size"));
        assertEquals(Optional.empty(), config.string("model_type"));
        assertEquals(Optional.empty(), config.object("rope_scaling"));
    }

    @Test
    void aNegativeSizeIsRefusedWithItsFieldAndValue() throws IOException {
        ModelConfig config = config("{\"intermediate_size\": -24, \"n_layer\": 0, \"big\": 4294967296}");

        assertRefused("config.json: intermediate_size is -24; it must be at least 1.", () -> config.positive("intermediate_size"));
        assertRefused("config.json: n_layer is 0; it must be at least 1.", () -> config.optionalPositive("num_layers", "n_layer"));
        assertRefused("config.json: big is 4294967296; it must be at most 2147483647.", () -> config.positive("big"));
    }

    @Test
    void anAbsentSizeIsRefusedWithAllItsNames() throws IOException {
        ModelConfig config = config("{}");

        assertRefused("config.json has no n_embd or hidden_size; it must be an integer of at least 1.",
                () -> config.positive("n_embd", "hidden_size"));
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedWithItsFieldAndValue() throws IOException {
        ModelConfig config = config("{\"act\": 7, \"width\": \"wide\", \"eps\": Infinity, \"half\": 0.5, \"huge\": 1000000000000000019884624838656}");

        assertRefused("config.json: act is 7; it must be a text.", () -> config.string("act"));
        assertRefused("config.json: width is wide; it must be an integer of at least 1.", () -> config.positive("width"));
        assertRefused("config.json: eps is Infinity; it must be a finite number.", () -> config.number("eps"));
        assertRefused("config.json: half is 0.5; it must be an integer.", () -> config.integer("half"));
        assertRefused("config.json: huge is 1000000000000000019884624838656; it must be an integer below 2^63.", () -> config.integer("huge"));
        assertRefused("config.json: act is 7; it must be true or false.", () -> config.flag("act"));
        assertRefused("config.json: act is 7; it must be an object.", () -> config.object("act"));
        assertRefused("config.json: act is 7; it must be a list.", () -> config.list("act"));
    }

    @Test
    void aLongHostileValueIsCutInTheMessage() throws IOException {
        ModelConfig config = config("{\"width\": \"" + "x".repeat(100_000) + "\"}");

        assertRefused("config.json: width is " + "x".repeat(60) + "; it must be an integer of at least 1.", () -> config.positive("width"));
    }

    @Test
    void anObjectInsideNamesItsWholePath() throws IOException {
        ModelConfig rope = config("{\"rope_scaling\": {\"factor\": \"two\", \"kind\": \"yarn\"}}").object("rope_scaling").orElseThrow();

        assertEquals(Optional.of("yarn"), rope.string("kind"));
        assertRefused("config.json: rope_scaling.factor is two; it must be a finite number.", () -> rope.number("factor"));
        assertRefused("config.json has no rope_scaling.low or rope_scaling.lo; it must be an integer of at least 1.",
                () -> rope.positive("low", "lo"));
    }

    @Test
    void listsCannotBeChanged() throws IOException {
        List<?> list = config("{\"list\": [1]}").list("list").orElseThrow();

        assertThrows(UnsupportedOperationException.class, list::clear);
    }

    @Test
    void whatIsNotJsonIsRefusedWithThePosition() {
        assertRefused("config.json is not valid JSON (ends at character 12).", () -> config("{\"width\": 64"));
        assertRefused("config.json is not valid JSON (line 2, column ", () -> config("{\n  width: 64}"));
        assertRefused("config.json is not valid: it must be one JSON object, in { }.", () -> config("[1]"));
        assertRefused("something follows the end of the object", () -> config("{} {}"));
        assertRefused("config.json is not valid: it must be one JSON object, in { }.", () -> config(""));
        assertRefused("is not valid JSON", () -> config("{\"a\": 1, \"a\": 2}"));
    }

    @Test
    void deepNestingIsRefused() {
        assertRefused("is not valid JSON", () -> config("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"));
    }

    @Test
    void aHugeFileIsRefused() {
        assertRefused("config.json is larger than 16777216 bytes", () -> config("{}" + " ".repeat(16 << 20)));
    }

    private ModelConfig config(String json) throws IOException {
        return ModelConfig.read(Files.writeString(folder.resolve("config.json"), json));
    }

    private static void assertRefused(String complaint, Executable question) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, question);
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
        assertEquals("D-107", refusal.code());
    }
}
