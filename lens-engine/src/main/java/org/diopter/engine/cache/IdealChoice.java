package org.diopter.engine.cache;

import java.util.Arrays;

/// The B keys with the largest attention of each query; of equal ones the lowest positions are left out. The first queries, up to the one with B past keys,
/// see everything.
final class IdealChoice implements KeyChoice {
    private final int budget;
    private float[] sorted = new float[0];

    IdealChoice(int budget) {
        this.budget = budget;
    }

    @Override
    public int choose(int query, float[][] attention, int[] visible) {
        float[] row = attention[0];
        int keys = query + 1;
        if (keys <= budget + 1) {
            for (int key = 0; key < keys; key++) {
                visible[key] = key;
            }
            return keys;
        }
        float least = least(row, keys);
        int ties = budget;
        for (int key = 0; key < keys; key++) {
            ties -= row[key] > least ? 1 : 0;
        }
        int equal = 0;
        for (int key = 0; key < keys; key++) {
            equal += row[key] == least ? 1 : 0;
        }
        int count = 0;
        for (int key = 0; key < keys; key++) {
            boolean tie = row[key] == least;
            equal -= tie ? 1 : 0;
            if (row[key] > least || tie && equal < ties) {
                visible[count++] = key;
            }
        }
        return count;
    }

    /// The smallest attention that is among the B largest.
    private float least(float[] row, int keys) {
        if (sorted.length < keys) {
            sorted = new float[2 * keys];
        }
        System.arraycopy(row, 0, sorted, 0, keys);
        return select(sorted, keys, keys - budget);
    }

    /// The number that would stand at an index if the first `count` were sorted. Reorders them.
    static float select(float[] numbers, int count, int index) {
        int from = 0;
        int to = count - 1;
        while (to - from > 16) {
            float pivot = median(numbers[from], numbers[(from + to) >>> 1], numbers[to]);
            int i = from;
            int j = to;
            while (i <= j) {
                while (numbers[i] < pivot) {
                    i++;
                }
                while (numbers[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float swapped = numbers[i];
                    numbers[i++] = numbers[j];
                    numbers[j--] = swapped;
                }
            }
            if (index <= j) {
                to = j;
            } else if (index >= i) {
                from = i;
            } else {
                return pivot;
            }
        }
        Arrays.sort(numbers, from, to + 1);
        return numbers[index];
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
