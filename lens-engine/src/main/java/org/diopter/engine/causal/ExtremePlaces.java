package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.engine.runtime.FloatTensor;

/// Collects where texts have most of some directions, and most of their opposites. Texts come one after the other, and of all their positions only the most
/// extreme are kept. Position 0 is left out. Not safe for use by several threads.
public final class ExtremePlaces {
    private static final Comparator<Place> BY_COMPONENT =
            Comparator.comparingDouble(Place::component).thenComparing(Place::text, Comparator.reverseOrder()).thenComparing(Place::position, Comparator.reverseOrder());

    private final List<float[]> directions;
    private final float[] mean;
    private final int count;
    private final List<PriorityQueue<Place>> highest = new ArrayList<>();
    private final List<PriorityQueue<Place>> lowest = new ArrayList<>();

    /// A position and its component along a direction.
    ///
    /// @param text which of several
    /// @param component v · (h − mean), in units of the stream
    public record Place(int text, int position, double component) {}

    /// Hears of texts that have been read.
    @FunctionalInterface
    public interface Listener {
        /// Called on the thread that reads, which waits meanwhile.
        ///
        /// @param places of the texts so far
        /// @param read how many they are, of `of`
        void read(ExtremePlaces places, int read, int of);
    }

    /// @param directions [d] each
    /// @param mean [d], the mean state of the layer
    /// @param count how many places of each end are kept, a direction
    public ExtremePlaces(List<float[]> directions, float[] mean, int count) {
        this.directions = List.copyOf(directions);
        this.mean = mean;
        this.count = count;
        for (int i = 0; i < directions.size(); i++) {
            highest.add(new PriorityQueue<>(BY_COMPONENT));
            lowest.add(new PriorityQueue<>(BY_COMPONENT.reversed()));
        }
    }

    /// Reads a text.
    ///
    /// @param text its number
    /// @param stream [T, d] at the directions' layer. Not modified.
    public void add(int text, FloatTensor stream) {
        float[] h = new float[mean.length];
        for (int position = 1; position < stream.size(0); position++) {
            stream.copyTo((long) position * h.length, h, 0, h.length);
            for (int i = 0; i < directions.size(); i++) {
                double component = component(directions.get(i), h);
                if (enters(component, highest.get(i), 1)) {
                    keep(new Place(text, position, component), highest.get(i));
                }
                if (enters(component, lowest.get(i), -1)) {
                    keep(new Place(text, position, component), lowest.get(i));
                }
            }
        }
    }

    private double component(float[] v, float[] h) {
        double component = 0;
        for (int k = 0; k < v.length; k++) {
            component += v[k] * ((double) h[k] - mean[k]);
        }
        return component;
    }

    /// Whether a component belongs among the best so far: almost none does, and for those no place is made.
    ///
    /// @param sign 1 where the highest are kept, −1 where the lowest are
    private boolean enters(double component, PriorityQueue<Place> best, int sign) {
        Place worst = best.peek();
        return worst == null || best.size() < count || sign * component >= sign * worst.component();
    }

    private void keep(Place place, PriorityQueue<Place> best) {
        best.add(place);
        if (best.size() > count) {
            best.remove();
        }
    }

    /// The places of a direction.
    ///
    /// @return the highest first: `count` of them and then the `count` lowest, or all there are, each once
    public List<Place> of(int direction) {
        Set<Place> all = new TreeSet<>(BY_COMPONENT.reversed());
        all.addAll(highest.get(direction));
        all.addAll(lowest.get(direction));
        return List.copyOf(all);
    }
}
