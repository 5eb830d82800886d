package org.diopter.engine.laser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;

/// What a reduction did to facts that stood about equally often in the training text.
///
/// @param from the smallest frequency among these items
/// @param to the largest
/// @param items how many
/// @param before how many the model solves as it is
/// @param gained how many only the reduced model solves
/// @param lost how many only the model as it is solves
public record FrequencyGain(long from, long to, int items, int before, int gained, int lost) {
    private static final int BINS = 4;

    /// At most four bins with about equally many items, the rarest first. Items whose frequency is not known are left out; equal frequencies stay
    /// together.
    ///
    /// @param items indices of the items that both lists of outcomes belong to
    static List<FrequencyGain> of(Task task, int[] items, List<Outcome> baseline, List<Outcome> reduced) {
        int[] known = IntStream.range(0, items.length)
                .filter(place -> task.items().get(items[place]).frequency().isPresent())
                .boxed()
                .sorted(Comparator.comparingLong(place -> frequency(task, items[place])))
                .mapToInt(Integer::intValue)
                .toArray();
        List<FrequencyGain> bins = new ArrayList<>();
        int start = 0;
        for (int bin = 1; bin <= BINS && start < known.length; bin++) {
            int end = Math.max(start + 1, bin * known.length / BINS);
            while (end < known.length && frequency(task, items[known[end]]) == frequency(task, items[known[end - 1]])) {
                end++;
            }
            bins.add(bin(task, items, Arrays.copyOfRange(known, start, end), baseline, reduced));
            start = end;
        }
        return bins;
    }

    private static FrequencyGain bin(Task task, int[] items, int[] places, List<Outcome> baseline, List<Outcome> reduced) {
        int before = 0;
        int gained = 0;
        int lost = 0;
        for (int place : places) {
            boolean solved = baseline.get(place).correct();
            boolean solves = reduced.get(place).correct();
            before += solved ? 1 : 0;
            gained += !solved && solves ? 1 : 0;
            lost += solved && !solves ? 1 : 0;
        }
        long from = frequency(task, items[places[0]]);
        long to = frequency(task, items[places[places.length - 1]]);
        return new FrequencyGain(from, to, places.length, before, gained, lost);
    }

    private static long frequency(Task task, int item) {
        return task.items().get(item).frequency().orElse(0);
    }
}
