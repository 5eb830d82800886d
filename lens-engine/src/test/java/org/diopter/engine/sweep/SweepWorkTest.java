package org.diopter.engine.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.LensChoice;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Workbench;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepWorkTest {
    private static final long STORE_BYTES = 1 << 20;
    private static final SweepData PROMPT = new SweepData.Prompt(List.of(5, 6, 7));
    private static final SweepData TEXT = new SweepData.Text(List.of(List.of(1, 2), List.of(3, 4)));
    private static final SweepData QUESTIONS = new SweepData.Questions(
            new Task("words", List.of(new Item(0, "a \"b\"\n東京", List.of("x", "y"), 1, OptionalLong.of(7))), Metric.CLASSIFICATION, 3), List.of(0), true);
    private static final List<String> EDITS = List.of("rank:block=3,matrix=mlp.down,rho=0.1");
    private static final CacheUse LOCAL = new CacheUse(CachePolicy.parse("local:recent=2"), Timing.prefill(2));
    private static final List<SweepRow> ROWS = List.of(
            new SweepRow.AtLayer(8, 865, -0.1F, 1 / 3F, 0, Float.MIN_VALUE, List.of(new SweepRow.Followed(7, -1.5F, 3))),
            new SweepRow.OnText(10, 4, 1 / 3.0, 0.1, 0.5, Double.NaN),
            new SweepRow.OnTask(9, 3, 0.25));

    @TempDir
    Path folder;

    private static SweepGrid grid(List<SweepData> data) {
        return new SweepGrid(
                data,
                List.of(EditStack.NONE, EditStack.parse(EDITS)),
                List.of(CacheUse.FULL, LOCAL),
                List.of(new LensChoice.Logit(), new LensChoice.Translated("lens", "ab")),
                List.of(4, 8),
                List.of(7));
    }

    private static SweepWork work(int shard) {
        return work(shard, "sha", "identity");
    }

    private static SweepWork work(String sha256, String identity) {
        return work(3, sha256, identity);
    }

    private static SweepWork work(int shard, String sha256, String identity) {
        SweepGrid grid = grid(List.of(PROMPT, TEXT, QUESTIONS));
        return new SweepWork(
                "/m", sha256, "/h", "cpu", 2, MemoryMode.USUAL, identity, SweepWork.Data.of(grid.data()), List.of(List.of(), EDITS),
                grid.caches().stream().map(SweepWork.Policy::of).toList(),
                List.of(SweepWork.NamedLens.LOGIT, new SweepWork.NamedLens("/lens", "ab")), grid.layers(), grid.tracked(), grid.points(), shard);
    }

    @Test
    void onlyPromptsAreReadThroughEveryLens() {
        List<SweepPoint> points = grid(List.of(PROMPT, TEXT)).points();
        assertEquals(2 * 2 * 2 + 2 * 2, points.size());
        assertEquals(List.of(new SweepPoint(0, 0, 0, 0), new SweepPoint(0, 0, 0, 1), new SweepPoint(0, 0, 1, 0)), points.subList(0, 3));
        assertTrue(points.stream().allMatch(point -> point.data() == 0 || point.lens() == 0));
    }

    @Test
    void whatOtherMachinesReadIsWhatWasWritten() {
        SweepWork read = SweepWork.of(work(3).json());
        assertEquals(work(3), read);
        SweepGrid grid = read.gridOfNames();
        assertEquals(EditStack.parse(EDITS), grid.edits().get(1));
        assertEquals(LOCAL, grid.caches().get(1));
    }

    @Test
    void aMachineThatComputesOtherwiseOrHasAnotherConfigurationMustNotAnswer() throws IOException {
        Path model = BundledModel.glassBox(folder).unpack(Progress.NONE);
        try (Workbench workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, folder))) {
            SweepWork work;
            try (OpenModel open = workbench.open(model, Progress.NONE)) {
                work = work(open.id().sha256(), SweepWork.identity(open, workbench.provider(), 2, MemoryMode.USUAL));
                work.requireSame(open, workbench.provider());
                assertEquals("D-601", assertThrows(UnusableInputException.class, () -> work.requireSame(open, "CUDA, a device")).code());
            }
            Path config = model.resolve("config.json");
            Files.writeString(config, Files.readString(config).replace("\"rms_norm_eps\": 1e-06", "\"rms_norm_eps\": 1e-05"));
            try (OpenModel other = workbench.open(model, Progress.NONE)) {
                UnusableInputException refused = assertThrows(UnusableInputException.class, () -> work.requireSame(other, workbench.provider()));
                assertTrue(refused.sentence().contains("config.json"), refused::sentence);
            }
        }
    }

    @Test
    void shardsAreAllStudiesInOrder() {
        SweepWork work = work(5);
        List<SweepPoint> all = IntStream.range(0, work.shards()).boxed().flatMap(shard -> work.shard(shard).stream()).toList();
        assertEquals(work.points(), all);
        assertEquals(4, work.shards(), "16 studies");
        assertEquals(1, work.shard(3).size());
    }

    @Test
    void rowsTravelToTheLastDigit() {
        assertEquals(List.of(ROWS, List.of()), SweepStore.studies(SweepStore.bytesOfStudies(List.of(ROWS, List.of()))));
    }

    @Test
    void whatTheClusterKeepsIsFoundUnderTheNamesOfThisMachine() {
        ArtefactStore store = new ArtefactStore(folder, STORE_BYTES);
        SweepPoint throughLens = new SweepPoint(0, 1, 1, 1);
        SweepStore.anew(store, "identity", work(3).gridOfNames()).keep(throughLens, ROWS);
        SweepStore here = SweepStore.anew(store, "identity", grid(List.of(PROMPT, TEXT, QUESTIONS)));
        assertEquals(Optional.empty(), here.find(throughLens), "an earlier sweep's");
        here.adopt(throughLens);
        assertEquals(Optional.of(ROWS), here.find(throughLens));
    }

    @Test
    void aStudyIsFoundUnderAllThatItsRowsDependOnAndNothingElse() {
        ArtefactStore store = new ArtefactStore(folder, STORE_BYTES);
        SweepGrid grid = grid(List.of(PROMPT, TEXT, QUESTIONS));
        SweepStore.resuming(store, "identity", grid).keep(new SweepPoint(0, 1, 1, 1), ROWS);
        SweepStore elsewhere = SweepStore.resuming(store, "identity", grid(List.of(TEXT, PROMPT)));
        assertEquals(Optional.of(ROWS), elsewhere.find(new SweepPoint(1, 1, 1, 1)), "wherever it stands");
        for (SweepPoint other : List.of(new SweepPoint(1, 1, 1, 1), new SweepPoint(0, 0, 1, 1), new SweepPoint(0, 1, 0, 1), new SweepPoint(0, 1, 1, 0))) {
            assertEquals(Optional.empty(), SweepStore.resuming(store, "identity", grid).find(other), other.toString());
        }
        assertEquals(Optional.empty(), SweepStore.resuming(store, "another", grid).find(new SweepPoint(0, 1, 1, 1)));
        SweepGrid deeper = new SweepGrid(grid.data(), grid.edits(), grid.caches(), grid.lenses(), List.of(4), grid.tracked());
        SweepGrid following = new SweepGrid(grid.data(), grid.edits(), grid.caches(), grid.lenses(), grid.layers(), List.of(8));
        assertEquals(Optional.empty(), SweepStore.resuming(store, "identity", deeper).find(new SweepPoint(0, 1, 1, 1)));
        assertEquals(Optional.empty(), SweepStore.resuming(store, "identity", following).find(new SweepPoint(0, 1, 1, 1)));
    }

    @Test
    void questionsAreOthersIfTheyAreCountedOtherwise() {
        SweepData.Questions asChoices = (SweepData.Questions) QUESTIONS;
        assertNotEquals(asChoices.identity(), new SweepData.Questions(asChoices.task(), asChoices.items(), false).identity());
        assertNotEquals(asChoices.identity(), new SweepData.Questions(asChoices.task().measuredBy(Metric.TOP_TOKEN), asChoices.items(), true).identity());
    }
}
