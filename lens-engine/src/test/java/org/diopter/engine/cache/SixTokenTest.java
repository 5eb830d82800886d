package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.diopter.engine.cache.Budget.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Worked examples on six tokens of one head, and on uniform attention; keys and queries count from 0.
class SixTokenTest {
    private static final float[][] ROWS = {
        {1}, {.6f, .4f}, {.5f, .3f, .2f}, {.4f, .3f, .1f, .2f}, {.3f, .1f, .1f, .4f, .1f}, {.3f, .05f, .05f, .4f, .1f, .1f}
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a2sf:alpha=1,heavy=3          | 2.5 1 .3 .2     | 3 1.1667 .4667 ∞ .1667       | 0 1 2 4 | 0 1 2 5 | .6 .5   | .6547 .6179",
        "h2o:heavy=2,recent=1          | 2.5 1 .3 .2     | 2.8333 1.1111 ∞ .6444 .1111  | 0 1 3 4 | 0 1 4 5 | .9 .55  | .9820 .6396",
        "a2sf:alpha=0.1,heavy=3        | .457 .334 .12 .2 | .3790 .1445 ∞ .4644 .1111   | 0 1 3 4 | 0 1 3 5 | .9 .85  | .9820 .9770",
        "a2sf:alpha=0.5,heavy=3        | .925 .55 .2 .2  | .7958 .3861 ∞ .5444 .1111    | 0 1 3 4 | 0 1 3 5 | .9 .85  | .9820 .9770",
        "a2sf:alpha=0,heavy=3          | .4 .3 .1 .2     | .3333 .1111 ∞ .4444 .1111    | 0 1 3 4 | 0 3 4 5 | .9 .9   | .9820 .9909",
        "local:recent=3                |                 |                              | 1 2 3 4 | 2 3 4 5 | .7 .65  | .8238 .8146",
        "streaming:sink=1,recent=2     |                 |                              | 0 2 3 4 | 0 3 4 5 | .9 .9   | .9820 .9909",
        "ideal:budget=3                |                 |                              | 0 3 4   | 0 3 5   | .8 .8   | .9636 .9723",
        "h2o-lm-eval-2023:heavy=2,recent=1 |             |                              | 0 3 4   | 0 4 5   |         | ",
        "h2o-lm-eval-head:heavy=2,recent=1 |             |                              | 0 1 3 4 | 0 1 4 5 |         | ",
        "h2o-less:heavy=2,recent=1     |                 |                              | 0 1 3 4 | 0 1 4 5 |         | ",
    })
    void everyPolicyDecidesAsTheWorkedExampleSays(
            String policy, String scores3, String scores4, String visible4, String visible5, String mass, String cosines) {
        int[][] visible = new int[6][];
        double[][] scores = new double[6][];
        EvictionRecord record = run(CachePolicy.parse(policy.strip()), visible, scores);
        assertArrayEquals(numbers(visible4), doubles(visible[4]));
        assertArrayEquals(numbers(visible5), doubles(visible[5]));
        check(scores3, scores[3]);
        check(scores4, scores[4]);
        if (mass != null) {
            check(mass, new double[] {record.mass(0, 4), record.mass(0, 5)});
            check(cosines, new double[] {record.cosineToFull(0, 4), record.cosineToFull(0, 5)});
        }
    }

    private static void check(String expected, double[] actual) {
        double[] numbers = numbers(expected);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], actual[i], 1e-4, expected + " at " + i);
        }
    }

    private static double[] numbers(String text) {
        if (text == null || text.isBlank()) {
            return new double[0];
        }
        String[] parts = text.strip().split(" +");
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = parts[i].equals("∞") ? Double.POSITIVE_INFINITY : Double.parseDouble(parts[i]);
        }
        return numbers;
    }

    private static double[] doubles(int[] numbers) {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            doubles[i] = numbers[i];
        }
        return doubles;
    }

    private static EvictionRecord run(CachePolicy policy, int[][] visible, double[][] scores) {
        float[] attention = new float[36];
        for (int query = 0; query < 6; query++) {
            System.arraycopy(ROWS[query], 0, attention, query * 6, ROWS[query].length);
        }
        return Simulation.run(attention, 1, 1, 6, policy, 0, Timing.STREAMING, (head, query, seen, now) -> {
            visible[query] = seen;
            scores[query] = now.clone();
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 25/12 13/12 7/12 1/4", "0.5, 2/3 13/24 5/12 1/4", "0.1, 217/750 173/600 17/60 1/4", "0, 1/4 1/4 1/4 1/4"})
    void uniformAttentionGivesTheExactFractions(BigDecimal alpha, String fractions) {
        float[] attention = new float[16];
        for (int query = 0; query < 4; query++) {
            for (int key = 0; key <= query; key++) {
                attention[query * 4 + key] = 1f / (query + 1);
            }
        }
        double[][] last = new double[1][];
        CachePolicy policy = ScorePolicy.of(ScorePolicy.Kind.A2SF, new Counts(0, 4, 0), alpha);
        Simulation.run(attention, 1, 1, 4, policy, 0, Timing.STREAMING, (head, query, seen, scores) -> last[0] = scores.clone());
        String[] expected = fractions.split(" ");
        for (int key = 0; key < 4; key++) {
            String[] parts = expected[key].split("/");
            assertEquals(Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]), last[0][key], 1e-7);
        }
    }

    /// Three queries of a four-token prompt whose own keys are left out: the forgetting of scores by itself.
    @ParameterizedTest
    @CsvSource({"0.8, .956 .452 .608 .424", "1, 1.2 .6 .7 .5", "0.5, .65 .275 .5 .325", "0.1, .354 .123 .412 .221", "0, .3 .1 .4 .2"})
    void threeQueriesForgetAsTheFourTokenExampleSays(double alpha, String expected) {
        float[][] rows = {{.4f, .3f, .2f, .1f}, {.5f, .2f, .1f, .2f}, {.3f, .1f, .4f, .2f}};
        ScoredCache cache = new ScoredCache(new Counts(0, 9, 0), alpha, Timing.STREAMING, 1, false);
        for (int key = 0; key < 4; key++) {
            cache.answered(key, new float[1][4]);
        }
        for (int query = 0; query < 3; query++) {
            float[][] row = {Arrays.copyOf(rows[query], 5 + query)};
            cache.answered(4 + query, row);
        }
        double[] scores = new double[7];
        cache.scores(0, scores);
        check(expected, scores);
    }

    @Test
    void recordsTellWhenAKeyWentAndWhichStayed() {
        EvictionRecord record = run(CachePolicy.parse("h2o:heavy=2,recent=1"), new int[6][], new double[6][]);
        assertArrayEquals(new int[] {-1, -1, 3, 4, -1, -1}, IntStream.range(0, 6).map(key -> record.evictedAfter(0, key)).toArray());
    }
}
