package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.cache.less.LessRecipe;
import org.diopter.views.cache.HeadValuesMap;
import org.diopter.views.cache.PolicyStatistic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyRecordsTest {
    private static final ModelReference MODEL = new ModelReference("bundled", "almanac-8m", "7708");
    private static final Input INPUT = new Input("a \"b\" \n 東京", List.of(0, 5));
    private static final EngineChoice ENGINE = new EngineChoice("cpu", 2, -3);
    private static final String REDUCTION = "rank:block=3,matrix=mlp.down,rho=0.1";
    private static final EditChoice EDITED = new EditChoice(List.of("skip:block=1,part=mlp", REDUCTION), List.of());
    private static final EditChoice COMPARED = new EditChoice(List.of(REDUCTION), List.of("none"));
    private static final TaskChoice TASK = new TaskChoice("facts.jsonl", "00", "jsonl", "classification", 12);
    private static final SearchChoice SEARCH = new SearchChoice(
            TASK, List.of("mlp.in"), List.of(0, 3), List.of(new BigDecimal("0.5"), new BigDecimal("0.01")), "randomised", new BigDecimal("0.25"), true, true, 16,
            new SearchExtras(List.of(TASK), new PriceText(new StudyText(List.of(new FileReference("/a", "b")), false), 10), true));
    private static final HeldChoice HELD = new HeldChoice(REDUCTION, List.of(new BigDecimal("0.1"), BigDecimal.ONE), "a", "b", null);
    private static final Paper PAPER = new Paper(88, 600, "dark", true);

    private static final FileReference FILE = new FileReference("/a/text.txt", "ab12");
    private static final StudyText TEXT = new StudyText(List.of(FILE, FILE), false);
    private static final LensReference LENS = new LensReference("/a/lens", "lens", "cd34");
    private static final LensReference LOGIT = LensReference.LOGIT_LENS;

    private static final CacheChoice CACHE = new CacheChoice("a2sf:alpha=0.1,ratio=0.2", 12, null);
    private static final CacheText PIECES = new CacheText(null, TEXT, 256, 3);
    private static final EditChoice UNDER_POLICY = new EditChoice(List.of(REDUCTION), List.of("none"), CACHE, CacheChoice.FULL);

    static Stream<RecordedStudy> studies() {
        return Stream.of(
                new LensStudy(MODEL, INPUT, LOGIT, EditChoice.NONE, List.of(0, 4), 7, List.of(5), "bits", ENGINE),
                new LensStudy(MODEL, new Input(null, List.of(1)), LOGIT, COMPARED, List.of(), 1, List.of(), "nats", ENGINE),
                new TrajectoryFigureStudy(
                        MODEL, INPUT, LOGIT, EDITED, false, "next-rank", List.of(1), 2, List.of(), true, "grey", "1:1e3", "nats", PAPER, ENGINE),
                new TrajectoryFigureStudy(
                        MODEL, INPUT, LOGIT, COMPARED, true, "kl", List.of(), 1, List.of(), false, "shift", "fit", "nats", PAPER, ENGINE),
                new CurvesFigureStudy(MODEL, INPUT, LOGIT, COMPARED, List.of(), 1, List.of(5), PAPER, ENGINE),
                new AttentionFigureStudy(MODEL, INPUT, EDITED, 3, 2, "tide", "fit", PAPER, ENGINE),
                new LaserStudy(MODEL, REDUCTION, INPUT, null, new PriceText(TEXT, 9), 3, "bits", ENGINE),
                new LaserStudy(MODEL, REDUCTION, null, TASK, null, 3, "nats", ENGINE),
                new LaserSearchStudy(MODEL, SEARCH, "bits", ENGINE),
                new HeldStudy(MODEL, HELD, ENGINE),
                new HeldFigureStudy(MODEL, new HeldChoice(REDUCTION, List.of(new BigDecimal("0.1")), null, null, TASK), "corrected", "kinds", PAPER, ENGINE),
                new SpectrumFigureStudy(MODEL, REDUCTION, PAPER, ENGINE),
                new SearchFigureStudy(MODEL, SEARCH, null, "map", PAPER, ENGINE),
                new SearchFigureStudy(MODEL, SEARCH, "mlp.in", "lines", PAPER, ENGINE),
                new BasisStudy(MODEL, new BasisChoice(LENS, 4, 10, "mean", 256, 1, TEXT, null), ENGINE),
                new BasisFigureStudy(MODEL, new BasisChoice(LOGIT, 0, 1, "zero", 2, 0, null, FILE), PAPER, ENGINE),
                new FidelityFigureStudy(MODEL, new BasisChoice(LENS, 4, 10, "resample", 256, 1, TEXT, null), PAPER, ENGINE),
                new GenerateStudy(MODEL, INPUT, EditChoice.NONE, 9, 0.7, 40, 0.9, ENGINE),
                new AlignStudy(MODEL, LENS, TEXT, 256, 0, ENGINE),
                new TrainStudy(MODEL, TEXT, 64, "fast", List.of(1), 9, 1.5, 0.5, true, "bits", ENGINE),
                new TrainStudy(MODEL, TEXT, 64, "paper", List.of(), 9, null, 1, false, "nats", ENGINE),
                new EvalStudy(MODEL, LENS, TEXT, 64, true, false, "bits", ENGINE),
                new AnomalyStudy(MODEL, LENS, FILE, FILE, ENGINE),
                new DepthStudy(MODEL, LENS, INPUT, ENGINE),
                new DifficultyStudy(MODEL, LENS, FILE, null, ENGINE),
                new DepthStripFigureStudy(MODEL, INPUT, LENS, true, PAPER, ENGINE),
                new LensTrainingFigureStudy(MODEL, LENS, FILE, "layers", "bits", PAPER, ENGINE),
                new LensStudy(MODEL, INPUT, LOGIT, UNDER_POLICY, List.of(), 7, List.of(), "nats", ENGINE),
                new EvictionFigureStudy(MODEL, INPUT, UNDER_POLICY, 3, 2, "tide", "fit", PAPER, ENGINE),
                new CacheStudy(MODEL, PIECES, List.of(CACHE, CacheChoice.FULL), List.of(REDUCTION), new HeadChoice("both", "perplexity"), true, TASK, 1, 7, "nats", ENGINE),
                new CacheStudy(MODEL, new CacheText(INPUT, null, 0, 1), List.of(CACHE), List.of(), null, false, null, 0, 0, "bits", ENGINE),
                new HeadPoliciesFigureStudy(
                        MODEL, PIECES, CACHE, new HeadChoice("budget", "mass"), HeadValuesMap.Value.ALPHA, List.of(), PAPER, ENGINE),
                new PolicyFigureStudy(
                        MODEL, PolicyFigureStudy.Kind.BY_STEP, PIECES, List.of(CACHE), List.of(REDUCTION), PolicyStatistic.COSINE_IDEAL, "nats", PAPER, ENGINE),
                new TrainLessStudy(MODEL, PIECES, "h2o:ratio=0.2", List.of(1), new LessRecipe(64, 8, 20, 2, 1e-3, 0.3), ENGINE),
                new SweepStudy(
                        MODEL,
                        new SweepChoice(
                                List.of(INPUT), List.of(TEXT), 64, 2, List.of(TASK), List.of(LOGIT, LENS), List.of(List.of(), List.of(REDUCTION)),
                                List.of(CacheChoice.FULL, CACHE), List.of(0, 8), List.of(5)),
                        "bits",
                        ENGINE),
                new CheckStudy(MODEL, ENGINE),
                new GpuStudy(ENGINE),
                new BenchStudy(null, List.of(10, 25), null, ENGINE),
                new BenchStudy(MODEL, List.of(10), "peers.json", ENGINE),
                new ModelsStudy(List.of("x"), ENGINE),
                new PullStudy("org/name", "space", "main", List.of("lens/*"), true, ENGINE));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void aStudyIsReadAsItWasWritten(RecordedStudy study) {
        assertEquals(study, Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(study), RecordedStudy.class));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void anotherEngineChangesNothingElse(RecordedStudy study) {
        EngineChoice other = new EngineChoice("auto", 1, 9);
        assertEquals(other, study.with(other).engine());
        assertEquals(study, study.with(other).with(ENGINE));
    }
}
