package org.diopter.views.figure;

import org.diopter.engine.lens.Statistic;

/// What of a trajectory is shown, and how.
///
/// @param quantity what colours mean
/// @param unit of logarithmic quantities
/// @param range where the ends of the colours come from
/// @param stride every how many rows one is shown; the embedding and the output always are
/// @param values whether cells say their value, where there is room
/// @param depthStrip whether a strip says from which layer on each position's top-1 stays
/// @param stale whether the prompt has changed since the run: cells are pale then
public record TrajectoryLook(
        Quantity quantity, Unit unit, RangeMode range, ColorMap map, int stride, Orientation orientation, boolean values, boolean depthStrip, boolean stale) {

    public TrajectoryLook {
        if (stride < 1) {
            throw new IllegalArgumentException("stride " + stride + " is less than 1");
        }
    }

    /// The program's first: probability of the top-1 over 0–1 in tide, layers upward.
    public static TrajectoryLook standard() {
        return new TrajectoryLook(
                new Quantity.OfCell(Statistic.MAX_PROBABILITY), Unit.NATS, RangeMode.FIXED, ColorMap.TIDE, 1,
                Orientation.LAYERS_UP, true, true, false);
    }

    public TrajectoryLook withQuantity(Quantity other) {
        return new TrajectoryLook(other, unit, range, map, stride, orientation, values, depthStrip, stale);
    }

    public TrajectoryLook withUnit(Unit other) {
        return new TrajectoryLook(quantity, other, range, map, stride, orientation, values, depthStrip, stale);
    }

    public TrajectoryLook withRange(RangeMode other) {
        return new TrajectoryLook(quantity, unit, other, map, stride, orientation, values, depthStrip, stale);
    }

    public TrajectoryLook withMap(ColorMap other) {
        return new TrajectoryLook(quantity, unit, range, other, stride, orientation, values, depthStrip, stale);
    }

    public TrajectoryLook withStride(int other) {
        return new TrajectoryLook(quantity, unit, range, map, other, orientation, values, depthStrip, stale);
    }

    public TrajectoryLook withOrientation(Orientation other) {
        return new TrajectoryLook(quantity, unit, range, map, stride, other, values, depthStrip, stale);
    }

    public TrajectoryLook withValues(boolean shown) {
        return new TrajectoryLook(quantity, unit, range, map, stride, orientation, shown, depthStrip, stale);
    }

    public TrajectoryLook withDepthStrip(boolean shown) {
        return new TrajectoryLook(quantity, unit, range, map, stride, orientation, values, shown, stale);
    }

    public TrajectoryLook withStale(boolean isStale) {
        return new TrajectoryLook(quantity, unit, range, map, stride, orientation, values, depthStrip, isStale);
    }
}
