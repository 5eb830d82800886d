package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The bundled model's numbers against float64, by transformers: top-5 and entropy after the last token and KL and top-1 after every token, at every
/// layer of six prompts.
///
/// Tolerance: 1e-4 relative, and 1e-6 absolute where a value is so near zero that float32 has no such digits.
class AlmanacTest {
    private static final double RELATIVE = 1e-4;
    private static final double ABSOLUTE = 1e-6;

    @TempDir
    static Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void everyLayerAgreesWithFloat64(int index) throws IOException, InterruptedException {
        JsonNode reference = reference().get("prompts").get(index);
        Program.Ended ended = Program.in(folder).run("lens", "bundled", "--prompt", reference.get("text").asString(), "--json", "-");
        assertEquals(0, ended.exitCode(), ended.err());
        JsonNode result = ended.json();
        assertEquals(numbers(reference.get("ids")), numbers(result.at("/study/input/tokens")));
        for (JsonNode row : reference.get("rows")) {
            compare(row, result.get("layers").get(row.get("layer").asInt()));
        }
        compareFinal(reference.get("final_top10"), result.get("layers").get(8));
    }

    private static void compare(JsonNode expected, JsonNode layer) {
        String at = "layer " + expected.get("layer");
        assertEquals(expected.get("layer"), layer.get("layer"));
        JsonNode positions = layer.get("positions");
        JsonNode last = positions.get(positions.size() - 1);
        for (int k = 0; k < 5; k++) {
            assertEquals(expected.get("top_ids").get(k), last.get("top").get(k).get("id"), at + ", place " + k);
            assertEquals(expected.get("top_text").get(k), last.get("top").get(k).get("text"), at + ", place " + k);
            close(expected.get("top_probability").get(k), last.get("top").get(k).get("probability"), at + ", place " + k);
        }
        close(expected.get("entropy_nats"), last.get("entropy"), at + ", entropy");
        for (int position = 0; position < positions.size(); position++) {
            JsonNode cell = positions.get(position);
            close(expected.get("kl_final_lens_nats").get(position), cell.get("klToFinal"), at + ", position " + position);
            assertEquals(expected.get("top1_all").get(position), cell.get("top").get(0).get("id"), at + ", position " + position);
        }
    }

    private static void compareFinal(JsonNode expected, JsonNode output) {
        JsonNode positions = output.get("positions");
        JsonNode top = positions.get(positions.size() - 1).get("top");
        for (int k = 0; k < 10; k++) {
            assertEquals(expected.get(k).get("id"), top.get(k).get("id"), "place " + k);
            close(expected.get(k).get("logit"), top.get(k).get("logit"), "logit in place " + k);
        }
    }

    private static void close(JsonNode expected, JsonNode actual, String at) {
        assertEquals(expected.asDouble(), actual.asDouble(), ABSOLUTE + RELATIVE * Math.abs(expected.asDouble()), at);
    }

    private static String numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).collect(Collectors.joining(","));
    }

    private static JsonNode reference() throws IOException {
        try (InputStream in = Objects.requireNonNull(AlmanacTest.class.getResourceAsStream("/org/diopter/bundled/almanac-8m/reference.json"))) {
            return JsonMapper.builder().build().readTree(in);
        }
    }
}
