package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyRecordsTest {
    private static final ModelReference MODEL = new ModelReference("bundled", "almanac-8m", "7708");
    private static final Input INPUT = new Input("a \"b\" \n 東京", List.of(0, 5));
    private static final EngineChoice ENGINE = new EngineChoice("cpu", 2, -3);
    private static final Paper PAPER = new Paper(88, 600, "dark", true);

    private static final FileReference FILE = new FileReference("/a/text.txt", "ab12");
    private static final StudyText TEXT = new StudyText(List.of(FILE, FILE), false);
    private static final LensReference LENS = new LensReference("/a/lens", "cd34");

    static Stream<RecordedStudy> studies() {
        return Stream.of(
                new LensStudy(MODEL, INPUT, "logit", List.of(0, 4), 7, List.of(5), "bits", ENGINE),
                new LensStudy(MODEL, new Input(null, List.of(1)), "logit", List.of(), 1, List.of(), "nats", ENGINE),
                new TrajectoryFigureStudy(MODEL, INPUT, "logit", "next-rank", List.of(1), 2, List.of(), true, "grey", "1:1e3", "nats", PAPER, ENGINE),
                new CurvesFigureStudy(MODEL, INPUT, "logit", List.of(), 1, List.of(5), PAPER, ENGINE),
                new AttentionFigureStudy(MODEL, INPUT, 3, 2, "tide", "fit", PAPER, ENGINE),
                new BasisStudy(MODEL, new BasisChoice(LENS, 4, 10, "mean", 256, 1, TEXT, null), ENGINE),
                new BasisFigureStudy(MODEL, new BasisChoice(new LensReference("logit", null), 0, 1, "zero", 2, 0, null, FILE), PAPER, ENGINE),
                new FidelityFigureStudy(MODEL, new BasisChoice(LENS, 4, 10, "resample", 256, 1, TEXT, null), PAPER, ENGINE),
                new AlignStudy(MODEL, LENS, TEXT, 256, 0, ENGINE),
                new CheckStudy(MODEL, ENGINE),
                new BenchStudy(null, List.of(10, 25), null, ENGINE),
                new BenchStudy(MODEL, List.of(10), "peers.json", ENGINE),
                new ModelsStudy(List.of("x"), ENGINE));
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
