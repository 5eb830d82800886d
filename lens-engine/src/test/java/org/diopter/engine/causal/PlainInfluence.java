package org.diopter.engine.causal;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.diopter.engine.lens.Translator;

/// E(v) as it is defined, in double, with a whole read-out for every state: what the fast form must equal.
final class PlainInfluence {
    private final ReadOutHead.Form form;
    private final float[] matrix;
    private final int width;
    private final Optional<Translator> translator;
    private final States states;
    private final float[] displacements;

    PlainInfluence(ReadOutHead.Form form, float[] matrix, Optional<Translator> translator, States states, float[] displacements) {
        this.form = form;
        this.matrix = matrix;
        this.width = states.width();
        this.translator = translator;
        this.states = states;
        this.displacements = displacements;
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

    /// The read-outs before anything is done to the states: they are the same for all directions.
    double[][] base() {
        double[][] base = new double[states.count()][];
        for (int i = 0; i < base.length; i++) {
            double[] h = new double[width];
            for (int k = 0; k < width; k++) {
                h[k] = states.values()[i * width + k];
            }
            base[i] = logProbabilities(h);
        }
        return base;
    }

    /// E(v) and its gradient: every state's whole read-out, forwards and backwards.
    ///
    /// @param base see [#base]
    Influence.Evaluation evaluate(double[] v, double[][] base) {
        double energy = 0;
        double[] gradient = new double[width];
        for (int i = 0; i < states.count(); i++) {
            double c = 0;
            for (int k = 0; k < width; k++) {
                c += displacements[i * width + k] * v[k];
            }
            double[] ablated = new double[width];
            for (int k = 0; k < width; k++) {
                ablated[k] = states.values()[i * width + k] + c * v[k];
            }
            double[] logQ = logProbabilities(ablated);
            energy += divergence(base[i], logQ) / states.count();
            double[] byState = pulled(ablated, byInput(ablated, base[i], logQ));
            double along = 0;
            for (int k = 0; k < width; k++) {
                along += byState[k] * v[k];
            }
            for (int k = 0; k < width; k++) {
                gradient[k] += (c * byState[k] + along * displacements[i * width + k]) / states.count();
            }
        }
        return new Influence.Evaluation(energy, gradient);
    }

    /// ∂KL/∂x of the head's input x.
    private double[] byInput(double[] h, double[] logP, double[] logQ) {
        double[] x = form.softCap().isPresent() ? normalized(translated(h)) : new double[0];
        double[] byInput = new double[width];
        for (int j = 0; j < logP.length; j++) {
            double byLogit = Math.exp(logQ[j]) - Math.exp(logP[j]);
            if (form.softCap().isPresent()) {
                double bent = capped(logit(j, x), form.softCap()) / form.softCap().getAsDouble();
                byLogit *= 1 - bent * bent;
            }
            for (int k = 0; k < width; k++) {
                byInput[k] += matrix[j * width + k] * byLogit;
            }
        }
        return byInput;
    }

    /// A gradient brought back through norm and translator.
    private double[] pulled(double[] h, double[] byInput) {
        double[] t = translated(h);
        double mean = form.centred() ? Arrays.stream(t).average().orElseThrow() : 0;
        double square = 0;
        for (double value : t) {
            square += (value - mean) * (value - mean) / width;
        }
        double sigma = Math.sqrt(square + form.epsilon());
        double along = 0;
        double average = 0;
        for (int k = 0; k < width; k++) {
            along += form.scale()[k] * byInput[k] * (t[k] - mean) / sigma / width;
            average += form.centred() ? form.scale()[k] * byInput[k] / width : 0;
        }
        double[] g = new double[width];
        for (int k = 0; k < width; k++) {
            g[k] = (form.scale()[k] * byInput[k] - average - (t[k] - mean) / sigma * along) / sigma;
        }
        double[] byState = g.clone();
        translator.ifPresent(lens -> {
            for (int row = 0; row < width; row++) {
                for (int k = 0; k < width; k++) {
                    byState[k] += lens.weight()[row * width + k] * g[row];
                }
            }
        });
        return byState;
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
            z[j] = capped(logit(j, x), form.softCap());
            sum += Math.exp(z[j]);
        }
        for (int j = 0; j < z.length; j++) {
            z[j] -= Math.log(sum);
        }
        return z;
    }

    private double logit(int token, double[] x) {
        double sum = form.bias().isPresent() ? form.bias().get()[token] : 0;
        for (int k = 0; k < width; k++) {
            sum += matrix[token * width + k] * x[k];
        }
        return sum;
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
