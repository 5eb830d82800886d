package org.diopter.engine.causal;

import java.util.Arrays;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;

/// The influence of a direction on a read-out: E(v) = mean over states of KL(f(h) ‖ f(h + v (v · m))), nats, with its exact gradient, and with no product of
/// states and vocabulary.
///
/// Ablation moves a state by c v with c = v · m. Translator and centring are linear, so the un-normalised logits y move by c u with one vector
/// u = W (γ ⊙ q), q = C T v, for all states; and the mean square that the norm divides by becomes a + 2 c b + c² e with a = ‖x‖²/d, b = x·q/d and e = ‖q‖²/d.
/// An evaluation costs N·V element operations and one product of W with a vector; its gradient one more, with the weights of all states added up.
///
/// An instance serves one thread; it uses the head's workers. Results do not depend on how many those are.
public final class Influence implements AutoCloseable {
    /// States whose sums are added up together, in float.
    private static final int GROUP = 16;

    private final BaseRows base;
    private final float[] displacements;
    private final Cancellation cancellation;
    private final Group[] groups;
    private final AblatedRow[] rows;
    private long smallOperations;

    private Influence(BaseRows base, float[] displacements, Cancellation cancellation) {
        this.base = base;
        this.displacements = displacements;
        this.cancellation = cancellation;
        this.groups = new Group[Math.ceilDiv(base.count(), GROUP)];
        Arrays.setAll(groups, group -> new Group(width(), head().matrix().vector()));
        this.rows = new AblatedRow[head().workers().threads()];
        Arrays.setAll(rows, worker -> new AblatedRow(base));
    }

    /// Reads the states once.
    ///
    /// @param head how their layer is read
    /// @param donors for [Ablation#RESAMPLE]: which state's component each one gets, see [Ablation#donors]; else not looked at
    /// @param budget bytes that logits and probabilities of the states may take
    /// @throws UnusableInputException if there are fewer than two states, nothing could change them, or they do not fit into the budget
    /// @throws CancelledException if a stop was asked for, here or in an evaluation
    public static Influence of(LayerHead head, States states, Ablation ablation, int[] donors, long budget, Cancellation cancellation) {
        if (states.width() != head.width()) {
            throw new UnusableInputException("D-305", "The states have width %d, the model has %d. Choose states of this model."
                    .formatted(states.width(), head.width()));
        }
        if (states.count() < 2) {
            throw new UnusableInputException("D-304", "Directions need at least 2 states; there are %d. Choose a longer text.".formatted(states.count()));
        }
        float[] displacements = ablation.displacements(states, donors);
        if (isNegligible(displacements, states)) {
            throw new UnusableInputException("D-304", "All %d states are the same, so that no direction changes anything. Choose another layer or text."
                    .formatted(states.count()));
        }
        return new Influence(BaseRows.of(head, states, budget, cancellation), displacements, cancellation);
    }

    /// Whether the displacements are no more than the rounding of the mean.
    private static boolean isNegligible(float[] displacements, States states) {
        float largestState = 0;
        float largest = 0;
        for (int i = 0; i < displacements.length; i++) {
            largestState = Math.max(largestState, Math.abs(states.values()[i]));
            largest = Math.max(largest, Math.abs(displacements[i]));
        }
        return largest <= 2 * Math.ulp(largestState);
    }

    /// What a direction does.
    ///
    /// @param energy E(v), nats
    /// @param gradient ∂E/∂v for v used as given, [d]; empty where it was not asked for
    @SuppressWarnings("ArrayRecordComponent")
    public record Evaluation(double energy, double[] gradient) {}

    /// Sums over some states.
    private static final class Group {
        private final float[][] weights;
        private final double[] byDisplacement;
        private final double[] byInput;
        private double bySquare;
        private double divergence;

        Group(int width, float[][] weights) {
            this.weights = weights;
            this.byDisplacement = new double[width];
            this.byInput = new double[width];
        }

        void clear() {
            for (float[] chunk : weights) {
                Arrays.fill(chunk, 0);
            }
            Arrays.fill(byDisplacement, 0);
            Arrays.fill(byInput, 0);
            bySquare = 0;
            divergence = 0;
        }
    }

    /// d.
    public int width() {
        return base.head().width();
    }

    /// N.
    public int states() {
        return base.count();
    }

    /// Additions and multiplications done by evaluations so far, an exponential counted as what its polynomial takes.
    public long operations() {
        return smallOperations + head().matrix().operations() + Arrays.stream(rows).mapToLong(AblatedRow::operations).sum();
    }

    private ReadOutHead head() {
        return base.head().head();
    }

    /// E(v).
    ///
    /// @param v [d], used as given
    public double energy(double[] v) {
        return evaluate(v, false).energy();
    }

    /// E(v) and its gradient.
    ///
    /// @param v [d], used as given
    public Evaluation evaluate(double[] v) {
        return evaluate(v, true);
    }

    private Evaluation evaluate(double[] v, boolean withGradient) {
        double[] q = base.head().pushed(v);
        double square = Vectors.dot(q, q) / width();
        float[][] u = head().matrix().vector();
        head().matrix().multiply(head().scaled(q), u, cancellation);
        Direction direction = new Direction(v, q, square, AblatedRow.Push.of(u));
        head().workers().run(groups.length, cancellation, (worker, group) -> compare(group, direction, rows[worker], withGradient));
        smallOperations += 4L * width() * states() * (withGradient ? 2 : 1);
        double energy = 0;
        for (Group group : groups) {
            energy += group.divergence;
        }
        return new Evaluation(energy / states(), withGradient ? gradient(direction) : new double[0]);
    }

    /// @param q C T v
    /// @param square ‖q‖²/d
    /// @param push W (γ ⊙ q)
    @SuppressWarnings("ArrayRecordComponent")
    private record Direction(double[] v, double[] q, double square, AblatedRow.Push push) {}

    private void compare(int index, Direction direction, AblatedRow row, boolean withGradient) {
        Group group = groups[index];
        group.clear();
        int width = width();
        for (int i = index * GROUP; i < Math.min((index + 1) * GROUP, states()); i++) {
            double c = Vectors.dot(displacements, i * width, direction.v);
            double b = Vectors.dot(base.inputs(), i * width, direction.q) / width;
            double meanSquare = base.square(i) + 2 * c * b + c * c * direction.square;
            double s = 1 / Math.sqrt(Math.max(0, meanSquare) + head().epsilon());
            AblatedRow.Outcome outcome = row.compare(i, direction.push, c, s);
            group.divergence += outcome.divergence();
            if (withGradient) {
                // dKL = alongY ds + s alongU dc + s c w·du, and ds = −½ s³ (2 (b + c e) dc + 2 c db + c² de).
                double byMeanSquare = -s * s * s * outcome.alongY();
                Vectors.add(s * outcome.alongU() + byMeanSquare * (b + c * direction.square), displacements, i * width, group.byDisplacement);
                Vectors.add(byMeanSquare * c, base.inputs(), i * width, group.byInput);
                group.bySquare += 0.5 * byMeanSquare * c * c;
                row.addWeights(i, s * c, outcome, group.weights);
            }
        }
    }

    private double[] gradient(Direction direction) {
        double[] byLogits = head().transposed(this::addUpWeights, cancellation);
        double[] byQ = new double[width()];
        double[] byV = new double[width()];
        double bySquare = 0;
        for (Group group : groups) {
            Vectors.add(1.0 / width(), group.byInput, byQ);
            Vectors.add(1, group.byDisplacement, byV);
            bySquare += group.bySquare;
        }
        Vectors.add(2 * bySquare / width(), direction.q, byQ);
        Vectors.add(1, byLogits, byQ);
        Vectors.add(1, base.head().pulled(byQ), byV);
        Vectors.scale(1.0 / states(), byV);
        return byV;
    }

    private void addUpWeights(int chunk, float[] into) {
        for (Group group : groups) {
            ChunkLoops.add(group.weights[chunk], into);
        }
    }

    @Override
    public void close() {
        base.close();
    }
}
