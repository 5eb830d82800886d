package org.diopter.views.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.SyntheticTrajectories;
import org.diopter.views.edits.Changes;
import org.diopter.views.figure.CausalCone;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

class CompareModelTest {
    private static final Findings A = MadeUp.findings(Words.PROMPT);
    private static final Findings B = MadeUp.findings("The capital of Italy is Rome. The capital of France is");
    private static final int ROWS = A.trajectory().rows();
    private static final int POSITIONS = A.trajectory().positions();

    private final CompareModel model = new CompareModel();

    private static ComparedPair pair(int row, int position, float by) {
        return new ComparedPair(A, B, Optional.of(SyntheticTrajectories.oneDifference(ROWS, POSITIONS, row, position, Words.id(" Rome"), by)),
                CausalCone.NONE);
    }

    private TrajectoryFigure difference() {
        return Objects.requireNonNull(model.figureDifference().get());
    }

    @Test
    void theFirstSelectionIsTheOutputAfterTheLastToken() {
        model.pair().set(pair(2, 3, 0.2f));
        assertEquals(new Cell(ROWS - 1, POSITIONS - 1), model.selected().get());
    }

    @Test
    void ofProbabilitiesTheThirdGridNamesTheTokenThatMovesMost() {
        model.pair().set(pair(2, 3, 0.2f));
        TrajectoryFigure figure = difference();
        assertEquals(0.2, figure.value(2, 3), 1e-6);
        assertTrue(figure.describe(new Cell(2, 3)).contains("Rome’ changes most, by +20.0 points"), figure.describe(new Cell(2, 3)));
        assertTrue(figure.table().headers().contains("changes most"));
    }

    @Test
    void ofOtherStatisticsTheThirdGridShowsTheirChange() {
        model.pair().set(pair(2, 3, 0.2f));
        model.change(look -> look.withQuantity(new Quantity.OfCell(Statistic.ENTROPY)));
        double before = A.trajectory().value(Statistic.ENTROPY, 2, 3);
        double after = B.trajectory().value(Statistic.ENTROPY, 2, 3);
        assertEquals(after - before, difference().value(2, 3), 1e-6);
    }

    @Test
    void fittedColoursOfBothGridsGoOverOneRange() {
        model.pair().set(pair(2, 3, 0.2f));
        model.change(look -> look.withRange(RangeMode.FIT).withQuantity(new Quantity.OfCell(Statistic.KL_TO_FINAL)));
        TrajectoryFigure a = Objects.requireNonNull(model.figureA().get());
        TrajectoryFigure b = Objects.requireNonNull(model.figureB().get());
        assertEquals(a.range(), b.range());
        assertInstanceOf(RangeMode.Locked.class, a.look().range());
    }

    @Test
    void onlyCellsThatDifferAreListedTheLargestFirst() {
        model.pair().set(pair(2, 3, 0.2f));
        assertEquals(List.of(new Cell(2, 3)), model.changes().get().stream().map(Change::cell).toList());
        Change change = model.changes().get().getFirst();
        assertEquals(Words.id(" Rome"), change.token());
        assertEquals(0.04, change.js(), 1e-6);
        assertEquals(1, Change.differing(pair(2, 3, 0.2f)));
    }

    @Test
    void pinningMakesTheStudyAAndTheStackB() {
        NamedStudy kept = new NamedStudy("before", A.study(), Words.PROMPT);
        model.b().set(new Subject.Baseline());
        model.pinAsA(kept);
        model.pinAsA(kept);
        assertEquals(List.of(kept), model.pinned());
        assertEquals(new Subject.Pinned(kept), model.a().get());
        assertEquals(new Subject.Stack(), model.b().get());
    }

    @Test
    void swappingExchangesBothSides() {
        model.swap();
        assertEquals(new Subject.Stack(), model.a().get());
        assertEquals(new Subject.Baseline(), model.b().get());
    }

    @Test
    void withoutAPairThereIsNoFigure() {
        model.pair().set(pair(2, 3, 0.2f));
        model.pair().set(null);
        assertNull(model.figureA().get());
        assertNull(model.figureDifference().get());
        assertEquals(List.of(), model.changes().get());
    }

    @Test
    void bothSidesRunInPartsAsSoonAsOneOfThemHasAPolicy() {
        Changes plain = Changes.of(EditStack.parse(List.of("skip:block=3,part=mlp")));
        Changes policy = new Changes(EditStack.parse(List.of("rank:block=1,matrix=mlp.down,rho=0.2")), CacheUse.streaming(CachePolicy.parse("local:recent=4")));
        assertEquals(new Changes(EditStack.parse(List.of("skip:block=3,part=mlp", "rank:block=1,matrix=mlp.down,rho=1")), CacheUse.FULL_IN_PARTS),
                plain.alike(policy));
        assertEquals(policy, policy.alike(plain));
        assertEquals(plain, plain.alike(Changes.NONE));
    }

    @Test
    void meansOfTheLayersSkipCellsWithoutAValue() {
        model.pair().set(pair(2, 3, 0.2f));
        model.change(look -> look.withQuantity(new Quantity.OfCell(Statistic.CROSS_ENTROPY)));
        TrajectoryFigure a = Objects.requireNonNull(model.figureA().get());
        LayerMeans means = LayerMeans.of("mean", a, LayerMeans.largest(a));
        double sum = 0;
        for (int position = 0; position < POSITIONS - 1; position++) {
            sum += A.trajectory().value(Statistic.CROSS_ENTROPY, 4, position);
        }
        assertEquals(sum / (POSITIONS - 1), means.lines().get(4).share() * LayerMeans.largest(a), 1e-6);
        LayerMeans apart = LayerMeans.divergence("JS", a, pair(2, 3, 0.2f).difference().orElseThrow());
        assertEquals(1, apart.lines().get(2).share(), 1e-9);
        assertEquals("0", apart.lines().get(1).text());
    }

    @Test
    void differentTokensAreCounted() {
        assertEquals(3, pair(2, 3, 0.2f).differentTokens());
    }
}
