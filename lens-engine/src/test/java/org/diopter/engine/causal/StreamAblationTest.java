package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAblationTest {
    private static final int WIDTH = 10;
    private static final int POSITIONS = 7;

    private final FloatTensor stream = FloatTensor.of(SyntheticHead.numbers(new Random(1), POSITIONS * WIDTH, 1, 0), POSITIONS, WIDTH);
    private final float[] mean = SyntheticHead.numbers(new Random(2), WIDTH, 1, 0);
    private final List<float[]> directions = directions();

    private static List<float[]> directions() {
        List<float[]> directions = new ArrayList<>();
        for (double[] vector : StartVectors.random(3, WIDTH, 1)) {
            directions.add(Vectors.toFloats(vector));
        }
        return directions;
    }

    @Test
    void ablatingTheMeanLeavesTheMeansComponentsAndAllOtherComponents() {
        FloatTensor changed = apply(StreamAblation.of(directions, Ablation.MEAN, mean, 1, 0));
        for (int position = 1; position < POSITIONS; position++) {
            for (float[] v : directions) {
                assertEquals(component(v, mean), component(v, row(changed, position)), 1e-5);
            }
            assertEquals(0, Vectors.norm(outside(row(changed, position), row(stream, position))), 1e-5);
        }
    }

    /// What of the difference lies at right angles to the directions.
    private double[] outside(float[] a, float[] b) {
        double[] difference = Vectors.toDoubles(a);
        Vectors.add(-1, b, 0, difference);
        double[][] basis = directions.stream().map(Vectors::toDoubles).toArray(double[][]::new);
        Vectors.removeSpan(difference, basis, basis.length);
        return difference;
    }

    @Test
    void ablatingToZeroLeavesNoComponent() {
        FloatTensor changed = apply(StreamAblation.of(directions, Ablation.ZERO, mean, 1, 0));
        for (int position = 1; position < POSITIONS; position++) {
            assertEquals(0, component(directions.get(1), row(changed, position)), 1e-5);
        }
    }

    @Test
    void resamplingTakesTheComponentOfAnotherPosition() {
        FloatTensor changed = apply(StreamAblation.of(directions, Ablation.RESAMPLE, mean, 1, 5));
        int[] donors = Ablation.donors(POSITIONS - 1, 5);
        for (int i = 0; i < donors.length; i++) {
            float[] donor = row(stream, 1 + donors[i]);
            assertEquals(component(directions.get(2), donor), component(directions.get(2), row(changed, 1 + i)), 1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePositionBeforeTheFirstStaysAsItIs(Ablation ablation) {
        FloatTensor changed = apply(StreamAblation.of(directions, ablation, mean, 1, 0));
        assertArrayEquals(row(stream, 0), row(changed, 0));
    }

    @Test
    void strengthGoesFromNothingThroughAblatedToBeyond() {
        double before = component(directions.getFirst(), row(stream, 3));
        double whole = component(directions.getFirst(), mean) - before;
        for (double strength : new double[] {0.25, 1, 2.5}) {
            FloatTensor changed = apply(StreamAblation.of(directions, Ablation.MEAN, mean, strength, 0));
            assertEquals(before + strength * whole, component(directions.getFirst(), row(changed, 3)), 1e-5, "strength " + strength);
        }
    }

    @Test
    void strengthZeroChangesNoBit() {
        StreamAblation nothing = StreamAblation.of(directions, Ablation.MEAN, mean, 0, 0);
        assertEquals(true, nothing.changesNothing());
        assertArrayEquals(stream.toArray(), apply(nothing).toArray());
    }

    @Test
    void steeringPushesAlongEachDirection() {
        StreamAblation steered = new StreamAblation(pushes(List.of(0.0, 0.0, 0.0), List.of(2.0, 0.0, -3.0)), Ablation.MEAN, mean, Positions.ALL, 0);
        FloatTensor changed = apply(steered);
        for (int position = 1; position < POSITIONS; position++) {
            double[] expected = {2, 0, -3};
            for (int j = 0; j < 3; j++) {
                double step = component(directions.get(j), row(changed, position)) - component(directions.get(j), row(stream, position));
                assertEquals(expected[j], step, 1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "last", "2-4", "5", "6-99"})
    void onlyTheNamedPositionsChange(String positions) {
        Positions at = Positions.of(positions);
        FloatTensor changed = apply(new StreamAblation(pushes(List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0)), Ablation.RESAMPLE, mean, at, 5));
        FloatTensor everywhere = apply(StreamAblation.of(directions, Ablation.RESAMPLE, mean, 1, 5));
        for (int position = 0; position < POSITIONS; position++) {
            float[] expected = at.hold(position, POSITIONS) ? row(everywhere, position) : row(stream, position);
            assertArrayEquals(expected, row(changed, position), "position " + position);
        }
        assertEquals(positions.equals("5") ? "5-5" : positions, at.text());
    }

    @ParameterizedTest
    @CsvSource({"0-3, Position 0 stays", "0, Position 0 stays", "5-4, run backwards", "first, names no positions", "'', names no positions"})
    void positionsThatCannotBeAreRefused(String text, String problem) {
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> Positions.of(text));
        assertTrue(e.sentence().contains(problem), e.sentence());
    }

    @Test
    void theStreamItselfIsNotModified() {
        float[] before = stream.toArray();
        apply(StreamAblation.of(directions, Ablation.ZERO, mean, 1, 0));
        assertArrayEquals(before, stream.toArray());
    }

    @Test
    void aStreamOfOnePositionIsCopied() {
        FloatTensor one = stream.firstRows(1);
        FloatTensor into = FloatTensor.zeros(1, WIDTH);
        StreamAblation.of(directions, Ablation.RESAMPLE, mean, 1, 0).apply(one, into);
        assertArrayEquals(one.toArray(), into.toArray());
    }

    @Test
    void eachDirectionHasItsOwnStrength() {
        List<Double> strengths = List.of(0.0, 0.5, 1.5);
        FloatTensor changed = apply(new StreamAblation(pushes(strengths, List.of(0.0, 0.0, 1.0)), Ablation.MEAN, mean, Positions.ALL, 0));
        for (int j = 0; j < 3; j++) {
            double before = component(directions.get(j), row(stream, 3));
            double whole = component(directions.get(j), mean) - before;
            double expected = before + strengths.get(j) * whole + (j == 2 ? 1 : 0);
            assertEquals(expected, component(directions.get(j), row(changed, 3)), 1e-5, "direction " + j);
        }
    }

    private List<StreamAblation.Push> pushes(List<Double> strengths, List<Double> steering) {
        return IntStream.range(0, directions.size())
                .mapToObj(j -> new StreamAblation.Push(directions.get(j), strengths.get(j), steering.get(j)))
                .toList();
    }

    private FloatTensor apply(StreamAblation ablation) {
        FloatTensor into = FloatTensor.zeros(POSITIONS, WIDTH);
        ablation.apply(stream, into);
        return into;
    }

    private static float[] row(FloatTensor tensor, int position) {
        float[] row = new float[WIDTH];
        tensor.copyTo((long) position * WIDTH, row, 0, WIDTH);
        return row;
    }

    private static double component(float[] v, float[] h) {
        return Vectors.dot(v, 0, Vectors.toDoubles(h));
    }
}
