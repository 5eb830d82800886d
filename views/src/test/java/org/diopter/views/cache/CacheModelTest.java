package org.diopter.views.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.diopter.views.cache.PolicyForm.Kind;
import org.diopter.views.cache.PolicyForm.Part;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.testing.MadeUp;
import org.junit.jupiter.api.Test;

class CacheModelTest {
    private static final PolicyForm A2SF = PolicyForm.INITIAL.byShare(false).with(Part.HEAVY, "3").with(Part.RECENT, "0");
    private static final PolicyForm LOCAL = PolicyForm.INITIAL.with(Kind.LOCAL).byShare(false).with(Part.RECENT, "3");

    private final CacheModel model = new CacheModel();

    @Test
    void eachSideHasAMapThatNamesItsPolicy() {
        CacheExamples.show(model, CacheExamples.look(1, 2, A2SF, LOCAL));
        EvictionFigure second = Objects.requireNonNull(model.figure(1).get());
        assertEquals("local:recent=3, streaming", second.policy());
        assertEquals("local:recent=3, streaming", second.provenance().cache());
        assertEquals(new EvictionFigure.Place(1, 2), Objects.requireNonNull(model.figure(0).get()).place());
    }

    @Test
    void withoutASecondPolicyThereIsNoSecondMap() {
        CacheExamples.show(model, CacheExamples.look(0, 0, A2SF));
        assertNotNull(model.figure(0).get());
        assertNull(model.figure(1).get());
        assertEquals(List.of(), model.records(1));
    }

    @Test
    void headsFollowEachOtherOverTheEndsOfBlocks() {
        CacheExamples.show(model, CacheExamples.look(0, 0, A2SF));
        model.stepHead(-1);
        assertEquals(0, model.head().get());
        model.stepHead(MadeUp.HEADS);
        assertEquals(1, model.block().get());
        assertEquals(0, model.head().get());
        model.lookAt(99, 99);
        assertEquals(MadeUp.LAYERS - 1, model.block().get());
        assertEquals(MadeUp.HEADS - 1, model.head().get());
    }

    @Test
    void stepsEndWhereTheTextEnds() {
        CacheExamples.show(model, CacheExamples.look(0, 0, A2SF));
        model.goTo(1000);
        assertEquals(model.steps() - 1, model.query().get());
        model.goTo(-1);
        assertEquals(0, model.query().get());
    }

    @Test
    void aQuerySeesTheBudgetAndItsOwnKeyAndTheLowestRankedLeaves() {
        CacheModel.Look look = CacheExamples.look(0, 1, A2SF);
        KeyRanking ranking = KeyRanking.of(look.seen().getFirst(), 6);
        assertTrue(ranking.byScore());
        assertEquals(4, ranking.kept().size());
        assertEquals(3, ranking.evicted().size());
        assertEquals(List.of(false, false, false, true), ranking.kept().stream().map(KeyRanking.Row::leaves).toList());
        assertFalse(ranking.evicted().stream().anyMatch(row -> ranking.keeps(row.key())));
    }

    @Test
    void theTextShowsWhatHasBeenReadAndLeavesEvictedTokensWithoutAColour() {
        TokenStripFigure text = new CacheFigures(CacheExamples.look(0, 0, LOCAL)).text(0, 7, 6);
        assertEquals(7, text.tokens().size());
        for (int key = 0; key <= 6; key++) {
            assertEquals(key < 3, Double.isNaN(text.values()[key]), "key " + key);
        }
    }

    @Test
    void everythingIsRetainedUntilTheBudgetIsFull() {
        ChartFigure chart = new CacheFigures(CacheExamples.look(2, 0, A2SF, LOCAL)).mass(CacheFigures.Of.HEAD, List.of()).orElseThrow();
        assertEquals(2, chart.series().size());
        double[] mass = chart.series().getFirst().y();
        assertEquals(1, mass[3], 1e-6);
        assertTrue(mass[6] < 1, "mass " + mass[6]);
        assertNotEquals(chart.series().getLast().y()[6], mass[6]);
    }

    @Test
    void blocksAreListedFromTheHighestDownWithTheMassOfBothPolicies() {
        FigureTable blocks = BlockTable.of(CacheExamples.look(0, 0, A2SF, LOCAL), 5);
        assertEquals(MadeUp.LAYERS, blocks.rows().size());
        assertEquals(5, blocks.headers().size());
        assertEquals(Integer.toString(MadeUp.LAYERS - 1), blocks.rows().getFirst().getFirst().text());
    }

    @Test
    void nothingIsLeftOfAnotherModel() {
        CacheExamples.show(model, CacheExamples.look(0, 0, A2SF));
        model.clear();
        assertEquals(0, model.steps());
        assertNull(model.figure(0).get());
    }
}
