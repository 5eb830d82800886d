package org.diopter.views.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.diopter.views.cache.PolicyForm.Kind;
import org.diopter.views.cache.PolicyForm.Part;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.figure.ValueRange;
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
    void theOtherPoliciesHaveTheBudgetAndTheTimingOfTheFirst() {
        List<PolicyForm> others = OtherPolicies.forms(CacheExamples.look(0, 0, A2SF.withAlpha("0.5").withPrompt(Optional.of("5")), LOCAL).known());
        assertEquals(List.of(Kind.H2O, Kind.STREAMING, Kind.LESS, Kind.RANDOM), others.stream().map(PolicyForm::kind).toList(), "ideal has no timing");
        assertTrue(others.stream().allMatch(form -> form.prompt().equals(Optional.of("5"))));
        assertEquals("h2o:heavy=2,recent=1", others.getFirst().text());
        assertEquals("streaming:sink=2,recent=1", others.get(1).text());
        assertEquals("random:budget=3", others.getLast().text());
    }

    private static double mean(ChartSeries series) {
        return Arrays.stream(series.y()).average().orElseThrow();
    }

    private CacheModel.Look besideOthers(Kind... kinds) {
        CacheModel.Look look = CacheExamples.look(0, 0, A2SF, LOCAL);
        CacheExamples.show(model, look);
        List<PolicyForm> forms = OtherPolicies.forms(look.known()).stream().filter(form -> List.of(kinds).contains(form.kind())).toList();
        List<OtherPolicies.Other> all = forms.stream()
                .map(form -> new OtherPolicies.Other(form.kind(), CacheExamples.look(0, 0, form).known().outcomes().getFirst()))
                .toList();
        model.others().result().set(new OtherPolicies(look.known(), all, true));
        return look;
    }

    @Test
    void allPoliciesAreInOneTableAndOneChartAndWhatBoundsThemIsThin() {
        CacheModel.Look look = besideOthers(Kind.H2O, Kind.IDEAL, Kind.RANDOM);
        FigureTable table = PoliciesTable.of(look.known(), model.comparedWith());
        assertEquals(List.of("Full", "A2SF", "Local", "H2O", "Ideal", "Random"), table.rows().stream().map(row -> row.getFirst().text()).toList());
        assertEquals(List.of("1.00", "1.00", "0.000", "4"), table.rows().getFirst().subList(1, 5).stream().map(FigureTable.Entry::text).toList());
        assertEquals("–", table.rows().get(4).getLast().text(), "what takes keys back is no cache");
        ChartFigure chart = new CacheFigures(look).mass(CacheFigures.Of.MODEL, model.comparedWith()).orElseThrow();
        assertEquals(List.of("A2SF", "Local", "H2O", "Ideal", "Random"), chart.series().stream().map(ChartSeries::name).toList());
        assertEquals(List.of(Tint.MUTED, Tint.MUTED), chart.series().subList(3, 5).stream().map(ChartSeries::tint).toList());
        assertTrue(mean(chart.series().get(3)) > mean(chart.series().get(4)), "the keys that a query pays most to retain more than drawn ones");
    }

    @Test
    void othersAreNotShownBesideAnotherResultNorWhereTheyAreNotAskedFor() {
        besideOthers(Kind.H2O);
        assertEquals(1, model.comparedWith().size());
        model.compares().set(false);
        assertEquals(List.of(), model.comparedWith());
        model.compares().set(true);
        CacheExamples.show(model, CacheExamples.look(0, 0, LOCAL));
        assertEquals(List.of(), model.comparedWith());
    }

    @Test
    void bothMapsShareTheEndsOfFittedColours() {
        CacheExamples.show(model, CacheExamples.look(1, 2, A2SF, LOCAL));
        model.fit().set(true);
        ValueRange first = Objects.requireNonNull(model.figure(0).get()).range();
        assertEquals(first, Objects.requireNonNull(model.figure(1).get()).range());
        model.fit().set(false);
        assertEquals(0.4, Objects.requireNonNull(model.figure(0).get()).range().high());
        assertNotEquals(0.4, first.high());
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
