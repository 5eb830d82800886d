package org.diopter.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.FloatTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two rows of logits against the definitions in double, at vocabularies around whole numbers of chunks.
class PairReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 100, ChunkMath.SIZE, ChunkMath.SIZE + 1, 2500})
    void everyMeasureFollowsItsDefinition(int vocabulary) {
        float[] zq = logits(vocabulary, 1);
        float[] zr = logits(vocabulary, 2);
        LensDifference.Cells cells = new LensDifference.Cells(1, 1);
        new PairReader(vocabulary).read(rows(zq), 0, rows(zr), 0, 0, 0, cells);
        BitSet known = new BitSet();
        known.set(0);
        LensDifference difference = new LensDifference(known, cells);
        double[] q = softmax(zq);
        double[] r = softmax(zr);
        double[] m = IntStream.range(0, vocabulary).mapToDouble(i -> (q[i] + r[i]) / 2).toArray();
        assertEquals(divergence(q, r), difference.value(Measure.KL, 0, 0), 1e-5);
        assertEquals(divergence(r, q), difference.value(Measure.REVERSE_KL, 0, 0), 1e-5);
        assertEquals((divergence(q, m) + divergence(r, m)) / 2, difference.value(Measure.JENSEN_SHANNON, 0, 0), 1e-5);
        double variation = IntStream.range(0, vocabulary).mapToDouble(i -> Math.abs(q[i] - r[i])).sum() / 2;
        assertEquals(variation, difference.value(Measure.TOTAL_VARIATION, 0, 0), 1e-6);
        int moved = difference.movedToken(0, 0);
        assertEquals(r[moved] - q[moved], difference.movedBy(0, 0), 1e-6);
        assertEquals(IntStream.range(0, vocabulary).mapToDouble(i -> Math.abs(r[i] - q[i])).max().orElseThrow(), Math.abs(difference.movedBy(0, 0)), 1e-6);
    }

    private static float[] logits(int vocabulary, long seed) {
        Random random = new Random(seed);
        float[] z = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            z[i] = 2 * (float) random.nextGaussian();
        }
        return z;
    }

    private static Logits rows(float[] z) {
        return new Logits(FloatTensor.of(z, 1, z.length).segment(), z.length);
    }

    private static double[] softmax(float[] z) {
        double sum = IntStream.range(0, z.length).mapToDouble(i -> Math.exp(z[i])).sum();
        return IntStream.range(0, z.length).mapToDouble(i -> Math.exp(z[i]) / sum).toArray();
    }

    private static double divergence(double[] p, double[] q) {
        return IntStream.range(0, p.length).mapToDouble(i -> p[i] * Math.log(p[i] / q[i])).sum();
    }
}
