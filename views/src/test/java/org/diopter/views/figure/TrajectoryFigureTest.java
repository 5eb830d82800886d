package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.SyntheticTrajectories;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.TrajectoryFigure.CellState;
import org.junit.jupiter.api.Test;

final class TrajectoryFigureTest {
    private final TrajectoryFigure figure = Examples.capitals(Palette.LIGHT, 950, 432);

    @Test
    void fixedRangesAreThoseOfTheGuide() {
        assertEquals(ValueRange.of(0, 1), shown(Statistic.MAX_PROBABILITY).range());
        assertEquals(ValueRange.of(0, Math.log(30)), shown(Statistic.ENTROPY).range());
        assertEquals(ValueRange.upTo(6), shown(Statistic.KL_TO_FINAL).range());
        assertEquals(new ValueRange(1, 30, ValueRange.Scale.LOG, false, false), shown(Statistic.RANK_OF_FINAL).range());
        assertEquals(ValueRange.upTo(12), shown(Statistic.CROSS_ENTROPY).range());
        assertEquals(ValueRange.upTo(2), shown(Statistic.CHANGE).range());
        assertEquals(ValueRange.of(0, Math.log(2)), shown(Statistic.JENSEN_SHANNON).range());
        assertEquals(ValueRange.of(0, 1), shown(Statistic.TOTAL_VARIATION).range());
    }

    @Test
    void bitsChangeNumbersAndNoColours() {
        TrajectoryFigure nats = shown(Statistic.KL_TO_FINAL);
        TrajectoryFigure bits = nats.with(nats.look().withUnit(Unit.BITS));
        assertEquals(nats.value(2, 5) / Math.log(2), bits.value(2, 5), 1e-9);
        assertEquals(nats.range().fraction(nats.value(2, 5)), bits.range().fraction(bits.value(2, 5)), 1e-9);
        assertEquals("top-1 token and KL to final in bits", bits.subtitle());
    }

    @Test
    void itsMeanIsThatOfAllItsCellsWithTheUnit() {
        TrajectoryFigure surprisal = shown(Statistic.CROSS_ENTROPY);
        double sum = 0;
        for (int row = 0; row < 9; row++) {
            for (int position = 0; position < 12; position++) {
                sum += surprisal.value(row, position);
            }
        }
        assertEquals(Numbers.divergence(sum / (9 * 12)) + " nats", surprisal.mean().orElseThrow(), "the last position has no next token");
        assertTrue(figure.mean().orElseThrow().endsWith(" %"));
    }

    @Test
    void theSubtitleNamesTokensOnlyWhereTheyAreWritten() {
        assertEquals("top-1 token and its probability in %", figure.subtitle());
        TrajectoryFigure small = Examples.capitals(Palette.LIGHT, 300, 200);
        assertEquals("probability of the top-1 token", small.subtitle());
        assertTrue(small.caption().endsWith(" Colour is the probability of the top-1 token."), small.caption());
        assertEquals("entropy in nats", small.with(small.look().withQuantity(new Quantity.OfCell(Statistic.ENTROPY))).subtitle());
    }

    @Test
    void whatHasNoMeaningIsUndefinedAndNoFault() {
        TrajectoryFigure surprisal = shown(Statistic.CROSS_ENTROPY);
        assertEquals(CellState.UNDEFINED, surprisal.state(3, 12));
        assertEquals(CellState.VALUE, surprisal.state(3, 11));
        TrajectoryFigure change = shown(Statistic.CHANGE);
        assertEquals(CellState.UNDEFINED, change.state(0, 4));
        assertEquals(CellState.VALUE, change.state(1, 4));
    }

    @Test
    void aValueThatIsNotFiniteIsAFault() {
        Trajectory broken = SyntheticTrajectories.withValue(figure.trajectory(), Statistic.ENTROPY, 5, 9, Float.NaN);
        TrajectoryFigure entropy = Examples.figure(broken, Examples.TOKENIZER, Palette.LIGHT, 900, 400);
        entropy = entropy.with(entropy.look().withQuantity(new Quantity.OfCell(Statistic.ENTROPY)));
        assertEquals(CellState.NOT_FINITE, entropy.state(5, 9));
        assertEquals(CellState.VALUE, entropy.state(5, 8));
    }

    @Test
    void columnsThatWereNotReadAreNotComputed() {
        BitSet known = new BitSet();
        known.set(12);
        TrajectoryFigure partial = partial(known);
        assertEquals(CellState.NOT_COMPUTED, partial.state(8, 3));
        assertEquals(CellState.VALUE, partial.state(8, 12));
        assertEquals(9, partial.values().length);
        assertTrue(partial.describe(new Cell(2, 3)).endsWith("not computed."));
    }

    @Test
    void aChosenTokenIsDefinedWhereItIsTracked() {
        int rome = Examples.TOKENIZER.id(" Rome");
        Quantity quantity = new Quantity.OfToken(rome, TokenLabels.label(rome, Optional.of(Examples.TOKENIZER)));
        TrajectoryFigure chosen = figure.with(figure.look().withQuantity(quantity));
        assertEquals(CellState.VALUE, chosen.state(0, 12));
        assertEquals(Math.exp(figure.trajectory().trackedLogProbability(8, 12, rome)), chosen.value(8, 12), 1e-9);
        assertEquals(CellState.UNDEFINED, chosen.state(0, 1));
        assertEquals("Probability of ␣Rome", quantity.title());
    }

    @Test
    void fitLooksAtKnownCellsOfShownRows() {
        TrajectoryFigure fit = figure.with(figure.look().withRange(RangeMode.FIT).withStride(100));
        assertEquals(2 * 13, fit.values().length);
        assertTrue(fit.range().low() > 0 && fit.range().high() < 1, () -> fit.range().describe());
    }

    @Test
    void aLockedRangeStays() {
        ValueRange range = ValueRange.of(0.2, 0.4);
        assertEquals(range, figure.with(figure.look().withRange(new RangeMode.Locked(range))).range());
    }

    @Test
    void aCellIsDescribedInWords() {
        String words = figure.describe(new Cell(8, 12));
        assertTrue(words.startsWith("Layer 8, position 12 after ‘ is’: ‘ Rome’ 99."), words);
        assertTrue(words.matches(".* per cent, entropy \\d\\.\\d\\d nats\\."), words);
        assertTrue(figure.describe(new Cell(0, 0)).startsWith("Layer emb, position 0 after ‘⟨eot⟩’"));
    }

    @Test
    void aCellOfAnEditedRunIsDescribedWithABesideItAndItsPlaceInTheCone() {
        CausalCone cone = new CausalCone(List.of(new CausalCone.Place(4, 10)));
        TrajectoryFigure edited = figure.with(new Comparison(cone, Optional.of(figure.trajectory()), false));
        String words = edited.describe(new Cell(8, 12));
        assertTrue(words.matches(".*nats; in A ‘ Rome’ 99\\.\\d per cent, inside the cone\\."), words);
        assertTrue(edited.describe(new Cell(3, 12)).endsWith(", outside the cone."), edited.describe(new Cell(3, 12)));
        TrajectoryFigure difference = figure.with(new Comparison(cone, Optional.of(figure.trajectory()), true));
        assertTrue(difference.describe(new Cell(8, 12)).contains("per cent, B − A · pp, inside"), difference.describe(new Cell(8, 12)));
    }

    @Test
    void theTableHasARowForEveryCell() {
        FigureTable table = shown(Statistic.KL_TO_FINAL).table();
        assertEquals(List.of("position", "input", "input id", "layer", "top-1", "top-1 id", "probability", "KL to final (nats)"), table.headers());
        assertEquals(13 * 9, table.rows().size());
        List<FigureTable.Entry> last = table.rows().getLast();
        assertEquals(Integer.toString(Examples.TOKENIZER.id(" is")), last.get(2).exact());
        assertEquals("emb", table.rows().getFirst().get(3).text());
        assertEquals("0", table.rows().getFirst().get(3).exact());
    }

    @Test
    void csvHasNumbersInFullAndQuotesWhereNeeded() {
        String csv = TableFormat.CSV.write(figure.table());
        String[] lines = csv.split("\r\n");
        assertEquals("position,input,input id,layer,top-1,top-1 id,probability", lines[0]);
        assertEquals(1 + 13 * 9, lines.length);
        assertTrue(csv.contains("\",\""), "a comma is quoted");
        float probability = figure.trajectory().value(Statistic.MAX_PROBABILITY, 8, 12);
        assertTrue(lines[lines.length - 1].endsWith("," + (double) probability), lines[lines.length - 1]);
    }

    @Test
    void theCaptionNamesModelLensAndPrompt() {
        String caption = figure.caption();
        assertTrue(caption.contains("almanac-8m") && caption.contains("logit lens") && caption.contains("Italy is”"), caption);
    }

    @Test
    void provenanceIsALineInTheAgreedOrder() {
        assertEquals(
                "diopter 0.1.0; model almanac-8m sha256 9f2c41d8; lens logit lens; prompt sha256 77e1b2c3, 13 tokens; edits none; "
                        + "statistic Probability of top-1, 0 to 1; cache none; seed 42; provider CPU, float32; 2026-11-25T12:00:00Z",
                figure.provenance().line(figure.statistic(), false));
        assertTrue(figure.provenance().line(figure.statistic(), true).endsWith("float32"));
    }

    private TrajectoryFigure shown(Statistic statistic) {
        return figure.with(figure.look().withQuantity(new Quantity.OfCell(statistic)));
    }

    private static TrajectoryFigure partial(BitSet known) {
        Trajectory trajectory = SyntheticTrajectories.of(Examples.capitalTokens(), Examples.capitalFinals(), 8, Examples.TOKENIZER.size(), known, 7);
        return Examples.figure(trajectory, Examples.TOKENIZER, Palette.LIGHT, 900, 400);
    }
}
