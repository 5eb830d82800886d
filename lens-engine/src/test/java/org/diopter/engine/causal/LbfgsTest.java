package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
    private static final Lbfgs EXACT = new Lbfgs(20, 2000, 0, 1e-9);

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 60})
    void theMinimumOfRosenbrocksFunctionIsFound(int dimensions) {
        double[] start = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            start[i] = i % 2 == 0 ? -1.2 : 1;
        }
        Lbfgs.Minimum minimum = EXACT.minimize(LbfgsTest::rosenbrock, start);
        double[] ones = new double[dimensions];
        Arrays.fill(ones, 1);
        assertTrue(minimum.converged());
        assertArrayEquals(ones, minimum.point().x(), 1e-6);
        assertTrue(minimum.evaluations() < 400, minimum.evaluations() + " evaluations");
    }

    /// Σ 100 (x₂ᵢ₊₁ − x₂ᵢ²)² + (1 − x₂ᵢ)².
    private static Lbfgs.Point rosenbrock(double[] x) {
        double value = 0;
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i += 2) {
            double valley = x[i + 1] - x[i] * x[i];
            value += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
            gradient[i] = -400 * valley * x[i] - 2 * (1 - x[i]);
            gradient[i + 1] = 200 * valley;
        }
        return new Lbfgs.Point(x, value, gradient);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e2, 1e4})
    void theMinimumOfAQuadraticFormIsFound(double condition) {
        int dimensions = 50;
        double[] start = new double[dimensions];
        Arrays.fill(start, 3);
        Lbfgs.Minimum minimum = EXACT.minimize(x -> quadratic(x, condition), start);
        double[] expected = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            expected[i] = i;
        }
        assertArrayEquals(expected, minimum.point().x(), 1e-5);
    }

    /// ½ Σ λᵢ (xᵢ − i)², with λ from 1 to the condition number.
    private static Lbfgs.Point quadratic(double[] x, double condition) {
        double value = 0;
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double lambda = Math.pow(condition, i / (x.length - 1.0));
            gradient[i] = lambda * (x[i] - i);
            value += 0.5 * gradient[i] * (x[i] - i);
        }
        return new Lbfgs.Point(x, value, gradient);
    }

    @Test
    void aSearchEndsWhenItMayEvaluateNoMore() {
        Lbfgs.Minimum minimum = new Lbfgs(20, 7, 0, 0).minimize(LbfgsTest::rosenbrock, new double[] {-1.2, 1});
        assertEquals(7, minimum.evaluations());
        assertFalse(minimum.converged());
        assertTrue(minimum.point().value() < rosenbrock(new double[] {-1.2, 1}).value());
    }

    @Test
    void smallGainsEndASearch() {
        Lbfgs.Minimum rough = new Lbfgs(20, 2000, 1e-2, 0).minimize(x -> quadratic(x, 1e4), new double[50]);
        Lbfgs.Minimum exact = EXACT.minimize(x -> quadratic(x, 1e4), new double[50]);
        assertTrue(rough.converged());
        assertTrue(rough.evaluations() < exact.evaluations());
        assertTrue(rough.lastDecrease() < 1e-2);
    }

    @Test
    void aStepIntoNoNumberIsTakenBack() {
        // log x is no number left of 0, where the first step leads.
        Lbfgs.Function function = x -> new Lbfgs.Point(x, x[0] - Math.log(x[0]), new double[] {1 - 1 / x[0]});
        Lbfgs.Minimum minimum = EXACT.minimize(function, new double[] {8});
        assertEquals(1, minimum.point().x()[0], 1e-6);
    }

    @Test
    void aStartAtTheMinimumStays() {
        Lbfgs.Minimum minimum = EXACT.minimize(LbfgsTest::rosenbrock, new double[] {1, 1});
        assertEquals(1, minimum.evaluations());
        assertTrue(minimum.converged());
    }
}
