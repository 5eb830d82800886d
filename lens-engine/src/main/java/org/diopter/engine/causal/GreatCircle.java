package org.diopter.engine.causal;

/// The influence of the direction that is left of x when others are taken away, as a function to be minimised: x ↦ −log E(P x / ‖P x‖).
///
/// @param found orthonormal directions, of which the first `count` are taken away
@SuppressWarnings("ArrayRecordComponent")
record GreatCircle(Influence influence, double[][] found, int count) implements Lbfgs.Function {
    @Override
    public Lbfgs.Point at(double[] x) {
        double[] v = x.clone();
        Vectors.removeSpan(v, found, count);
        double length = Vectors.norm(v);
        Vectors.scale(1 / length, v);
        Influence.Evaluation evaluation = influence.evaluate(v);
        double[] gradient = evaluation.gradient();
        Vectors.add(-Vectors.dot(v, gradient), v, gradient);
        Vectors.removeSpan(gradient, found, count);
        Vectors.scale(-1 / (evaluation.energy() * length), gradient);
        return new Lbfgs.Point(x, -Math.log(evaluation.energy()), gradient);
    }

    /// P x / ‖P x‖.
    double[] unit(double[] x) {
        double[] v = x.clone();
        for (int pass = 0; pass < 2; pass++) {
            Vectors.removeSpan(v, found, count);
            Vectors.scale(1 / Vectors.norm(v), v);
        }
        return v;
    }

    /// How much of x is left.
    double rest(double[] x) {
        double[] v = x.clone();
        Vectors.removeSpan(v, found, count);
        return Vectors.norm(v);
    }
}
