package org.diopter.app.command;

import java.util.Map;
import java.util.Optional;

/// One line of a benchmark.
///
/// @param name what was measured
/// @param value the median of several runs
/// @param unit `ms` or `MB`
/// @param limit what cannot be undercut, or may not be exceeded
/// @param peers what others took for the same, in the same unit, by their names
record BenchRow(String name, double value, String unit, Optional<Limit> limit, Map<String, Double> peers) {
    /// @param name what it is
    /// @param value in the row's unit
    record Limit(String name, double value) {}

    static BenchRow millis(String name, double value) {
        return new BenchRow(name, value, "ms", Optional.empty(), Map.of());
    }

    BenchRow beside(String limit, double limitValue) {
        return new BenchRow(name, value, unit, Optional.of(new Limit(limit, limitValue)), peers);
    }

    BenchRow beside(Map<String, Double> others) {
        return new BenchRow(name, value, unit, limit, others);
    }
}
