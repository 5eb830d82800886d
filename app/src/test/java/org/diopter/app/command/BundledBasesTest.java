package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.diopter.app.bundled.BundledBases;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.causal.BasisFile;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.model.Progress;
import org.diopter.model.store.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BundledBasesTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "org", "diopter", "bundled", "almanac-8m", "bases");
    private static final int LAYERS = 8;

    @TempDir
    static Path home;

    @Test
    void theManifestTellsEveryFilesSizeAndHash() throws IOException {
        JsonNode manifest = Json.MAPPER.readTree(Files.readString(FOLDER.resolve("manifest.json")));
        assertEquals(LAYERS + 2, manifest.get("files").size());
        for (JsonNode file : manifest.get("files")) {
            Path path = FOLDER.resolve(file.get("name").asString());
            assertEquals(Files.size(path), file.get("bytes").asLong(), path.toString());
            assertEquals(Sha256.of(path), file.get("sha256").asString(), path.toString());
        }
    }

    @Test
    void everyLayerHasTenOrthonormalDirectionsOfThePlan() {
        BundledBases bases = BundledBases.in(home);
        for (int layer = 0; layer <= LAYERS; layer++) {
            FoundBasis found = bases.of(layer, Progress.NONE);
            CausalBasis.Source source = found.basis().source();
            assertEquals(layer, source.layer());
            assertEquals(BundledBases.plan(layer).states(), source.states());
            assertEquals(BundledBases.plan(layer).ablation(), source.ablation());
            assertTrue(found.isComplete());
            for (int i = 0; i < 10; i++) {
                for (int j = 0; j <= i; j++) {
                    assertEquals(i == j ? 1 : 0, dot(found.basis(), i, found.basis(), j), 1e-6);
                }
            }
        }
    }

    @Test
    void theyFitTheModelAtEveryLayer() {
        List<String> arguments = new ArrayList<>(List.of("lens", "bundled", "--prompt", "The capital of France is", "--json", "-"));
        for (int layer = 0; layer <= LAYERS; layer++) {
            arguments.addAll(List.of("--edit", "ablate:layer=%d,basis=bundled,directions=0+9,mode=mean,strength=0.5".formatted(layer)));
        }
        Called called = Called.with(home, arguments.toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.json().at("/study/edits/stack/0").asString().contains("layer-0.safetensors,sha256="), called.json().get("study").toString());
    }

    /// Machines round differently, and a search follows what it finds; the first direction is the same.
    @Test
    void theyAreWhatTheCommandFindsThroughTheLensThatComesAlong() {
        Path file = home.resolve("again.safetensors");
        Called called = Called.with(home, "basis", "bundled", "--lens", "bundled", "--layer", "7", "--directions", "1", "--out", file.toString());
        assertEquals(0, called.exitCode(), called.err());
        CausalBasis again = BasisFile.read(file);
        CausalBasis shipped = BundledBases.in(home).of(7, Progress.NONE).basis();
        assertEquals(shipped.source(), again.source());
        assertEquals(shipped.directions().getFirst().influence(), again.directions().getFirst().influence(), 1e-3 * again.directions().getFirst().influence());
        assertEquals(1, Math.abs(dot(shipped, 0, again, 0)), 1e-2);
    }

    @Test
    void theCommandGivesThemWithoutASearch() {
        Path file = home.resolve("given.safetensors");
        Called called = Called.with(home, "basis", "bundled", "--lens", "bundled", "--layer", "3", "--json", "-", "--out", file.toString());
        assertEquals(0, called.exitCode(), called.err());
        assertEquals(BundledBases.in(home).of(3, Progress.NONE).reference().sha256(), called.json().get("sha256").asString());
        assertEquals(10, BasisFile.read(file).directions().size());
    }

    private static double dot(CausalBasis a, int i, CausalBasis b, int j) {
        float[] first = a.directions().get(i).vector();
        float[] second = b.directions().get(j).vector();
        double sum = 0;
        for (int k = 0; k < first.length; k++) {
            sum += (double) first[k] * second[k];
        }
        return sum;
    }
}
