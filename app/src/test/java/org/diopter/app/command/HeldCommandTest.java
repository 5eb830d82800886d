package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HeldCommandTest {
    private static final String[] CUT = {"--matrix", "mlp.down", "--block", "4", "--rho", "0.2", "--shares", "0.001,0.1,1"};

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @Test
    void theOnePromptIsAnsweredByEveryPart() {
        JsonNode result = held("--prompt", "The capital of France is", "--answer", "Paris").json();
        assertEquals(256, result.get("components").asInt());
        JsonNode item = result.at("/items/0");
        assertEquals(" Paris", item.at("/right/text").asString());
        assertEquals(2 * 2, item.get("parts").size());
        for (JsonNode part : item.get("parts")) {
            assertEquals(5, part.get("top").size());
            double cosine = part.get("cosine").asDouble();
            assertTrue(cosine >= -1 && cosine <= 1);
            assertEquals(part.at("/top/0/text").asString().equals(" Paris"), part.get("kind").asString().equals("right"));
            if (part.get("share").asInt() == 1) {
                assertEquals(item.at("/asItIs/top/0/id"), part.at("/top/0/id"), "all components are the model as it is");
            }
        }
    }

    @Test
    void groupsOfATaskAreCounted() throws IOException {
        JsonNode result = held(facts()).json();
        int all = 0;
        for (JsonNode group : result.get("groups")) {
            int items = group.get("items").asInt();
            all += group.get("group").asString().equals("all") ? 0 : items;
            for (JsonNode part : group.get("parts")) {
                assertEquals(items, part.get("right").asInt() + part.get("generic").asInt() + part.get("other").asInt());
                assertEquals(items == 0, part.get("meanCosine").isNull());
            }
        }
        assertEquals(LaserSearchCommandTest.ITEMS, all);
        assertEquals(result.at("/groups/1/items").asInt(), result.get("items").size(), "corrected items are listed");
    }

    @Test
    void withoutJsonThereAreTables() throws IOException {
        Called one = called("laser-held", "--prompt", "The capital of France is", "--answer", "Paris");
        assertTrue(one.out().contains("as it is") && one.out().contains("tail 0.1"), one.out());
        Called task = called("laser-held", facts());
        assertTrue(task.out().contains("always-right: ") && task.out().contains("mean cosine"), task.out());
    }

    @Test
    void aRecordedQuestionIsAskedAgain() throws IOException {
        Path file = folder.resolve("held.json");
        List<String> more = new ArrayList<>(List.of(facts()));
        more.addAll(List.of("--json", file.toString()));
        assertEquals(0, called("laser-held", more.toArray(String[]::new)).exitCode());
        Called again = Called.with(home, "run", file.toString(), "--json", "-");
        assertEquals(0, again.exitCode(), again.err());
        assertEquals(Json.MAPPER.readTree(Files.readString(file)).get("groups"), again.json().get("groups"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "kinds"})
    void theAnswersAreDrawn(String view) throws IOException {
        Path picture = folder.resolve("held.svg");
        List<String> args = new ArrayList<>(List.of("figure", "laser-held", "bundled", "--view", view, "--out", picture.toString()));
        args.addAll(List.of(CUT));
        args.addAll(List.of(facts()));
        Called drawn = Called.with(home, args.toArray(String[]::new));
        assertEquals(0, drawn.exitCode(), drawn.err());
        String svg = Files.readString(picture);
        assertTrue(svg.contains(view.equals("cosine") ? "cosine to the right answer" : "answers, %"), view);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--prompt x | 2 | Give either",
        "--answer x | 2 | Give either",
        "--prompt a --answer b --data f --task jsonl | 3 | cannot be read",
        "--prompt a --answer b --shares 2 | 3 | rho 2 is not a share",
        "--prompt a --answer b --block 9 | 3 | no block 9",
    })
    void whatCannotBeAskedIsExplained(String options, int exitCode, String problem) {
        Called called = called("laser-held", options.split(" ", -1));
        assertEquals(exitCode, called.exitCode(), called.err());
        assertTrue(called.err().contains(problem), called.err());
    }

    private String[] facts() throws IOException {
        return new String[] {"--data", LaserSearchCommandTest.facts(folder).toString(), "--task", "jsonl"};
    }

    private Called held(String... more) {
        List<String> args = new ArrayList<>(List.of("--json", "-"));
        args.addAll(List.of(more));
        Called called = called("laser-held", args.toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        return called;
    }

    private static Called called(String command, String... more) {
        List<String> given = List.of(more);
        List<String> args = new ArrayList<>(List.of(command, "bundled"));
        for (int i = 0; i < CUT.length; i += 2) {
            if (!given.contains(CUT[i])) {
                args.addAll(List.of(CUT[i], CUT[i + 1]));
            }
        }
        args.addAll(given);
        return Called.with(home, args.toArray(String[]::new));
    }
}
