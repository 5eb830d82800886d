package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.math.Spearman;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;

/// Whether what matters to a lens matters to the model: the influence of each direction on both, beside that of random orthonormal directions.
///
/// Source: arXiv 2303.08112 §4.2; the random control is not in it.
///
/// @param directions the basis's, in its order
/// @param random as many, uniformly distributed
public record Fidelity(List<Point> directions, List<Point> random) {
    public Fidelity {
        directions = List.copyOf(directions);
        random = List.copyOf(random);
    }

    /// A direction's influence on both, nats.
    public record Point(double lens, double model) {}

    /// Measures both influences of every direction.
    ///
    /// @param seed of the random directions
    /// @param progress gets directions
    /// @throws CancelledException if a stop was asked for
    public static Fidelity measure(List<CausalBasis.Direction> directions, Influence lens, ModelInfluence model, long seed, Progress progress) {
        List<float[]> vectors = directions.stream().map(CausalBasis.Direction::vector).toList();
        List<float[]> random = new ArrayList<>();
        for (double[] vector : StartVectors.random(vectors.size(), lens.width(), seed)) {
            random.add(Vectors.toFloats(vector));
        }
        List<Point> found = points(vectors, lens, model, progress, 0);
        return new Fidelity(found, points(random, lens, model, progress, found.size()));
    }

    private static List<Point> points(List<float[]> vectors, Influence lens, ModelInfluence model, Progress progress, int done) {
        List<Point> points = new ArrayList<>();
        for (float[] vector : vectors) {
            progress.throwIfCancelled();
            points.add(new Point(lens.energy(Vectors.toDoubles(vector)), model.of(vector)));
            progress.items(done + points.size(), 2L * vectors.size());
        }
        return points;
    }

    /// Spearman's ρ of the basis; NaN for fewer than two directions.
    public double rho() {
        return rho(directions);
    }

    /// Spearman's ρ of the random directions.
    public double randomRho() {
        return rho(random);
    }

    private static double rho(List<Point> points) {
        return Spearman.rho(
                points.stream().mapToDouble(Point::lens).toArray(), points.stream().mapToDouble(Point::model).toArray());
    }
}
