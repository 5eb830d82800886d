package org.diopter.engine.causal;

import org.diopter.engine.causal.Lbfgs.Point;

/// Looks along a descent direction for a step that satisfies the strong Wolfe conditions: enough decrease, and a slope much less steep than at the start.
///
/// Source: Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6, with cubic interpolation.
final class LineSearch {
    private static final double ENOUGH_DECREASE = 1e-4;
    private static final double LESS_STEEP = 0.9;
    private static final double LARGEST_GROWTH = 4;
    /// Interpolated steps keep this share of the interval away from its ends.
    private static final double MARGIN = 0.1;
    private static final double SHORTEST = 1e-10;

    private final Budget budget;
    private final Point start;
    private final double[] direction;
    private final double slope;
    private Point best;

    LineSearch(Budget budget, Point start, double[] direction) {
        this.budget = budget;
        this.start = start;
        this.direction = direction;
        this.slope = Vectors.dot(direction, start.gradient());
        this.best = start;
    }

    /// A function that may be evaluated so many times.
    static final class Budget {
        private final Lbfgs.Function function;
        private final int most;
        private int used;

        Budget(Lbfgs.Function function, int most) {
            this.function = function;
            this.most = most;
        }

        Point at(double[] x) {
            used++;
            return function.at(x);
        }

        boolean spent() {
            return used >= most;
        }

        int used() {
            return used;
        }
    }

    /// A step along the direction.
    private record Step(double length, Point point, double slope) {}

    /// @param first the step that is tried first
    /// @return the point it found; the best one if evaluations ran out, and the start if nothing was better
    Point from(double first) {
        Step previous = new Step(0, start, slope);
        double length = first;
        while (!budget.spent()) {
            Step step = at(length);
            if (tooHigh(step) || step.point().value() >= previous.point().value() && previous.length() > 0) {
                return zoom(previous, step);
            }
            if (flat(step)) {
                return step.point();
            }
            if (step.slope() >= 0) {
                return zoom(step, previous);
            }
            double longer = interpolated(previous, step);
            previous = step;
            length = Math.clamp(longer, 1.1 * step.length(), LARGEST_GROWTH * step.length());
        }
        return best;
    }

    private Step at(double length) {
        double[] x = start.x().clone();
        Vectors.add(length, direction, x);
        Point point = budget.at(x);
        if (point.value() < best.value()) {
            best = point;
        }
        return new Step(length, point, Vectors.dot(direction, point.gradient()));
    }

    /// A value that is no number is too high.
    private boolean tooHigh(Step step) {
        return !(step.point().value() <= start.value() + ENOUGH_DECREASE * step.length() * slope);
    }

    private boolean flat(Step step) {
        return Math.abs(step.slope()) <= -LESS_STEEP * slope;
    }

    /// @param low the better end of an interval that holds a good step
    /// @param high its other end
    private Point zoom(Step low, Step high) {
        while (!budget.spent() && Math.abs(high.length() - low.length()) > SHORTEST * Math.max(1, low.length())) {
            double left = Math.min(low.length(), high.length());
            double width = Math.abs(high.length() - low.length());
            Step step = at(Math.clamp(interpolated(low, high), left + MARGIN * width, left + (1 - MARGIN) * width));
            if (tooHigh(step) || step.point().value() >= low.point().value()) {
                high = step;
            } else {
                if (flat(step)) {
                    return step.point();
                }
                if (step.slope() * (high.length() - low.length()) >= 0) {
                    high = low;
                }
                low = step;
            }
        }
        return best;
    }

    /// The minimum of the cubic through two steps' values and slopes; halfway between them where there is none.
    private static double interpolated(Step a, Step b) {
        double width = b.length() - a.length();
        double d1 = a.slope() + b.slope() - 3 * (b.point().value() - a.point().value()) / width;
        double d2 = Math.copySign(Math.sqrt(d1 * d1 - a.slope() * b.slope()), width);
        double minimum = b.length() - width * (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
        return Double.isFinite(minimum) ? minimum : (a.length() + b.length()) / 2;
    }
}
