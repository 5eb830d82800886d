package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Two numbers of every place, two marks on a line: what one thing and another come to, layer by layer or block by block.
///
/// @param from the first number of each place
/// @param to the second one, as many
public record Dumbbell(End from, End to) {
    /// One end of every line.
    ///
    /// @param name in the key
    /// @param values one a place; NaN for none. Not modified.
    public record End(String name, ChartSeries.Mark mark, Tint tint, double[] values) {}

    /// The series of a chart whose x is the numbers.
    ///
    /// @param places where each line lies on y, as many as there are numbers
    public List<ChartSeries> series(int[] places) {
        double[] y = IntStream.of(places).asDoubleStream().toArray();
        List<ChartSeries> series = new ArrayList<>();
        for (int i = 0; i < y.length; i++) {
            double low = Math.min(from.values()[i], to.values()[i]);
            double high = Math.max(from.values()[i], to.values()[i]);
            if (Double.isFinite(low) && Double.isFinite(high)) {
                series.add(ChartSeries.line("", "", Tint.MUTED, new double[] {low, high}, new double[] {y[i], y[i]}));
            }
        }
        for (End end : List.of(from, to)) {
            int[] known = IntStream.range(0, y.length).filter(i -> Double.isFinite(end.values()[i])).toArray();
            series.add(ChartSeries.marks(end.name(), end.mark(), end.tint(), Arrays.stream(known).mapToDouble(i -> end.values()[i]).toArray(),
                    Arrays.stream(known).mapToDouble(i -> y[i]).toArray()));
        }
        return series;
    }

    /// All numbers that are there.
    public double[] all() {
        return DoubleStream.concat(DoubleStream.of(from.values()), DoubleStream.of(to.values())).filter(Double::isFinite).toArray();
    }
}
