package org.diopter.engine.lens.training;

import java.util.Optional;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.FloatTensor;

/// The coordinates in which the states of a layer have mean 0 and covariance I, x = M h + m: there every direction is equally easy to learn, where in the
/// stream a few large ones rule the gradient.
///
/// @param map M, [d, d]
/// @param shift m, [d]
record Whitening(FloatTensor map, FloatTensor shift) {

    /// @param mean μ, [d]
    /// @param covariance [d × d] row by row
    /// @param floor added to every variance; where states fill only a part of the space and rounding still leaves the covariance indefinite, more is added
    /// @throws ArithmeticException if no floor helps, since a number is not finite
    static Whitening of(double[] mean, double[] covariance, double floor) {
        for (double raised = floor; raised < Float.MAX_VALUE; raised *= 10) {
            Optional<double[]> inverse = Cholesky.inverseFactor(raised(covariance, mean.length, raised), mean.length);
            if (inverse.isPresent()) {
                return of(mean, inverse.get());
            }
        }
        throw new ArithmeticException("the covariance is not finite");
    }

    private static double[] raised(double[] covariance, int d, double floor) {
        double[] raised = covariance.clone();
        for (int i = 0; i < d; i++) {
            raised[i * d + i] += floor;
        }
        return raised;
    }

    private static Whitening of(double[] mean, double[] inverse) {
        int d = mean.length;
        FloatTensor map = FloatTensor.zeros(d, d);
        FloatTensor shift = FloatTensor.zeros(d);
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                map.set((long) i * d + j, (float) inverse[i * d + j]);
                sum -= inverse[i * d + j] * mean[j];
            }
            shift.set(i, (float) sum);
        }
        return new Whitening(map, shift);
    }

    /// The translator of the stream that does what these parameters do in white coordinates: W = V M, b = c + V m.
    Translator translator(Parameters parameters) {
        int d = (int) shift.elements();
        float[] v = parameters.weight().toArray();
        float[] m = map.toArray();
        float[] shifts = shift.toArray();
        float[] bias = parameters.bias().toArray();
        float[] weight = new float[d * d];
        for (int i = 0; i < d; i++) {
            double[] row = new double[d];
            double moved = 0;
            for (int k = 0; k < d; k++) {
                double factor = v[i * d + k];
                for (int j = 0; j <= k; j++) {
                    row[j] += factor * m[k * d + j];
                }
                moved += factor * shifts[k];
            }
            for (int j = 0; j < d; j++) {
                weight[i * d + j] = (float) row[j];
            }
            bias[i] += (float) moved;
        }
        return new Translator(d, weight, bias);
    }
}
