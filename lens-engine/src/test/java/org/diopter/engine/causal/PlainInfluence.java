package org.diopter.engine.causal;

import java.util.Optional;
import java.util.OptionalDouble;
import org.diopter.engine.lens.Translator;

/// E(v) as it is defined, in double, with a whole read-out for every state: what the fast form must equal. It counts its additions and multiplications.
final class PlainInfluence {
    private final ReadOutHead.Form form;
    private final float[] matrix;
    private final int width;
    private final Optional<Translator> translator;
    private final States states;
    private final float[] displacements;
    private long operations;

    PlainInfluence(ReadOutHead.Form form, float[] matrix, Optional<Translator> translator, States states, float[] displacements) {
        this.form = form;
        this.matrix = matrix;
        this.width = states.width();
        this.translator = translator;
        this.states = states;
        this.displacements = displacements;
    }

    long operations() {
        return operations;
    }

    double energy(double[] v) {
        double sum = 0;
        for (int i = 0; i < states.count(); i++) {
            double[] h = new double[width];
            double[] ablated = new double[width];
            double c = 0;
            for (int k = 0; k < width; k++) {
                c += displacements[i * width + k] * v[k];
            }
            for (int k = 0; k < width; k++) {
                h[k] = states.values()[i * width + k];
                ablated[k] = h[k] + c * v[k];
            }
            sum += divergence(logProbabilities(h), logProbabilities(ablated));
        }
        return sum / states.count();
    }

    private static double divergence(double[] logP, double[] logQ) {
        double sum = 0;
        for (int j = 0; j < logP.length; j++) {
            sum += Math.exp(logP[j]) * (logP[j] - logQ[j]);
        }
        return sum;
    }

    double[] logProbabilities(double[] h) {
        double[] x = normalized(translated(h));
        double[] z = new double[matrix.length / width];
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            z[j] = form.bias().isPresent() ? form.bias().get()[j] : 0;
            for (int k = 0; k < width; k++) {
                z[j] += matrix[j * width + k] * x[k];
            }
            operations += 2L * width;
            z[j] = capped(z[j], form.softCap());
            sum += Math.exp(z[j]);
        }
        for (int j = 0; j < z.length; j++) {
            z[j] -= Math.log(sum);
        }
        return z;
    }

    private static double capped(double z, OptionalDouble cap) {
        return cap.isPresent() ? cap.getAsDouble() * Math.tanh(z / cap.getAsDouble()) : z;
    }

    private double[] translated(double[] h) {
        double[] t = h.clone();
        translator.ifPresent(lens -> {
            for (int row = 0; row < width; row++) {
                t[row] += lens.bias()[row];
                for (int k = 0; k < width; k++) {
                    t[row] += lens.weight()[row * width + k] * h[k];
                }
            }
        });
        return t;
    }

    private double[] normalized(double[] t) {
        double mean = 0;
        double square = 0;
        for (double value : t) {
            mean += form.centred() ? value / width : 0;
        }
        for (double value : t) {
            square += (value - mean) * (value - mean) / width;
        }
        double[] x = new double[width];
        for (int k = 0; k < width; k++) {
            double shift = form.shift().isPresent() ? form.shift().get()[k] : 0;
            x[k] = (t[k] - mean) / Math.sqrt(square + form.epsilon()) * form.scale()[k] + shift;
        }
        return x;
    }
}
