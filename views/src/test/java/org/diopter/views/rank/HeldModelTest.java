package org.diopter.views.rank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.AnswerKind;
import org.diopter.engine.laser.HeldAnswer;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.engine.laser.MatrixPart.Side;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

/// Three items: the cut corrects the second and breaks the third.
class HeldModelTest {
    private static final MatrixId DOWN = new MatrixId(3, MatrixKind.MLP_DOWN);
    private static final Reduction CUT = new Reduction(DOWN, new BigDecimal("0.5"));
    private static final Reduction OTHER = new Reduction(DOWN, new BigDecimal("0.25"));
    private static final HeldAnswer RIGHT = answer(AnswerKind.RIGHT, 1);
    private static final HeldAnswer GENERIC = answer(AnswerKind.GENERIC, -0.5);

    private final SearchModel search = new SearchModel();
    private final HeldModel model = search.held();

    private static HeldAnswer answer(AnswerKind kind, double cosine) {
        return new HeldAnswer(new int[] {7, 8}, new double[] {-0.1, -3}, 7, kind, cosine);
    }

    private static HeldAnswers answers(List<HeldAnswer> cut) {
        HeldPlan plan = new HeldPlan(CUT.edit(), List.of(new BigDecimal("0.25"), BigDecimal.ONE));
        Map<MatrixPart, List<HeldAnswer>> parts = new LinkedHashMap<>();
        for (MatrixPart part : plan.parts(16)) {
            parts.put(part, part.side() == Side.TOP ? List.of(RIGHT, RIGHT, GENERIC) : List.of(GENERIC, GENERIC, GENERIC));
        }
        return new HeldAnswers(plan, new int[] {10, 11, 12}, List.of(RIGHT, GENERIC, RIGHT), cut, parts);
    }

    private void know(HeldAnswers answers) {
        search.selected().set(CUT);
        model.phase().set(new HeldPhase.Answered(CUT, answers, new Words()));
    }

    private static HeldAnswers oneIsCorrected() {
        return answers(List.of(RIGHT, RIGHT, GENERIC));
    }

    @Test
    void answersAreShownForTheSettingTheyBelongTo() {
        know(oneIsCorrected());
        assertTrue(model.answers().isPresent());
        search.selected().set(OTHER);
        assertInstanceOf(HeldPhase.Unasked.class, model.shown());
        assertEquals(Optional.empty(), model.place());
        assertEquals(List.of(), model.lines());
        search.selected().set(CUT);
        assertTrue(model.answers().isPresent(), "they are kept until another setting is asked about");
    }

    @Test
    void onlyCorrectedItemsCountWhereThatIsWanted() {
        know(oneIsCorrected());
        assertArrayEquals(new int[] {0, 1, 2}, model.places());
        model.corrected().set(true);
        assertArrayEquals(new int[] {1}, model.places());
        assertEquals(Optional.of(1), model.place());
    }

    @Test
    void aSettingThatCorrectsNothingShowsAllItems() {
        model.corrected().set(true);
        know(answers(List.of(RIGHT, GENERIC, GENERIC)));
        assertFalse(model.onlyCorrected());
        assertArrayEquals(new int[] {0, 1, 2}, model.places());
    }

    @Test
    void stepsStayWithinTheItemsThatCount() {
        know(oneIsCorrected());
        model.step(-1);
        assertEquals(0, model.index().get());
        model.step(2);
        assertEquals(Optional.of(2), model.place());
        model.step(1);
        assertEquals(2, model.index().get());
        model.corrected().set(true);
        assertEquals(0, model.index().get(), "another choice of items begins with the first");
    }

    @Test
    void aLineHasBothEndsOfTheSpectrum() {
        know(oneIsCorrected());
        List<HeldModel.Line> lines = model.lines();
        assertEquals(List.of(new BigDecimal("0.25"), BigDecimal.ONE), lines.stream().map(HeldModel.Line::share).toList());
        assertEquals(AnswerKind.RIGHT, lines.getFirst().top().kind());
        assertEquals(AnswerKind.GENERIC, lines.getFirst().tail().kind());
    }

    @Test
    void theCosineIsTheMeanOfTheItemsThatCountOnATrueAxis() {
        ChartFigure all = new HeldChart(oneIsCorrected(), new int[] {0, 1, 2}, "all").cosine(new Sheet(Palette.LIGHT, 400, 300), MadeUp.grid().provenance());
        ChartSeries top = all.series().getFirst();
        assertArrayEquals(new double[] {25, 100}, top.x());
        assertArrayEquals(new double[] {0.5, 0.5}, top.y(), 1e-12);
        assertEquals(-1, all.y().range().low());
        assertEquals(1, all.y().range().high());
    }

    @Test
    void theKindsOfAnswersAddUpToAll() {
        ChartFigure kinds = new HeldChart(oneIsCorrected(), new int[] {0, 1, 2}, "all").kinds(new Sheet(Palette.LIGHT, 400, 300), MadeUp.grid().provenance());
        assertEquals(6, kinds.series().size());
        assertEquals(100, kinds.series().stream().limit(3).mapToDouble(series -> series.y()[0]).sum(), 1e-9);
    }
}
