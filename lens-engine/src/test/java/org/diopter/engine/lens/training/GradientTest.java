package org.diopter.engine.lens.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The written-out gradient against autograd in float64 (relative 1e-4), against finite differences, and its restriction to chosen tokens against itself.
class GradientTest {
    private static final double RELATIVE = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"layernorm", "softcap", "rmsnorm"})
    void lossAndGradientAgreeWithAutograd(String name) {
        try (GivenHead head = GivenHead.open(name)) {
            Gradient gradient = Gradient.zeros(head.width());
            double sum = head.loss().addGradient(head.teacher(), head.states(), head.states(), head.translator(), 1f / head.rows(), gradient);
            assertEquals(head.numbers().numbers("loss")[0], sum / head.rows(), RELATIVE * sum / head.rows());
            assertClose(head.numbers().numbers("dW"), gradient.weight());
            assertClose(head.numbers().numbers("db"), gradient.bias());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layernorm", "softcap", "rmsnorm"})
    void aTeacherThatIsSureOfTheNextTokenGivesTheCrossEntropy(String name) {
        try (GivenHead head = GivenHead.open(name)) {
            double[] targets = head.numbers().numbers("targets");
            float[] sure = new float[head.rows() * head.vocabulary()];
            Arrays.fill(sure, -1000f);
            for (int row = 0; row < head.rows(); row++) {
                sure[row * head.vocabulary() + (int) targets[row]] = 1000f;
            }
            Teacher teacher = Teacher.of(FloatTensor.of(sure, head.rows(), head.vocabulary()), head.graphs().softCap(), head.workers());
            Gradient gradient = Gradient.zeros(head.width());
            double sum = head.loss().addGradient(teacher, head.states(), head.states(), head.translator(), 1f / head.rows(), gradient);
            assertEquals(head.numbers().numbers("ce_loss")[0], sum / head.rows(), RELATIVE * sum / head.rows());
            assertClose(head.numbers().numbers("ce_dW"), gradient.weight());
            assertClose(head.numbers().numbers("ce_db"), gradient.bias());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layernorm", "softcap"})
    void theGradientIsTheSlopeOfTheLossAlongItself(String name) {
        try (GivenHead head = GivenHead.open(name)) {
            Gradient gradient = Gradient.zeros(head.width());
            head.loss().addGradient(head.teacher(), head.states(), head.states(), head.translator(), 1f, gradient);
            double length = Math.sqrt(gradient.squares());
            double step = 1e-2;
            double slope = (lossAt(head, gradient, step / length) - lossAt(head, gradient, -step / length)) / (2 * step);
            assertEquals(length, slope, 2e-3 * length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layernorm", "softcap"})
    void chosenTokensThatAreAllTokensGiveTheSameGradient(String name) {
        try (GivenHead head = GivenHead.open(name);
                TensorMemory memory = new TensorMemory()) {
            Gradient all = Gradient.zeros(head.width());
            double exact = head.loss().addGradient(head.teacher(), head.states(), head.states(), head.translator(), 1f, all);
            ChosenTokens everything = ChosenTokens.of(head.teacher().probabilities(), 0f, head.vocabulary(), 0, new Random(1));
            assertEquals(head.vocabulary(), everything.ids().length);
            LensLoss.Head chosen = head.loss().head(everything, memory);
            Gradient some = Gradient.zeros(head.width());
            double sum = head.loss().addGradient(
                    head.loss().restricted(head.teacher(), chosen), chosen, head.states(), head.states(), head.translator(), 1f, some);
            assertEquals(exact, sum, RELATIVE * exact);
            assertClose(doubles(all.weight()), some.weight());
        }
    }

    @Test
    void theMoreTokensAreSampledTheCloserTheRestrictedGradientPointsWhereTheExactOneDoes() {
        double few = cosineOfMeanGradient(4);
        double many = cosineOfMeanGradient(13);
        assertTrue(few > 0.7, "cosine " + few);
        assertTrue(many > 0.98, "cosine " + many);
    }

    private static double cosineOfMeanGradient(int sampled) {
        try (GivenHead head = GivenHead.open("layernorm");
                TensorMemory memory = new TensorMemory()) {
            Gradient exact = Gradient.zeros(head.width());
            head.loss().addGradient(head.teacher(), head.states(), head.states(), head.translator(), 1f, exact);
            Gradient mean = Gradient.zeros(head.width());
            int samples = 400;
            for (int sample = 0; sample < samples; sample++) {
                ChosenTokens tokens = ChosenTokens.of(head.teacher().probabilities(), 0.5f, head.vocabulary(), sampled, new Random(sample));
                assertTrue(tokens.ids().length < head.vocabulary());
                LensLoss.Head chosen = head.loss().head(tokens, memory);
                Teacher teacher = head.loss().restricted(head.teacher(), chosen);
                head.loss().addGradient(teacher, chosen, head.states(), head.states(), head.translator(), 1f / samples, mean);
            }
            double dot = IntStream.range(0, mean.weight().length).mapToDouble(i -> (double) mean.weight()[i] * exact.weight()[i]).sum();
            return dot / Math.sqrt(squares(mean.weight()) * squares(exact.weight()));
        }
    }

    private static double squares(float[] values) {
        return Arrays.stream(doubles(values)).map(x -> x * x).sum();
    }

    private static double lossAt(GivenHead head, Gradient along, double factor) {
        Parameters at = head.translator();
        for (int i = 0; i < along.weight().length; i++) {
            at.weight().set(i, (float) (at.weight().get(i) + factor * along.weight()[i]));
        }
        for (int i = 0; i < along.bias().length; i++) {
            at.bias().set(i, (float) (at.bias().get(i) + factor * along.bias()[i]));
        }
        return head.loss().divergence(head.teacher(), head.states(), head.states(), at);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /// Relative to the largest.
    private static void assertClose(double[] expected, float[] actual) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], RELATIVE * largest, "at " + i);
        }
    }
}
