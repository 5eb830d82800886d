package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisFile;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.generate.Sampling;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingTest {
    private static final TokenSequence TOKENS = TokenSequence.of(5, 17, 3, 40, 22, 9);
    private static final Sampling DRAWN = new Sampling(1.5, 0, 1, 7);

    @TempDir
    Path home;

    private Workbench workbench;
    private OpenModel model;

    @BeforeEach
    void open() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
        model = workbench.open(TinyModel.folder("llama"), Progress.NONE);
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    private Study study(TokenSequence tokens, EditStack edits) {
        return new Study(model.id(), tokens, new LensChoice.Logit(), edits);
    }

    private Writing write(Study study, int count, Sampling sampling) {
        return workbench.write(study, new WritingPlan(count, sampling), _ -> {}, Progress.NONE);
    }

    /// What a loop over whole runs writes.
    private TokenSequence naive(EditStack edits, int count) {
        TokenSequence text = TOKENS;
        for (int i = 0; i < count; i++) {
            int last = text.length() - 1;
            Trajectory run = workbench.run(study(text, edits), Reading.everything(last), new RunListener() {}).await();
            text = text.with(run.topId(run.rows() - 1, last, 0));
        }
        return text;
    }

    /// Edits as text; `BASIS` stands for a basis of layer 2.
    private EditStack edits(String specs) {
        Path file = home.resolve("basis-2.safetensors");
        BasisFile.write(axes(), file);
        return specs.isEmpty() ? EditStack.NONE : EditStack.parse(Arrays.stream(specs.split(";")).map(spec -> spec.replace("BASIS", "layer=2,basis=" + file)).toList());
    }

    private CausalBasis axes() {
        int width = model.card().width();
        float[] mean = new float[width];
        Arrays.fill(mean, 0.5f);
        CausalBasis.Source source = new CausalBasis.Source(model.id().sha256(), "logit lens", 2, Ablation.MEAN, 9, 3);
        return new CausalBasis(source, mean, List.of(axis(0, width), axis(1, width)));
    }

    private static CausalBasis.Direction axis(int axis, int width) {
        float[] vector = new float[width];
        vector[axis] = 1;
        return new CausalBasis.Direction(vector, 1, 1, true, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "rank:block=1,matrix=mlp.down,rho=0.2",
        "rank:block=1,matrix=mlp.down,rho=0.2;ablate:BASIS,directions=0,mode=mean,strength=0,steer=9",
        "ablate:BASIS,directions=0+1,mode=zero,strength=3",
        "ablate:BASIS,directions=0+1,mode=mean,strength=0,steer=8,positions=3-7",
        "ablate:BASIS,directions=0,mode=mean,strength=0,steer=8,positions=last",
        "ablate:BASIS,directions=0+1,mode=resample,strength=4"
    })
    void whatIsWrittenIsWhatWholeRunsOverEachLongerTextWouldWrite(String specs) {
        EditStack edits = edits(specs);
        Writing writing = write(study(TOKENS, edits), 8, Sampling.GREEDY);
        assertEquals(naive(edits, 8), writing.text());
        assertEquals(Optional.of(Writing.End.COUNT), writing.end());
    }

    @Test
    void anEditChangesWhatIsWritten() {
        EditStack edits = edits("ablate:BASIS,directions=0,mode=mean,strength=0,steer=8,positions=last");
        assertNotEquals(write(study(TOKENS, EditStack.NONE), 8, Sampling.GREEDY).text(), write(study(TOKENS, edits), 8, Sampling.GREEDY).text());
    }

    @Test
    void underAPolicyTheSameIsWrittenAsByTheCaches() {
        Study evicting = study(TOKENS, EditStack.NONE).with(CacheUse.streaming(CachePolicy.parse("local:recent=4")));
        TokenSequence expected = model.caches().write(evicting, 8, Progress.NONE, new org.diopter.engine.runtime.Cancellation());
        assertEquals(expected, write(evicting, 8, Sampling.GREEDY).text());
    }

    @Test
    void aSeedDecidesWhatIsDrawn() {
        Study study = study(TOKENS, EditStack.NONE);
        TokenSequence text = write(study, 12, DRAWN).text();
        assertEquals(text, write(study, 12, DRAWN).text());
        assertNotEquals(text, write(study, 12, new Sampling(1.5, 0, 1, 8)).text());
    }

    @Test
    void everyTokenIsHeardOfAsItIsWritten() {
        List<Integer> lengths = new ArrayList<>();
        workbench.write(study(TOKENS, EditStack.NONE), new WritingPlan(4, DRAWN), soFar -> lengths.add(soFar.text().length()), Progress.NONE);
        assertEquals(List.of(7, 8, 9, 10), lengths);
    }

    @Test
    void writingEndsWhereTheModelTakesNoMore() {
        int context = model.card().context();
        int[] ids = new int[context - 3];
        Arrays.fill(ids, 5);
        Writing writing = write(study(TokenSequence.of(ids), EditStack.NONE), 100, Sampling.GREEDY);
        assertEquals(context, writing.text().length());
        assertEquals(Optional.of(Writing.End.CONTEXT), writing.end());
        UnusableInputException full =
                assertThrows(UnusableInputException.class, () -> write(study(writing.text(), EditStack.NONE), 1, Sampling.GREEDY));
        assertEquals("D-201", full.code());
    }

    @Test
    void aStopKeepsWhatWasWritten() {
        AtomicBoolean stop = new AtomicBoolean();
        List<Writing> heard = new ArrayList<>();
        Progress stopped = new Progress() {
            @Override
            public void stage(String name, int number, int of) {}

            @Override
            public void items(long done, long total) {
                stop.set(done == 3);
            }

            @Override
            public boolean cancelled() {
                return stop.get();
            }
        };
        assertThrows(CancelledException.class,
                () -> workbench.write(study(TOKENS, EditStack.NONE), new WritingPlan(50, DRAWN), heard::add, stopped));
        assertEquals(3, heard.getLast().written().size());
    }

    @Test
    void runsGoOnBetweenTheTokens() {
        List<Trajectory> between = new ArrayList<>();
        workbench.write(study(TOKENS, EditStack.NONE), new WritingPlan(3, DRAWN), soFar -> {
            Study longer = study(soFar.text(), EditStack.NONE);
            between.add(workbench.run(longer, Reading.everything(soFar.text().length() - 1), new RunListener() {}).await());
        }, Progress.NONE);
        assertTrue(between.stream().allMatch(Trajectory::isComplete));
    }

    @Test
    void aModelThatIsClosedWhileItWritesEndsTheWriting() {
        assertThrows(CancelledException.class,
                () -> workbench.write(study(TOKENS, EditStack.NONE), new WritingPlan(50, DRAWN), _ -> model.close(), Progress.NONE));
    }
}
