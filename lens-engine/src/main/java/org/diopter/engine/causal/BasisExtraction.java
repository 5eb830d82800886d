package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;

/// Finds directions one after the other, each the most influential that a search finds among those at right angles to the earlier ones.
///
/// The influence has several local maxima, so a search finds one of them; restarts from random directions find better ones. A search maximises log E along
/// great circles: x ↦ log E(P x / ‖P x‖), with P the projection that takes away what was found. The logarithm makes steps and tolerances independent of how
/// large the influence is.
///
/// Source: arXiv 2303.08112 §4.1.
public final class BasisExtraction {
    private static final int MEMORY = 20;
    private static final double LEAST_GRADIENT = 1e-4;
    private static final double LEAST_REST = 1e-3;

    private final LayerHead head;
    private final Influence influence;
    private final Request request;
    private final Cancellation cancellation;

    /// @param influence of states on the read-out of `head`
    /// @throws UnusableInputException if more directions are wanted than there can be
    public BasisExtraction(LayerHead head, Influence influence, Request request, Cancellation cancellation) {
        this.head = head;
        this.influence = influence;
        this.request = request;
        this.cancellation = cancellation;
        int most = Math.min(influence.states(), influence.width());
        if (request.directions() < 1 || request.directions() > most) {
            throw tooMany(request.directions(), influence, most);
        }
    }

    private static UnusableInputException tooMany(int directions, Influence influence, int most) {
        return new UnusableInputException("D-304", "%d directions cannot be found in %d states of width %d. Ask for 1 to %d, or choose a longer text."
                .formatted(directions, influence.states(), influence.width(), most));
    }

    /// As a plan says.
    ///
    /// @throws UnusableInputException if more directions are wanted than there can be: less their mean, N states span N − 1
    public static BasisExtraction of(LayerHead head, Influence influence, BasisPlan plan, Cancellation cancellation) {
        if (plan.ablation() == Ablation.MEAN && plan.directions() == influence.states()) {
            throw new UnusableInputException("D-304", "%d states less their mean span %d directions, so there is none that mean ablation could find beside them. Ask for %d or fewer, or choose a longer text."
                    .formatted(influence.states(), influence.states() - 1, influence.states() - 1));
        }
        if (plan.ablation() == Ablation.MEAN && plan.directions() > influence.states()) {
            throw tooMany(plan.directions(), influence, Math.min(influence.states() - 1, influence.width()));
        }
        return new BasisExtraction(head, influence, plan.request(), cancellation);
    }

    /// What is looked for.
    ///
    /// @param directions K
    /// @param restarts further searches a direction, from random starts
    /// @param seed of all that is random
    /// @param mostEvaluations of the influence, a search
    /// @param leastChange the share of the influence that two steps in a row must gain less than for a search to end
    public record Request(int directions, int restarts, long seed, int mostEvaluations, double leastChange) {
        /// One search a direction, of at most 100 evaluations.
        public static Request of(int directions, long seed) {
            return new Request(directions, 0, seed, 100, 1e-4);
        }

        /// The same with further searches.
        public Request withRestarts(int searches) {
            return new Request(directions, searches, seed, mostEvaluations, leastChange);
        }
    }

    /// Hears of directions.
    @FunctionalInterface
    public interface Listener {
        Listener NONE = (direction, found, wanted) -> {};

        /// @param direction just found
        /// @param found how many there are now, of `wanted`
        void found(Direction direction, int found, int wanted);
    }

    /// Searches.
    ///
    /// @return the directions, the most influential first; fewer than wanted if a stop was asked for after the first
    /// @throws CancelledException if a stop was asked for before the first was found
    public List<Direction> run(Listener listener) {
        double[][] found = new double[request.directions()][];
        List<Direction> directions = new ArrayList<>();
        try {
            double[][] starts = StartVectors.of(head, request.directions(), request.seed(), cancellation);
            for (int j = 0; j < found.length; j++) {
                GreatCircle circle = new GreatCircle(influence, found, j);
                Lbfgs.Minimum best = search(starts[j], circle);
                found[j] = circle.unit(best.point().x());
                directions.add(direction(found[j], best));
                listener.found(directions.getLast(), j + 1, found.length);
            }
        } catch (CancelledException e) {
            if (directions.isEmpty()) {
                throw e;
            }
        }
        return directions.stream().sorted(Comparator.comparingDouble(Direction::influence).reversed()).toList();
    }

    private static Direction direction(double[] v, Lbfgs.Minimum minimum) {
        double energy = Math.exp(-minimum.point().value());
        return new Direction(Vectors.toFloats(v), energy, minimum.evaluations(), minimum.converged(), Math.expm1(minimum.lastDecrease()));
    }

    /// The best of the searches from a start and from random ones.
    private Lbfgs.Minimum search(double[] start, GreatCircle circle) {
        Lbfgs lbfgs = new Lbfgs(MEMORY, request.mostEvaluations(), request.leastChange(), LEAST_GRADIENT);
        SplittableRandom random = new SplittableRandom(request.seed() + circle.count() + 1);
        // A start of which next to nothing is left beside what was found is no better than a random one.
        double[] first = circle.rest(start) > LEAST_REST ? start : StartVectors.normal(influence.width(), random);
        Lbfgs.Minimum best = lbfgs.minimize(circle, circle.unit(first));
        for (int restart = 0; restart < request.restarts(); restart++) {
            Lbfgs.Minimum other = lbfgs.minimize(circle, circle.unit(StartVectors.normal(influence.width(), random)));
            if (other.point().value() < best.point().value()) {
                best = other;
            }
        }
        return best;
    }
}
