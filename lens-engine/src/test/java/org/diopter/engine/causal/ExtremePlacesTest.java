package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.causal.ExtremePlaces.Place;
import org.diopter.engine.runtime.FloatTensor;
import org.junit.jupiter.api.Test;

class ExtremePlacesTest {
    private static final float[] X = {1, 0};
    private static final float[] Y = {0, 1};

    @Test
    void placesAreTheHighestAndTheLowestPositionsWithoutTheFirst() {
        ExtremePlaces places = new ExtremePlaces(List.of(X), new float[] {1, 0}, 2);
        places.add(0, FloatTensor.of(new float[] {99, 0, 3, 0, -1, 0}, 3, 2));
        places.add(1, FloatTensor.of(new float[] {-99, 0, 7, 5, 2, 5, 0, 5}, 4, 2));
        assertEquals(List.of(new Place(1, 1, 6), new Place(0, 1, 2), new Place(1, 3, -1), new Place(0, 2, -2)), places.of(0));
    }

    @Test
    void fewPositionsAreShownOnce() {
        ExtremePlaces places = new ExtremePlaces(List.of(X), new float[2], 5);
        places.add(0, FloatTensor.of(new float[] {0, 0, 3, 0, -1, 0}, 3, 2));
        assertEquals(List.of(new Place(0, 1, 3), new Place(0, 2, -1)), places.of(0));
    }

    @Test
    void eachDirectionHasThePlacesThatSortingAllWouldGive() {
        Random random = new Random(5);
        ExtremePlaces places = new ExtremePlaces(List.of(X, Y), new float[2], 3);
        float[][] all = new float[4][];
        for (int text = 0; text < all.length; text++) {
            all[text] = SyntheticHead.numbers(random, 2 * 50, 1, 0);
            places.add(text, FloatTensor.of(all[text], 50, 2));
        }
        for (int direction = 0; direction < 2; direction++) {
            int axis = direction;
            List<Place> sorted = IntStream.range(0, 4 * 50)
                    .filter(i -> i % 50 > 0)
                    .mapToObj(i -> new Place(i / 50, i % 50, all[i / 50][2 * (i % 50) + axis]))
                    .sorted(Comparator.comparingDouble(Place::component).reversed())
                    .toList();
            List<Place> found = places.of(direction);
            assertEquals(sorted.subList(0, 3), found.subList(0, 3));
            assertEquals(sorted.subList(sorted.size() - 3, sorted.size()), found.subList(3, 6));
        }
        assertTrue(places.of(0).size() == 6);
    }
}
