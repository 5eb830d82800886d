package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.math.Decomposition;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class FactorCacheTest {
    private static FactorCache.Key key(int block) {
        return new FactorCache.Key(new MatrixId(block, MatrixKind.MLP_OUT), new SvdMethod.Exact(), 1);
    }

    private static Decomposition component() {
        return new Decomposition(new FMatrixRMaj(new float[][] {{2}, {3}}), new FMatrixRMaj(new float[][] {{5, 7}}), new double[] {1});
    }

    /// As another thread may drop them before the one that asked has taken a share.
    @Test
    void factorsThatAreDroppedStayUntilTheirUserIsDone() {
        try (FactorCache cache = new FactorCache(1)) {
            FactorCache.Factors used = cache.get(key(0), FactorCacheTest::component);
            cache.get(key(1), FactorCacheTest::component).memory().close();
            assertEquals(3, used.left().get(1));
            used.memory().close();
            assertThrows(IllegalStateException.class, () -> used.left().get(1));
        }
    }

    @Test
    void factorsThatAreKeptAreSharedByTheirUsers() {
        try (FactorCache cache = new FactorCache(1 << 20)) {
            FactorCache.Factors one = cache.get(key(0), FactorCacheTest::component);
            FactorCache.Factors other = cache.get(key(0), () -> {
                throw new AssertionError("known already");
            });
            one.memory().close();
            assertEquals(7, other.right().get(1));
            other.memory().close();
        }
    }
}
