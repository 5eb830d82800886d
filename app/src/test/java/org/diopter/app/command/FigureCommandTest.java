package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

class FigureCommandTest {
    private static final String PROMPT = "The capital of France is";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "trajectory, svg, <?xml", "trajectory, pdf, %PDF", "trajectory, png, PNG", "trajectory, csv, # diopter",
        "token-curves, svg, <?xml", "token-curves, png, PNG", "attention --block=2 --head=3, svg, <?xml", "attention --block=2 --head=3, pdf, %PDF"
    })
    void everyKindIsWrittenInEveryFormat(String kind, String ending, String beginning) throws IOException {
        Path file = folder.resolve("o." + ending);
        figure(kind, file);
        String start = new String(Files.readAllBytes(file), 0, 20, StandardCharsets.ISO_8859_1);
        assertTrue(start.contains(beginning), start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"probability", "entropy", "kl", "rank", "surprisal", "next-rank", "change", "js", "tv", "token"})
    void everyStatisticCanBeShown(String statistic) {
        JsonNode data = data("trajectory", "--statistic", statistic, "--track", "Paris");
        int columns = data.at("/table/headers").size();
        for (JsonNode row : data.at("/table/rows")) {
            assertEquals(columns, row.size());
        }
        assertEquals(9 * 6, data.at("/table/rows").size());
    }

    @Test
    void theTableIsWhatTheLensSays() {
        JsonNode rows = data("trajectory", "--statistic", "kl").at("/table/rows");
        JsonNode lens = Called.with(home, "lens", "bundled", "--prompt", PROMPT, "--json", "-").json();
        int row = 0;
        for (int position = 0; position < 6; position++) {
            for (int layer = 0; layer <= 8; layer++) {
                JsonNode cell = lens.at("/layers/" + layer + "/positions/" + position);
                JsonNode entries = rows.get(row++);
                assertEquals(cell.at("/top/0/id"), entries.get(5), "layer " + layer + ", position " + position);
                double divergence = cell.get("klToFinal").asDouble();
                assertEquals(divergence, entries.get(7).asDouble(), 1e-6 * divergence, "layer " + layer + ", position " + position);
            }
        }
    }

    @Test
    void aStrideLeavesTheEmbeddingAndTheOutput() {
        JsonNode rows = data("trajectory", "--stride", "3").at("/table/rows");
        assertEquals(4 * 6, rows.size());
        assertEquals("[0,3,6,8]", "[" + rows.get(0).get(3) + "," + rows.get(1).get(3) + "," + rows.get(2).get(3) + "," + rows.get(3).get(3) + "]");
    }

    @Test
    void curvesAreOfTheTokensThatLeadIfNoneIsNamed() {
        JsonNode rows = data("token-curves").at("/table/rows");
        assertEquals(0, rows.size() % 9);
        assertTrue(rows.size() / 9 <= 5, rows.size() + " rows");
        JsonNode named = data("token-curves", "--track", "Paris", "--position", "5").at("/table/rows");
        assertEquals(9, named.size());
        assertEquals(1, named.get(8).get(4).asInt(), "rank at the output");
    }

    @Test
    void attentionIsAShareOfEachQuery() {
        JsonNode rows = data("attention", "--block", "2", "--head", "3").at("/table/rows");
        double[] sums = new double[6];
        for (JsonNode row : rows) {
            sums[row.get(0).asInt()] += row.get(4).asDouble();
        }
        for (int query = 0; query < 6; query++) {
            assertEquals(1, sums[query], 1e-5, "query " + query);
        }
    }

    @Test
    void aFileIsReplacedOnlyByForce() throws IOException {
        Path file = Files.writeString(folder.resolve("o.svg"), "mine");
        assertEquals(0, Called.with(home, "figure", "trajectory", "bundled", "--prompt", PROMPT, "--out", file.toString(), "--force").exitCode());
        assertTrue(Files.readString(file).startsWith("<?xml"));
    }

    @Test
    void aPictureIsWrittenThroughALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("o.svg"), target);
        assertEquals(0, Called.with(home, "figure", "trajectory", "bundled", "--prompt", PROMPT, "--out", link.toString(), "--force").exitCode());
        assertTrue(Files.isSymbolicLink(link), "the link was replaced");
        assertTrue(Files.readString(target).startsWith("<?xml"));
    }

    @Test
    void equalInputGivesEqualBytesOnDemand() throws IOException {
        Path one = folder.resolve("one.svg");
        Path two = folder.resolve("two.svg");
        figure("trajectory --reproducible", one);
        figure("trajectory --reproducible", two);
        assertEquals(-1, Files.mismatch(one, two));
    }

    @Test
    void aPictureCarriesItsStudy() throws IOException {
        Path file = folder.resolve("o.svg");
        figure("trajectory", file);
        String svg = Files.readString(file);
        assertTrue(svg.contains("figure trajectory"), "the study's command");
        assertTrue(svg.contains("0,302,692,266,1031,275"), "the study's tokens");
    }

    private static void figure(String kind, Path file) {
        List<String> args = new ArrayList<>(List.of("figure"));
        args.addAll(List.of(kind.split(" ", -1)));
        args.addAll(List.of("bundled", "--out", file.toString(), "--prompt", PROMPT));
        Called called = Called.with(home, args.toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        assertEquals(file + System.lineSeparator(), called.out());
    }

    private static JsonNode data(String kind, String... more) {
        String[] args = new String[more.length + 7];
        System.arraycopy(new String[] {"figure", kind, "bundled", "--prompt", PROMPT, "--json", "-"}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        Called called = Called.with(home, args);
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }
}
