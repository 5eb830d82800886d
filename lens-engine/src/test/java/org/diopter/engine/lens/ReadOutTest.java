package org.diopter.engine.lens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.CancelledException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The read-out of a tiny random model, against the definitions written down plainly in double over the model's own logits.
class ReadOutTest {
    private static final int VOCABULARY = 112;

    private final TinyModel model = TinyModel.family("llama");
    private final LensReader reader = new LensReader(model);
    private final Residuals residuals = reader.residuals(model.reference().tokens("p1/input_ids"));

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void everyStatisticFollowsItsDefinition() {
        Trajectory trajectory = reader.read(residuals, 5, List.of());
        double[][][] q = distributions();
        int last = residuals.lastLayer();
        for (int position = 0; position < residuals.tokens().length(); position++) {
            double[] p = q[last][position];
            int best = order(p)[0];
            for (int layer = 0; layer <= last; layer++) {
                double[] at = q[layer][position];
                String where = "layer " + layer + ", position " + position;
                assertEquals(Arrays.stream(at).max().orElseThrow(), trajectory.value(Statistic.MAX_PROBABILITY, layer, position), 1e-6, where);
                assertEquals(entropy(at), trajectory.value(Statistic.ENTROPY, layer, position), 1e-5, where);
                assertEquals(divergence(p, at), trajectory.value(Statistic.KL_TO_FINAL, layer, position), 2e-5, where);
                assertEquals(jensenShannon(p, at), trajectory.value(Statistic.JENSEN_SHANNON, layer, position), 1e-5, where);
                assertEquals(variation(p, at), trajectory.value(Statistic.TOTAL_VARIATION, layer, position), 1e-6, where);
                assertEquals(rank(at, best), trajectory.value(Statistic.RANK_OF_FINAL, layer, position), where);
                double change = layer == 0 ? Double.NaN : divergence(at, q[layer - 1][position]);
                assertEquals(change, trajectory.value(Statistic.CHANGE, layer, position), 2e-5, where);
                int[] order = order(at);
                for (int k = 0; k < 5; k++) {
                    assertEquals(order[k], trajectory.topId(layer, position, k), where);
                    assertEquals(Math.log(at[order[k]]), trajectory.topLogProbability(layer, position, k), 1e-5, where);
                }
            }
        }
    }

    @Test
    void theNextTokensNumbersFollowTheirDefinitionAndTheLastPositionHasNone() {
        Trajectory trajectory = reader.read(residuals, 1, List.of());
        double[][][] q = distributions();
        int positions = residuals.tokens().length();
        for (int layer = 0; layer <= residuals.lastLayer(); layer++) {
            for (int position = 0; position + 1 < positions; position++) {
                int next = residuals.tokens().id(position + 1);
                double[] at = q[layer][position];
                assertEquals(-Math.log(at[next]), trajectory.value(Statistic.CROSS_ENTROPY, layer, position), 1e-5);
                assertEquals(rank(at, next), trajectory.value(Statistic.RANK_OF_NEXT, layer, position));
            }
            assertEquals(Float.NaN, trajectory.value(Statistic.CROSS_ENTROPY, layer, positions - 1));
            assertEquals(Float.NaN, trajectory.value(Statistic.RANK_OF_NEXT, layer, positions - 1));
        }
    }

    @Test
    void trackedTokensAreThoseAskedForAndEveryWinnerOfTheColumn() {
        Trajectory trajectory = reader.read(residuals, 1, List.of(77));
        double[][][] q = distributions();
        for (int position = 0; position < residuals.tokens().length(); position++) {
            int[] tracked = trajectory.tracked(position);
            assertEquals(77, tracked[0]);
            for (int layer = 0; layer <= residuals.lastLayer(); layer++) {
                int winner = order(q[layer][position])[0];
                assertTrue(Arrays.stream(tracked).anyMatch(id -> id == winner));
                for (int id : tracked) {
                    assertEquals(Math.log(q[layer][position][id]), trajectory.trackedLogProbability(layer, position, id), 1e-5);
                    assertEquals(rank(q[layer][position], id), trajectory.trackedRank(layer, position, id));
                }
            }
        }
        int stranger = IntStream.range(0, VOCABULARY)
                .filter(id -> Arrays.stream(trajectory.tracked(0)).noneMatch(t -> t == id))
                .findFirst()
                .orElseThrow();
        assertEquals(Float.NaN, trajectory.trackedLogProbability(0, 0, stranger));
    }

    @Test
    void theLastLayerIsTheModelItselfSoItsDistancesAreExactlyZero() {
        Trajectory trajectory = reader.read(residuals, 1, List.of());
        int last = trajectory.rows() - 1;
        for (int position = 0; position < trajectory.positions(); position++) {
            assertEquals(0f, trajectory.value(Statistic.KL_TO_FINAL, last, position));
            assertEquals(0f, trajectory.value(Statistic.JENSEN_SHANNON, last, position));
            assertEquals(0f, trajectory.value(Statistic.TOTAL_VARIATION, last, position));
            assertEquals(1f, trajectory.value(Statistic.RANK_OF_FINAL, last, position));
        }
    }

    @Test
    void columnsArriveInTheOrderAskedForAFewFirst() {
        List<Trajectory> heard = new ArrayList<>();
        List<Integer> positions = List.of(23, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        ReadOut.Request request = new ReadOut.Request(ReadOut.allLayers(3), positions, 1, List.of(), new BitSet());
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            readOut.read(residuals, request, KnownColumns.NONE, new Cancellation(), heard::add);
        }
        assertEquals(2, heard.size());
        assertTrue(heard.get(0).isKnown(23), "the position wanted first");
        assertEquals(12, heard.get(0).knownPositions(), "a trajectory that was handed out does not change");
        assertEquals(14, heard.get(1).knownPositions());
        assertFalse(heard.get(1).isComplete());
        assertThrows(IllegalStateException.class, () -> heard.get(1).topId(0, 20, 0));
    }

    @Test
    void aColumnDoesNotDependOnWhatElseIsReadWithIt() {
        Trajectory all = reader.read(residuals, 5, List.of());
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            ReadOut.Request one = new ReadOut.Request(ReadOut.allLayers(3), List.of(5), 5, List.of(), new BitSet());
            Trajectory single = readOut.read(residuals, one, KnownColumns.NONE, new Cancellation(), partial -> {});
            for (int row = 0; row < 4; row++) {
                for (Statistic statistic : Statistic.values()) {
                    assertEquals(all.value(statistic, row, 5), single.value(statistic, row, 5), 2e-6f, statistic + " in row " + row);
                }
            }
        }
    }

    @Test
    void appendingATokenTakesOverEveryColumnButTheLast() {
        Trajectory before = reader.read(residuals, 5, List.of());
        int length = residuals.tokens().length();
        int[] ids = Arrays.copyOf(residuals.tokens().toArray(), length + 1);
        ids[length] = 42;
        TokenSequence longer = TokenSequence.of(ids);
        Residuals after = model.forward()
                .run(longer, Optional.of(residuals), new Cancellation(), ForwardPass.Listener.NONE);
        List<Trajectory> heard = new ArrayList<>();
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            KnownColumns known = KnownColumns.of(before, longer);
            readOut.read(after, LensReader.everything(after, 5, List.of()), known, new Cancellation(), heard::add);
        }
        assertEquals(length - 1, heard.get(0).knownPositions());
        Trajectory fresh = reader.read(reader.residuals(longer), 5, List.of());
        Trajectory extended = heard.getLast();
        for (int position = 0; position <= length; position++) {
            for (int row = 0; row < fresh.rows(); row++) {
                for (Statistic statistic : Statistic.values()) {
                    assertEquals(
                            fresh.value(statistic, row, position), extended.value(statistic, row, position), 2e-5f, statistic + " at " + position);
                }
            }
        }
    }

    @Test
    void aReadingThatAsksForMoreThanIsKnownReadsAgain() {
        TokenSequence tokens = residuals.tokens();
        Trajectory before = reader.read(residuals, 2, List.of());
        int[] layers = ReadOut.allLayers(3);
        List<Integer> all = IntStream.range(0, tokens.length()).boxed().toList();
        ReadOut.Request deeper = new ReadOut.Request(layers, all, 5, List.of(), new BitSet());
        ReadOut.Request fewer = new ReadOut.Request(new int[] {1, 3}, all, 2, List.of(), new BitSet());
        ReadOut.Request followed = new ReadOut.Request(layers, all, 2, List.of(77), new BitSet());
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            KnownColumns known = KnownColumns.of(before, tokens);
            Trajectory five = readOut.read(residuals, deeper, known, new Cancellation(), partial -> {});
            assertEquals(reader.read(residuals, 5, List.of()).topId(0, 3, 4), five.topId(0, 3, 4));
            Trajectory two = readOut.read(residuals, fewer, known, new Cancellation(), partial -> {});
            assertEquals(before.topId(1, 3, 0), two.topId(0, 3, 0));
            Trajectory tracked = readOut.read(residuals, followed, known, new Cancellation(), partial -> {});
            assertFalse(Float.isNaN(tracked.trackedLogProbability(0, 3, 77)));
        }
    }

    @Test
    void columnsThatWereNotReadAreNotTakenOver() {
        ReadOut.Request one = new ReadOut.Request(ReadOut.allLayers(3), List.of(5), 1, List.of(), new BitSet());
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            Trajectory partial = readOut.read(residuals, one, KnownColumns.NONE, new Cancellation(), heard -> {});
            KnownColumns known = KnownColumns.of(partial, residuals.tokens());
            Trajectory whole = readOut.read(residuals, LensReader.everything(residuals, 1, List.of()), known, new Cancellation(), heard -> {});
            assertEquals(reader.read(residuals, 1, List.of()).topId(0, 3, 0), whole.topId(0, 3, 0));
        }
    }

    @Test
    void theLogitOfATopTokenIsTheModels() {
        Trajectory trajectory = reader.read(residuals, 1, List.of());
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            FloatTensor logits = readOut.logits(residuals.layer(3), new Cancellation());
            assertEquals(logits.get(4L * VOCABULARY + trajectory.topId(3, 4, 0)), trajectory.topLogit(3, 4, 0), 1e-5f);
        }
    }

    @Test
    void aCancelledReadOutStops() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            ReadOut.Request request = LensReader.everything(residuals, 1, List.of());
            assertThrows(
                    CancelledException.class, () -> readOut.read(residuals, request, KnownColumns.NONE, cancellation, partial -> {}));
        }
    }

    @Test
    void equalLogitsAreOrderedByTheirIds() {
        FloatTensor logits = FloatTensor.of(new float[] {1, 3, 3, 2, 3}, 1, 5);
        float[] lanes = new float[ChunkMath.SIZE];
        Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < 5; i++) {
            lanes[i] = logits.get(i);
        }
        TopTokens top = new TopTokens(4);
        top.find(new Logits(logits.segment(), 5), 0, lanes);
        assertArrayEquals(new int[] {1, 2, 4, 3}, IntStream.range(0, 4).map(top::id).toArray());
    }

    /// By layer, position and token, in double from the model's own float32 logits.
    private double[][][] distributions() {
        int positions = residuals.tokens().length();
        double[][][] q = new double[residuals.lastLayer() + 1][positions][];
        try (Session session = model.runtime().session(model.graphs().readOut(), model.graphs().weightsFolder(), true)) {
            for (int layer = 0; layer <= residuals.lastLayer(); layer++) {
                FloatTensor logits = FloatTensor.zeros(positions, VOCABULARY);
                session.run(
                        Map.of(ModelGraphs.STREAM, residuals.layer(layer)), Map.of(ModelGraphs.LOGITS, logits), new Cancellation());
                for (int position = 0; position < positions; position++) {
                    q[layer][position] = softmax(logits, position);
                }
            }
        }
        return q;
    }

    private static double[] softmax(FloatTensor logits, int position) {
        double[] e = new double[VOCABULARY];
        for (int id = 0; id < VOCABULARY; id++) {
            e[id] = Math.exp(logits.get((long) position * VOCABULARY + id));
        }
        double sum = Arrays.stream(e).sum();
        return Arrays.stream(e).map(value -> value / sum).toArray();
    }

    private static double entropy(double[] q) {
        return -Arrays.stream(q).map(value -> value * Math.log(value)).sum();
    }

    private static double divergence(double[] p, double[] q) {
        return IntStream.range(0, p.length).mapToDouble(i -> p[i] * Math.log(p[i] / q[i])).sum();
    }

    private static double jensenShannon(double[] p, double[] q) {
        double[] m = IntStream.range(0, p.length).mapToDouble(i -> (p[i] + q[i]) / 2).toArray();
        return (divergence(p, m) + divergence(q, m)) / 2;
    }

    private static double variation(double[] p, double[] q) {
        return IntStream.range(0, p.length).mapToDouble(i -> Math.abs(p[i] - q[i])).sum() / 2;
    }

    private static float rank(double[] q, int id) {
        return 1 + Arrays.stream(q).filter(value -> value > q[id]).count();
    }

    private static int[] order(double[] q) {
        return IntStream.range(0, q.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(id -> -q[id]).thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
