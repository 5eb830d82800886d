package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.util.function.Supplier;
import org.diopter.engine.runtime.Cancellation;
import org.junit.jupiter.api.Test;

/// What an evaluation of E(v) with its gradient executes, counted instruction by instruction in both forms. The width of GPT-2 and its 256 states; the
/// vocabulary, to which both are proportional, is short.
class OperationCountTest {
    private static final int WIDTH = 768;
    private static final int VOCABULARY = 1024;
    private static final int STATES = 256;

    @Test
    void anEvaluationTakesAFiftiethOfThePlainFormsOperations() throws ReflectiveOperationException {
        long[] counts = counts();
        assertTrue(counts[1] > 4L * WIDTH * VOCABULARY * STATES, "two products a state are the least that the plain form takes, not " + counts[1]);
        assertTrue(counts[0] * 50 <= counts[1], counts[1] + " against " + counts[0]);
    }

    /// What docs/performance.md says.
    @Test
    void itIsNearlyFiftySevenTimesAsFew() throws ReflectiveOperationException {
        long[] counts = counts();
        assertEquals(56.7, counts[1] / (double) counts[0], 0.5, counts[1] + " against " + counts[0]);
    }

    @Test
    void theOperationsThatAreReportedAreThoseThatAreExecuted() throws ReflectiveOperationException {
        long[] counts = counts();
        assertEquals(1, counts[2] / (double) counts[0], 0.1, counts[2] + " against " + counts[0]);
    }

    private static long[] counts() throws ReflectiveOperationException {
        CountingClassLoader loader = new CountingClassLoader(OperationCountTest.class.getClassLoader());
        Constructor<?> made = loader.loadClass(Evaluations.class.getName()).getDeclaredConstructor();
        made.setAccessible(true);
        return (long[]) ((Supplier<?>) made.newInstance()).get();
    }

    /// An evaluation in either form. It is loaded a second time to be counted.
    static final class Evaluations implements Supplier<long[]> {
        /// @return executed by the fast form, by the plain form, and what the fast form says of itself
        @Override
        public long[] get() {
            SyntheticHead synthetic = SyntheticHead.of(true, false, false, WIDTH, VOCABULARY, STATES);
            double[] v = synthetic.direction(1);
            PlainInfluence plain = synthetic.plain(Ablation.MEAN.displacements(synthetic.states(), new int[0]));
            double[][] base = plain.base();
            try (Workers workers = new Workers(1);
                    ReadOutHead head = synthetic.open(workers);
                    Influence influence = Influence.of(new LayerHead(head, synthetic.translator()), synthetic.states(), Ablation.MEAN, new int[0], 1L << 30,
                            new Cancellation())) {
                long reported = influence.operations();
                long before = ExecutedOperations.count();
                influence.evaluate(v);
                long between = ExecutedOperations.count();
                reported = influence.operations() - reported;
                plain.evaluate(v, base);
                return new long[] {between - before, ExecutedOperations.count() - between, reported};
            }
        }
    }
}
