package org.diopter.engine.causal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Minimises a smooth function by limited-memory BFGS with a strong Wolfe line search.
///
/// Source: Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5. A dense BFGS would keep a matrix as large as the width squared; this keeps
/// the last few steps.
///
/// @param memory how many steps are kept
/// @param mostEvaluations of the function
/// @param leastDecrease a step that gains less than this counts as none; two in a row are the end
/// @param leastGradient a gradient of this length or less is the end
record Lbfgs(int memory, int mostEvaluations, double leastDecrease, double leastGradient) {
    /// A smooth function.
    @FunctionalInterface
    interface Function {
        /// @param x Not modified.
        Point at(double[] x);
    }

    /// A function at one place.
    @SuppressWarnings("ArrayRecordComponent")
    record Point(double[] x, double value, double[] gradient) {}

    /// Where a search ended.
    ///
    /// @param evaluations how many it took
    /// @param converged false where it ended because it may take no more
    /// @param lastDecrease what the last step gained
    record Minimum(Point point, int evaluations, boolean converged, double lastDecrease) {}

    /// A step and what it did to the gradient, with 1 / (s · y).
    @SuppressWarnings("ArrayRecordComponent")
    private record Pair(double[] s, double[] y, double rho) {}

    /// Searches from a place downwards.
    Minimum minimize(Function function, double[] start) {
        LineSearch.Budget budget = new LineSearch.Budget(function, mostEvaluations);
        Deque<Pair> pairs = new ArrayDeque<>();
        Point point = budget.at(start);
        double decrease = Double.POSITIVE_INFINITY;
        int idle = 0;
        while (Vectors.norm(point.gradient()) > leastGradient && idle < 2) {
            double[] direction = direction(point.gradient(), pairs);
            if (!(Vectors.dot(direction, point.gradient()) < 0)) {
                pairs.clear();
                direction = direction(point.gradient(), pairs);
            }
            double first = pairs.isEmpty() ? Math.min(1, 1 / Vectors.norm(point.gradient())) : 1;
            Point next = new LineSearch(budget, point, direction).from(first);
            if (next.value() >= point.value()) {
                return new Minimum(point, budget.used(), !budget.spent(), decrease);
            }
            remember(point, next, pairs);
            decrease = point.value() - next.value();
            idle = decrease < leastDecrease ? idle + 1 : 0;
            point = next;
            if (budget.spent()) {
                return new Minimum(point, budget.used(), idle >= 2, decrease);
            }
        }
        return new Minimum(point, budget.used(), true, decrease);
    }

    /// −H g, where H is the inverse of the Hessian as far as the last steps tell.
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] r = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int i = alphas.length;
        for (Iterator<Pair> latestFirst = pairs.descendingIterator(); latestFirst.hasNext(); ) {
            Pair pair = latestFirst.next();
            i--;
            alphas[i] = pair.rho() * Vectors.dot(pair.s(), r);
            Vectors.add(-alphas[i], pair.y(), r);
        }
        if (!pairs.isEmpty()) {
            Pair latest = pairs.getLast();
            Vectors.scale(1 / (latest.rho() * Vectors.dot(latest.y(), latest.y())), r);
        }
        for (Pair pair : pairs) {
            double beta = pair.rho() * Vectors.dot(pair.y(), r);
            Vectors.add(alphas[i] - beta, pair.s(), r);
            i++;
        }
        Vectors.scale(-1, r);
        return r;
    }

    private void remember(Point from, Point to, Deque<Pair> pairs) {
        double[] s = to.x().clone();
        Vectors.add(-1, from.x(), s);
        double[] y = to.gradient().clone();
        Vectors.add(-1, from.gradient(), y);
        double curvature = Vectors.dot(s, y);
        if (curvature > 1e-12 * Vectors.norm(s) * Vectors.norm(y)) {
            if (pairs.size() == memory) {
                pairs.removeFirst();
            }
            pairs.addLast(new Pair(s, y, 1 / curvature));
        }
    }
}
